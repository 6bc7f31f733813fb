import ChanceryModel
import Foundation
import TestSupport
import Testing

/// Pictures agree with answers: on every day, under every clock.
@Suite struct RibbonVerbTests {
  @Test(arguments: [
    [], ["--known", "150"], ["--public", "2025-03-20"],
    ["--known", "190", "--public", "2025-03-22"],
  ])
  func `a ribbon says of every day what the board of that day says`(clocks: [String]) throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let run = try daemon.chancery(
      ["timeline", "--ribbon", "--from", "2025-03-07", "--to", "2025-03-27", "-o", "ndjson"]
        + clocks
    )
    #expect(run.status == 0, "\(run.errors)")
    let spans = try run.output.split(separator: "\n").map { try JSONParser.parse(Array($0.utf8)) }
    #expect(spans.count > 30)
    let query = zip(clocks, clocks.dropFirst()).filter { $0.0.hasPrefix("--") }
      .map { "&\($0.0.dropFirst(2))=\($0.1)" }.joined()
    for topic in Set(spans.compactMap { $0["topic"]?.stringValue }) {
      for day in (7...27).map({ "2025-03-" + ($0 < 10 ? "0\($0)" : "\($0)") }) {
        let board = try daemon.get("/v1/stances?topic=\(topic)&at=\(day)\(query)&limit=1000").json
        var expected: [String: JSONValue] = [:]
        for item in board["items"]?.arrayValue ?? [] {
          expected[item["holder"]?.stringValue ?? ""] = item
        }
        for span in spans where span["topic"]?.stringValue == topic {
          guard let first = span["first"]?.stringValue, let last = span["last"]?.stringValue,
            first <= day, day <= last, let holder = span["holder"]?.stringValue
          else { continue }
          let stance = expected[holder]
          let name = "\(holder) \(topic) \(day) \(clocks)"
          #expect(
            span["position"]?.stringValue == stance?["position"]?.stringValue,
            "\(name)"
          )
          #expect(span["seq"]?.intValue == stance?["seq"]?.intValue, "\(name)")
          let isContested = stance?["contested"]?.boolValue ?? false
          #expect(span["contested"]?.boolValue == isContested, "\(name)")
        }
      }
    }
  }

  @Test func `a timeline has each event under its day, and obeys the clocks`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(
      Sample.statement("b", holder: "FRA", position: "support", said: "2025-03-26"),
      #"{"type":"statement.made","id":"r","data":{"said":"2025-03-25","about":[{"topic":"own-troops"}],"quote":"we shall see","source":"s1","speaker":{"name":"A","kind":"person","actor":"ITA"}}}"#
    )
    let text = try daemon.does("timeline", "-t", "own-troops", "--to", "2025-03-31")
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("2025-") }
    #expect(headings == ["2025-03-24 Monday", "2025-03-25 Tuesday", "2025-03-26 Wednesday"])
    #expect(text.contains("“we shall see”"))
    let known = try daemon.does(
      "timeline",
      "-t",
      "own-troops",
      "--to",
      "2025-03-31",
      "--known",
      "3"
    )
    #expect(!known.contains("France") && !known.contains("we shall see"))
    let published = try daemon.does(
      "timeline",
      "-t",
      "own-troops",
      "--to",
      "2025-03-31",
      "--public",
      "2025-03-24"
    )
    #expect(published == "no event on record\n", "\(published)")
    try daemon.does("withdraw", "4", "--reason", "not said")
    let after = try daemon.does("timeline", "-t", "own-troops")
    #expect(!after.contains("● support") && after.contains("withdrawal"), "\(after)")
    try daemon.refuses(
      "timeline",
      "--from",
      "2025-03-27",
      "--to",
      "2025-03-01",
      with: 64,
      saying: ["other way round"]
    )
    let none = try daemon.chancery("timeline", "--ribbon", "DEU", "--exit-code")
    #expect(none.status == 1 && none.output == "no statement on record\n")
  }

  @Test func `silence is told among the actors on record, a group, or those named`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(
      #"{"type":"actor.defined","id":"g","data":{"actor":"duo","name":"The Two","kind":"group","members":[{"actor":"ITA"},{"actor":"DEU"},{"actor":"FRA","to":"2024-12-31"}]}}"#
    )
    func silent(_ arguments: String...) throws -> [String] {
      let run = try daemon.chancery(
        ["board", "own-troops", "--silent", "-o", "ndjson", "--at", "2025-03-31"] + arguments
      )
      #expect(run.status == 0, "\(run.errors)")
      return try run.output.split(separator: "\n").map {
        try JSONParser.parse(Array($0.utf8))["holder"]?.stringValue ?? "?"
      }
    }
    #expect(try silent("--among", "duo") == ["DEU"])
    #expect(try silent("--among", "duo", "--since", "2025-03-25") == ["ITA", "DEU"])
    #expect(try silent("--among", "duo", "--since", "2025-03-24") == ["DEU"])
    #expect(try silent("--among", "France", "--among", "Italy") == ["FRA"])
    try daemon.refuses("board", "own-troops", "--since", "2025", with: 64, saying: ["--silent"])
    try daemon.refuses("board", "own-troops", "x", "--matrix", with: 64, saying: ["no topic"])
  }
}
