import ChanceryModel
import Foundation
import Testing

/// `link`, `meet merge`, `review` and `expect`: what one event says of others.
@Suite struct RelationTests {
  // MARK: Links

  /// Italy refuses on the 24th (3), and agrees on the 26th (4).
  private func turned() throws -> Daemon {
    let daemon = try Daemon.withRefusal()
    try daemon.append(Sample.statement("b", position: "support", said: "2025-03-26"))
    return daemon
  }

  @Test func `a statement that another takes the place of is passed over, while the link stands`()
    throws
  {
    let daemon = try turned()
    let told = try daemon.does("link", "3", "4", "supersedes", "--reason", "the 26th was misdated")
    #expect(told.contains("event 5  statements.linked  3 supersedes 4"), "\(told)")
    #expect(told.contains("Italy · own-troops · ● support → ✕ oppose"), "\(told)")
    #expect(try daemon.position() == "oppose" && daemon.position(known: 4) == "support")
    #expect(try daemon.differences(known: "4..5") == ["ITA changed"])
    #expect(try daemon.does("history", "ITA", "own-troops").contains("superseded"))
    // Seen from both ends.
    #expect(try daemon.does("show", "3").contains("supersedes event 4 (event 5)"))
    #expect(try daemon.does("show", "4").contains("event 3 supersedes this (event 5)"))
    // One that is only probable is told, and counts for nothing.
    try daemon.does(
      "correct",
      "5",
      "--set",
      #"/certainty="probable""#,
      "--reason",
      "not quite sure"
    )
    #expect(try daemon.position() == "support" && daemon.position(known: 5) == "oppose")
    #expect(try daemon.does("show", "4").contains("event 3 supersedes this (event 5, probable)"))
    try daemon.does("withdraw", "6", "--reason", "sure again")
    #expect(try daemon.position() == "oppose")
    try daemon.does("withdraw", "5", "--reason", "no link at all")
    #expect(try daemon.position() == "support" && daemon.position(known: 7) == "oppose")
    #expect(try daemon.does("show", "3").contains("supersedes event 4 (event 5, withdrawn)"))
  }

  @Test func `what takes the place of another does so once it is public`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(
      #"{"type":"source.filed","id":"s2","data":{"source":"s2","published":"2025-03-28"}}"#,
      Sample.statement("b", position: "support", said: "2025-03-20", more: #","source":"s2""#)
    )
    try daemon.does("link", "5", "3", "supersedes", "--reason", "the 24th was misdated")
    #expect(try daemon.position() == "support" && daemon.position(known: 5) == "oppose")
    for (day, before, after) in [
      ("2025-03-24", nil, nil), ("2025-03-27", "oppose", "oppose"),
      ("2025-03-28", "oppose", "support"),
    ] as [(String, String?, String?)] {
      #expect(try daemon.position(known: 5, publicBy: day) == before, "\(day)")
      #expect(try daemon.position(known: 6, publicBy: day) == after, "\(day)")
    }
    let diff = try daemon.does(
      "diff",
      "--public",
      "2025-03-27..2025-03-28",
      "--at",
      "2025-03-31",
      "-o",
      "ndjson"
    )
    #expect(diff.contains(#""kind":"changed""#) && diff.split(separator: "\n").count == 1)
  }

