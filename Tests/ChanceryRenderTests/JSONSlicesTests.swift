import ChanceryRender
import Testing

@Suite struct JSONSlicesTests {
  @Test func `members and elements are found without being taken apart`() {
    let text = Array("{ \"a\" : [1, {\"b\":\"],}\\\"\"}, [] ] ,\"c\":null}".utf8)
    let members = JSONSlices.members(of: text)
    #expect(members.map(\.name) == ["a", "c"])
    let elements = JSONSlices.elements(of: text, at: members[0].value.lowerBound)
    #expect(
      elements.map { String(decoding: text[$0], as: UTF8.self) } == [
        "1", "{\"b\":\"],}\\\"\"}", "[]",
      ]
    )
    #expect(String(decoding: text[members[1].value], as: UTF8.self) == "null")
  }

  @Test(arguments: [
    ("{\"id\":1}", true), ("{\"a\":{\"id\":1}}", false), ("{\"a\":\"id\",\"id\":\"x\"}", true),
    ("{}", false), ("[\"id\"]", false), ("", false), ("{\"a\":\"\\\"id\\\":\"}", false),
    ("{\"a\":[{\"id\":2}],\"id\":1}", true),
  ])
  func `only an object's own members count`(text: String, hasID: Bool) {
    #expect(JSONSlices.hasMember("id", in: Array(text.utf8)) == hasID)
  }

  @Test func `no input, however broken, is read beyond its end`() {
    let text = Array("{\"a\":[1,{\"b\":\"\\\"x\"}],\"c\":null}".utf8)
    for end in 0...text.count {
      let part = Array(text[..<end])
      for member in JSONSlices.members(of: part) {
        #expect(member.value.upperBound <= part.count)
        _ = JSONSlices.elements(of: part, at: member.value.lowerBound)
      }
      _ = JSONSlices.hasMember("z", in: part)
    }
  }
}
