import ChanceryModel
import Testing

@Suite struct JSONValueChangeTests {
  private let document: JSONValue = [
    "said": "2025-03-24", "stances": [["holder": "ITA", "position": "oppose"], ["holder": "FRA"]],
    "extra": ["a/b": 1, "m~n": 2],
  ]

  private func refusal(_ body: () throws(Refusal) -> JSONValue) -> Refusal? {
    do throws(Refusal) {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `a member is replaced, added and taken away, all else stays`() throws {
    let later = try document.changed(at: "/said", to: "2025-03-25")
    #expect(later["said"] == "2025-03-25")
    #expect(later["stances"] == document["stances"] && later["extra"] == document["extra"])
    #expect(try later.changed(at: "/said", to: "2025-03-24") == document)
    let noted = try document.changed(at: "/note", to: "n")
    #expect(noted["note"] == "n")
    #expect(try noted.changed(at: "/note", to: nil) == document)
    #expect(try document.changed(at: "/said", to: .null)["said"] == .null, "null is a value")
  }

  @Test func `an element of an array is reached by its number, its end by a hyphen`() throws {
    let turned = try document.changed(at: "/stances/0/position", to: "support")
    #expect(turned["stances"] == [["holder": "ITA", "position": "support"], ["holder": "FRA"]])
    let fewer = try document.changed(at: "/stances/0", to: nil)
    #expect(fewer["stances"] == [["holder": "FRA"]])
    let more = try document.changed(at: "/stances/-", to: ["holder": "DEU"])
    #expect(more["stances"]?.arrayValue?.count == 3)
    #expect(more["stances"]?.arrayValue?.last == ["holder": "DEU"])
    let deeper = try document.changed(at: "/stances/1/conditions", to: [])
    #expect(deeper["stances"]?.arrayValue?.last == ["holder": "FRA", "conditions": []])
  }

  @Test func `objects on the way are made, also deep`() throws {
    let made = try document.changed(at: "/extra/x/y", to: true)
    #expect(made["extra"]?["x"] == ["y": true])
    #expect(made["extra"]?["a/b"] == 1)
  }

  @Test func `slashes and tildes in a name are escaped as RFC 6901 has it`() throws {
    let changed = try document.changed(at: "/extra/a~1b", to: 3).changed(at: "/extra/m~0n", to: 4)
    #expect(changed["extra"] == ["a/b": 3, "m~n": 4])
  }

  @Test(arguments: [
    "/nothing", "/stances/2", "/stances/-", "/stances/x", "/stances/00x", "/said/deeper",
    "/extra/x/y",
  ])
  func `nothing is taken from where there is nothing`(pointer: String) {
    let refused = refusal { () throws(Refusal) in try document.changed(at: pointer, to: nil) }
    #expect(refused?.code == .invalidValue)
    #expect(refused?.detail.contains(pointer) == true)
    #expect(refused?.hint != nil)
  }

  @Test(arguments: ["/stances/2", "/stances/x/holder", "/said/deeper", "/stances/0/holder/x"])
  func `nothing is put where nothing can be`(pointer: String) {
    let refused = refusal { () throws(Refusal) in try document.changed(at: pointer, to: 1) }
    #expect(refused?.code == .invalidValue)
  }

  @Test(arguments: ["", "said", "#/said", "stances/0"])
  func `what is no pointer is refused with the form of one`(pointer: String) {
    let refused = refusal { () throws(Refusal) in try document.changed(at: pointer, to: 1) }
    #expect(refused?.detail.contains("no JSON pointer") == true)
    #expect(refused?.hint?.contains("/stances/0/position") == true)
  }
}