  @Test func `the same utterance recorded twice counts once`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(Sample.statement("b", position: "support"))
    let before = try daemon.stance()
    #expect(before["contested"] == true && before["contested_by"]?.arrayValue?.count == 1)
    try daemon.does("link", "4", "3", "same-utterance", "--certainty", "probable")
    #expect(try daemon.stance()["contested"] == true, "perhaps the same")
    try daemon.does("link", "4", "3", "same-utterance")
    let after = try daemon.stance()
    #expect(after["contested"] == false && after["contested_by"]?.arrayValue?.isEmpty == true)
    #expect(after["known"] == 6)
    #expect(try daemon.stance("ITA", "--known", "5")["contested"] == true)
    #expect(try daemon.does("history", "ITA", "own-troops").contains("same-utterance"))
    #expect(
      try daemon.does("show", "3").contains("event 4 is the same utterance as this (event 6)")
    )
  }

  @Test func `repeats, clarifies, denies and qualifies are shown at both ends, and move nothing`()
    throws
  {
    let daemon = try turned()
    let before = try daemon.stance()
    let kinds = ["repeats", "clarifies", "denies", "qualifies"]
    for kind in kinds { try daemon.does("link", "4", "3", kind, "--reason", "r", "--note", "n") }
    let after = try daemon.stance()
    for member: Text in ["position", "since", "seq", "confirmed_by", "conditions", "contested"] {
      #expect(after[member] == before[member], "\(member)")
    }
    let (from, to) = (try daemon.does("show", "4"), try daemon.does("show", "3"))
    for (index, kind) in kinds.enumerated() {
      #expect(from.contains("\(kind) event 3 (event \(5 + index))"), "\(from)")
      #expect(to.contains("event 4 \(kind) this (event \(5 + index))"), "\(to)")
    }
    try daemon.refuses("link", "4", "3", "repeat", with: 65, saying: ["repeats"])
    try daemon.refuses("link", "4", "4", "repeats", with: 65, saying: ["not linked to itself"])
    try daemon.refuses("link", "4", "1", "repeats", with: 65, saying: ["statement.made"])
    try daemon.refuses("link", "4", "99", "repeats", with: 65, saying: ["99"])
  }

  @Test func `a link that bears on no stance says so, and one that leaves a gap says where`() throws
  {
    let daemon = try turned()
    try daemon.append(
      Sample.statement("c", holder: "FRA", position: "support", said: "2025-03-26"),
      Sample.statement("d", holder: "DEU", position: "support", said: "2025-03-26"),
      Sample.statement("e", holder: "POL", position: "support", said: "2025-03-26")
    )
    func told(_ link: String...) throws -> String {
      let run = try daemon.chancery(["link"] + link)
      try #require(run.status == 0, "\(link): \(run.errors)")
      return run.output
    }
    let none = "this bears on no stance"
    #expect(try told("4", "3", "repeats").contains("\(none): only a certain same-utterance"))
    #expect(try told("4", "3", "supersedes", "--certainty", "probable").contains(none))
    #expect(try told("6", "7", "same-utterance").contains("no holder and topic in common"))
    let gap = try told("4", "5", "supersedes")
    #expect(gap.contains("France · own-troops · ● support → · no statement"), "\(gap)")
    #expect(
      gap.contains(
        "event 4 takes no stance of France · own-troops: what event 5 said there is passed over"
      ),
      "\(gap)"
    )
    let first = try told("4", "3", "supersedes")
    #expect(first.contains("✕ oppose → · no statement  at 2025-03-24"), "\(first)")
    let again = try told("4", "3", "supersedes")
    #expect(again.hasSuffix("4 supersedes 3\nno stance changes\n"), "\(again)")
    try daemon.does("withdraw", "4", "--reason", "misread")
    let withdrawn = try told("3", "4", "supersedes")
    #expect(withdrawn.contains("\(none) as long as event 4 is withdrawn"), "\(withdrawn)")
    #expect(!(try daemon.does("link", "3", "5", "repeats", "-o", "csv")).contains(none))
  }

  // MARK: Meetings

  @Test func `two meetings become one record, and two again when the merge is withdrawn`() throws {
    let daemon = try Daemon()
    func report(_ fact: String...) throws {
      let run = try daemon.chancery(["meet"] + fact + ["--said", "2025-03-21"])
      #expect(run.status == 0, "\(fact): \(run.errors)")
    }
    try report("held", "talks", "--date", "2025-03-20", "--place", "London")
    try report("count", "talks", "30", "--unit", "chiefs")
    try report("held", "london", "--date", "2025-03-20", "--present", "France")
    try daemon.does("meet", "merge", "talks", "london", "--reason", "one meeting")
    try report("outcome", "talks", "a plan", "--kind", "plan")
    func card(_ meeting: String, _ clocks: String...) throws -> String {
      let run = try daemon.chancery(["meeting", meeting, "--at", "2025-03-31"] + clocks)
      #expect(run.status == 0, "\(run.errors)")
      return run.output
    }
    for name in ["talks", "london"] {
      let text = try card(name)
      for part in ["london", "London", "30 chiefs", "France", "a plan"] {
        #expect(text.contains(part), "\(name) \(part): \(text)")
      }
    }
    #expect(try daemon.does("meetings", "-o", "ndjson").split(separator: "\n").count == 1)
    let past = try card("talks", "--known", "4")
    #expect(past.contains("30 chiefs") && !past.contains("France") && !past.contains("a plan"))
    try daemon.refuses(
      "meet",
      "merge",
      "talks",
      "rome",
      "--reason",
      "r",
      with: 65,
      saying: ["rome"]
    )
    try daemon.refuses(
      "meet",
      "merge",
      "london",
      "talks",
      "--reason",
      "r",
      with: 65,
      saying: ["“talks” is merged into “london” itself"]
    )
    try report("schedule", "rome", "--date", "2025-04-01")
    try daemon.refuses(
      "meet",
      "merge",
      "talks",
      "rome",
      "--reason",
      "r",
      with: 65,
      saying: ["already-merged", "withdraw the merge"]
    )
    let merge = try daemon.does("log", "--type", "meetings.merged", "-o", "ndjson")
    let seq = try #require(try JSONParser.parse(Array(merge.utf8.dropLast()))["seq"]?.intValue)
    try daemon.does("withdraw", "\(seq)", "--reason", "two after all")
    let apart = try card("talks")
    #expect(apart.contains("30 chiefs") && apart.contains("a plan") && !apart.contains("France"))
    #expect(!(try card("london")).contains("30 chiefs"))
    #expect(try card("talks", "--known", "\(seq + 1)").contains("France"))
    #expect(try daemon.does("meetings", "-o", "ndjson").split(separator: "\n").count == 3)
    #expect(try daemon.chancery("verify").status == 0)
  }

  // MARK: Reviews and expectations

  @Test func `a review stands beside what it judges, and judges nothing away`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.does("review", "3", "disputed", "--coder", "ann", "--reason", "an exception")
    try daemon.does("review", "3", "accepted", "--coder", "bo")
    let shown = try daemon.does("show", "3")
    #expect(shown.contains("review       disputed by ann (event 4)"), "\(shown)")
    #expect(shown.contains("accepted by bo (event 5)"))
    #expect(try daemon.position() == "oppose" && daemon.differences(known: "3..") == [])
    try daemon.does("correct", "4", "--set", #"/verdict="accepted""#, "--reason", "slip")
    #expect(try daemon.does("show", "3").contains("accepted by ann (event 4)"))
    try daemon.does("withdraw", "5", "--reason", "not by bo")
    #expect(!(try daemon.does("show", "3")).contains("by bo"))
    try daemon.refuses(
      "review",
      "3",
      "doubted",
      "--coder",
      "ann",
      with: 65,
      saying: ["disputed"]
    )
  }

  @Test func `verify tells which expectations the journal does not meet, and ends with 65`() throws
  {
    let daemon = try Daemon.withRefusal()
    try daemon.does("expect", "Italy", "own-troops", "oppose", "--at", "2025-03-24")
    let met = try daemon.does("verify", "-o", "json")
    #expect(met.contains(#""expectations":{"met":1,"failed":0}"#), "\(met)")
    try daemon.does("expect", "ITA", "own-troops", "support", "--at", "2025-03-27")
    try daemon.does("expect", "FRA", "own-troops", "neutral", "--at", "2025-03-27")
    let live = try daemon.chancery("verify")
    #expect(live.status == 65)
    for text in [
      "event 5 expects ITA on own-troops at 2025-03-27: support, but it is oppose",
      "event 6 expects FRA on own-troops at 2025-03-27: neutral, but it is nothing on record",
      "2 expectations of 3 not met", "sound: ",
    ] {
      #expect(live.output.contains(text), "\(text): \(live.output)")
    }
    #expect(daemon.stop())
    let offline = try daemon.chancery("verify", "--data", daemon.data, "-o", "json")
    #expect(offline.status == 65)
    #expect(offline.output.contains(#""sound":true"#))
    #expect(offline.output.contains(#""expectations":{"met":1,"failed":2}"#))
    // What is put right, is met; what was expected wrongly, is withdrawn.
    let again = try Daemon(data: daemon.data)
    try again.does("withdraw", "6", "--reason", "France has not spoken")
    try again.does("correct", "5", "--set", #"/position="oppose""#, "--reason", "a slip")
    let good = try again.does("verify", "-o", "json")
    #expect(good.contains(#""expectations":{"met":2,"failed":0}"#), "\(good)")
  }
}
