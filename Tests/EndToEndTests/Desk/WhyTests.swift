import ChanceryModel
import Foundation
import Testing

/// `why` on a real journal: at any clock it comes to what `stance` says.
@Suite struct WhyTests {
  /// The lines of `why`, as `SEQ CLAUSE EVENTS`, after it was held against the stance.
  private func why(_ daemon: Daemon, _ clocks: String...) throws -> [String] {
    let arguments = ["ITA", "own-troops", "--at", "2025-03-31", "-o", "json"] + clocks
    let answers = try ["why", "stance"].map { verb in
      let run = try daemon.chancery([verb] + arguments)
      try #require(run.status == 0, "\(verb) \(clocks): \(run.errors)")
      return try JSONParser.parse(Array(run.output.utf8), limits: JSONLimits(depth: 64))
    }
    let (answer, stance) = (answers[0], answers[1])
    #expect(answer["schema"]?.stringValue == "chancery.why/1")
    let items = answer["items"]?.arrayValue ?? []
    let kept = items.filter { $0["kept"]?.boolValue == true }
    #expect(kept.last?["position"]?.stringValue == stance["position"]?.stringValue)
    #expect(kept.last { $0["clause"] == "sets" }?["seq"]?.intValue == stance["seq"]?.intValue)
    for name in ["position", "conditions", "since", "seq", "version", "at", "known", "public"] {
      #expect(answer["stance"]?[Text(name)] == stance[Text(name)], "\(name)")
    }
    return items.map { item in
      let events = (item["passed_for"]?.arrayValue ?? []).compactMap { $0.intValue }
      let words = ["\(item["seq"]?.intValue ?? 0)", item["clause"]?.stringValue ?? "?"]
      return (words + events.map { "\($0)" }).joined(separator: " ")
    }
  }

  @Test func `each statement is kept or passed over by a clause, at every clock`() throws {
    let daemon = try Daemon.withRefusal()
    // 4: a day later; 5: the same day; 6: attributed; 7: uncertain; 8: a deed.
    try daemon.append(
      Sample.statement("b", position: "support", said: "2025-03-25"),
      Sample.statement("c", position: "oppose", said: "2025-03-25"),
      Sample.statement(
        "d",
        position: "oppose",
        said: "2025-03-26",
        more: #","standing":"attributed""#
      ),
      Sample.statement("e", position: "oppose", said: "[2025-03-23..2025-03-26]"),
      Sample.statement("f", position: "support", said: "2025-03-26", more: #","kind":"deed""#)
    )
    // Equals of the 25th differ: the position stays what it was.
    #expect(
      try why(daemon) == [
        "3 sets", "4 equals 5", "5 confirms", "6 standing", "7 exact-day 3 4 5", "8 deed",
      ]
    )
    #expect(try why(daemon, "--known", "4") == ["3 sets", "4 sets"])
    #expect(
      try why(daemon, "--public", "2025-03-25") == [
        "3 sets", "4 not-public", "5 not-public", "6 not-public", "7 not-public", "8 not-public",
      ]
    )
    try daemon.does("link", "5", "4", "supersedes", "--reason", "said by mistake")
    #expect(
      try why(daemon) == [
        "3 sets", "4 superseded 5", "5 confirms", "6 standing", "7 exact-day 3 5", "8 deed",
      ]
    )
    let table = try daemon.does("why", "Italy", "own-troops", "--at", "2025-03-31")
    #expect(table.contains("passed over: superseded by event 5 (1)"), "\(table)")
    #expect(table.contains("→ ✕ oppose, since 2025-03-24 (event 3) · fold/1"), "\(table)")
  }

  @Test func `it comes in pages, in every form, and says what is wrong`() throws {
    let daemon = try Daemon.withRefusal()
    for day in 25...29 {
      try daemon.append(Sample.statement("p\(day)", position: "support", said: "2025-03-\(day)"))
    }
    let some = try daemon.does(
      "why",
      "ITA",
      "own-troops",
      "--at",
      "2025-03-28",
      "-n",
      "2",
      "-o",
      "ndjson"
    )
    #expect(some.split(separator: "\n").count == 2)
    let table = try daemon.does("why", "ITA", "own-troops", "--at", "2025-03-28")
    #expect(table.contains("1 statement can only have been said later"), "\(table)")
    for format in ["table", "wide", "json", "ndjson", "csv", "tsv", "md"] {
      let output = try daemon.does("why", "ITA", "own-troops", "--at", "2025-03-28", "-o", format)
      #expect(output.contains("sets"), "\(format): \(output)")
    }
    try daemon.refuses("why", "ITA", with: 64, saying: ["why needs a topic"])
    try daemon.refuses("why", "itly", "own-troops", with: 64, saying: ["did you mean ITA"])
    let silent = try daemon.chancery(["why", "FRA", "own-troops", "--exit-code"])
    #expect(silent.status == 1)
    #expect(silent.output.contains("no statement on record"))
    #expect(try daemon.does("help", "fold").contains("rule fold/1"))
  }
}
