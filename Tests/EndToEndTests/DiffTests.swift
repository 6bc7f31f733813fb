import ChanceryModel
import Foundation
import Testing

/// `chancery diff` and its route, on the real daemon.
@Suite struct DiffTests {
  /// Italy by a source of the 24th, and a report of the 20th that came later.
  private func prepared() throws -> Daemon {
    let daemon = try Daemon()
    try daemon.append(
      Sample.topic("own-troops"),
      #"{"type":"source.filed","id":"s1","data":{"source":"s1","published":"2025-03-25"}}"#,
      #"{"type":"source.filed","id":"s2","data":{"source":"s2","published":"2025-03-26"}}"#,
      Sample.statement("a", more: #","source":"s1""#)
    )
    try daemon.append(
      Sample.statement("b", position: "support", said: "2025-03-26", more: #","source":"s2""#),
      Sample.statement("c", holder: "FRA", position: "support", said: "2025-03-20")
    )
    return daemon
  }

  private func items(_ daemon: Daemon, _ query: String) throws -> [String] {
    let answer = try daemon.get("/v1/changes?\(query)")
    try #require(answer.status == 200, "\(query): \(answer.text)")
    #expect(answer.json["schema"]?.stringValue == "chancery.changes/1")
    return (answer.json["items"]?.arrayValue ?? []).map { item in
      let sides: [Text] = ["before", "after"]
      let seqs = sides.map { item[$0]?["seq"]?.intValue.map { String($0) } ?? "-" }
      let words: [Text] = ["topic", "holder", "kind"]
      return (words.map { item[$0]?.stringValue ?? "" } + seqs).joined(separator: " ")
    }
  }

  @Test func `the route compares days, knowledge and publication`() throws {
    let daemon = try prepared()
    let turned = "own-troops ITA changed 4 5"
    let france = "own-troops FRA first - 6"
    #expect(try items(daemon, "from=2025-03-24&to=2025-03-27") == [turned])
    #expect(try items(daemon, "from=2025-03-19&to=2025-03-23") == [france])
    let quiet = "own-troops FRA quiet 6 6"
    #expect(try items(daemon, "from=2025-03-24&to=2025-03-27&quiet=true") == [quiet, turned])
    #expect(try items(daemon, "known_from=4&at=2025-03-27") == [france, turned])
    #expect(try items(daemon, "known_from=4&known_to=5&at=2025-03-27") == [turned])
    #expect(try items(daemon, "public_from=2025-03-25&public_to=2025-03-26") == [turned])
    #expect(try items(daemon, "known_from=4&holder=FRA") == [france])
    #expect(try items(daemon, "known_from=0&known_to=1") == [])
    let page = try daemon.get("/v1/changes?known_from=4&limit=1").json
    #expect(page["next"]?.stringValue == "own-troops/FRA")
    #expect(try items(daemon, "known_from=4&limit=1&after=own-troops/FRA") == [turned])
    #expect(page["from"]?["known"]?.intValue == 4 && page["to"]?["known"]?.intValue == 6)
  }

  @Test func `a question that names no beginning, or nonsense, is refused with the remedy`() throws
  {
    let daemon = try prepared()
    for (query, hint) in [
      ("", "known_from"), ("at=2025-03-27", "known_from"), ("to=2025-03-27", "“from”"),
      ("known_to=3", "“known_from”"), ("public_to=2025-03-27", "“public_from”"),
      ("known_from=7", "up to 6"), ("known_from=x", "2025-03-24"), ("from=2025-3-1", ""),
      ("from=2025-03-01&after=x", "next"), ("from=2025-03-01&holder=ZZZ", ""),
      ("from=2025-03-01&topic=x", ""), ("from=2025-03-01&limit=0", "next"),
      ("from=2025-03-01&quiet=x", ""),
    ] {
      let answer = try daemon.get("/v1/changes?\(query)")
      #expect((400..<500).contains(answer.status), "\(query): \(answer.text)")
      let told = answer.json["hint"]?.stringValue ?? ""
      #expect(hint.isEmpty || told.contains(hint), "\(query): \(answer.text)")
    }
  }

  @Test func `the verb shows what late reports changed, in a table and page by page`() throws {
    let daemon = try prepared()
    let late = try daemon.chancery("diff", "--known", "4..", "--at", "2025-03-27")
    #expect(late.status == 0, "\(late.errors)")
    for text in ["known at event 4 → 6", "✕ oppose", "● support", "4 → 5", "2 stances differ"] {
      #expect(late.output.contains(text), "\(text): \(late.output)")
    }
    let days = try daemon.chancery("diff", "2025-03-24", "2025-03-27", "-t", "own-troops")
    #expect(days.output.contains("as of 2025-03-24 → 2025-03-27"), "\(days.output)\(days.errors)")
    #expect(days.output.contains("1 stance differs"))
    let quiet = "gone quiet, nothing said after 2025-03-24: 1 stance\n"
    #expect(days.output.contains(quiet + "own-troops: France (2025-03-20, event 6)\n"))
    let rows = try daemon.does("diff", "2025-03-24", "2025-03-27", "-o", "csv")
    #expect(rows.contains("own-troops,FRA,quiet,support,support,"), "\(rows)")
    let still = try daemon.does("diff", "2025-03-26", "2025-03-27")
    #expect(still.contains("no difference on record\ngone quiet,"), "\(still)")
    #expect(still.contains("2 stances"), "\(still)")
    let published = try daemon.chancery("diff", "--public", "2025-03-25..2025-03-26")
    #expect(published.output.contains("public by 2025-03-25 → 2025-03-26"), "\(published.errors)")
    #expect(published.output.contains("Italy") && !published.output.contains("France"))
    let nothing = try daemon.chancery("diff", "--known", "6..", "--today", "2025-03-27")
    #expect(nothing.status == 0 && nothing.output.contains("no difference on record"))
    let whole = try daemon.chancery("diff", "--known", "..6", "-o", "ndjson").output
    #expect(whole.split(separator: "\n").count == 2)
    let first = try daemon.chancery("diff", "--known", "..6", "-o", "ndjson", "-n", "1").output
    #expect(whole.hasPrefix(first) && first.split(separator: "\n").count == 1)
    for arguments in [
      ["diff"], ["diff", "--known", "4"], ["diff", "2025-03-24", "--at", "2025-03-24"],
      ["diff", "--known", "4..x"], ["diff", "03/04/2025"], ["diff", "2025-03-27", "2025-03-24"],
      ["diff", "--known", "5..4"], ["diff", "2025-03-27", "--at", "2025-03-24"],
      ["diff", "2025-03-27", "--today", "2025-03-24"],
      ["diff", "--public", "2025-03-27..2025-03-24"],
    ] {
      let run = try daemon.chancery(arguments)
      #expect(run.status == 64, "\(arguments): \(run.output)\(run.errors)")
      #expect(run.errors.contains("→"), "\(arguments): \(run.errors)")
    }
  }
}
