import ChanceryModel
import Foundation
import Testing

/// `correct` and `withdraw`: what counts changes, what was known before stays.
@Suite struct CorrectTests {
  @Test func `a correction counts from then on, and every earlier answer stays reachable`() throws {
    let daemon = try Daemon.withRefusal()
    let told = try daemon.does(
      "correct",
      "3",
      "--position",
      "support",
      "--said",
      "2025-03-20",
      "--quote",
      "troops of ours, too",
      "--reason",
      "misread"
    )
    for line in [
      "/position  oppose → support", "/said  2025-03-24 → 2025-03-20",
      "/quote  no troops of ours → troops of ours, too", "event 4  event.corrected  of 3: misread",
      "Italy · own-troops · ✕ oppose → ● support",
    ] {
      #expect(told.contains(line), "\(line): \(told)")
    }
    let now = try daemon.stance()
    #expect(now["position"] == "support" && now["since"] == "2025-03-20")
    #expect(now["seq"] == 3 && now["version"] == 4)
    #expect(try daemon.stance("ITA", "--known", "3")["since"] == "2025-03-24")
    #expect(try daemon.position(known: 3) == "oppose")
    // What no source had published by the 24th, no correction makes public.
    for known in [3, 4] {
      #expect(try daemon.position(known: known, publicBy: "2025-03-24") == nil)
    }
    #expect(try daemon.position(known: 3, publicBy: "2025-03-25") == "oppose")
    #expect(try daemon.position(publicBy: "2025-03-25") == "support")
    #expect(try daemon.differences(known: "3..4") == ["ITA changed"])
    #expect(try daemon.differences(known: "4..") == [])
    let published = try daemon.does("diff", "--public", "2025-03-24..2025-03-25", "-o", "csv")
    #expect(published.contains("support") && !published.contains("oppose"), "\(published)")

    let card = try daemon.does("stance", "ITA", "own-troops", "--at", "2025-03-31")
    #expect(card.contains("“troops of ours, too”") && card.contains("corrected by event 4"))
    #expect(!card.contains("no troops of ours"), "the words are those that count: \(card)")
    let shown = try daemon.does("show", "3")
    #expect(shown.contains("ITA own-troops ● support"), "\(shown)")
    #expect(shown.contains("corrected by event 4; that of event 4 counts"))
    #expect(shown.contains("day          2025-03-20") && !shown.contains("2025-03-24\n"))
    let raw = try daemon.does("show", "3", "--raw")
    #expect(raw.contains(#""position":"oppose""#) && raw.contains(#""said":"2025-03-24""#))
  }

  @Test func `a correction is corrected and withdrawn in its turn, and the version before stands`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    try daemon.does("correct", "3", "--position", "support", "--reason", "misread")
    try daemon.does("correct", "4", "--set", #"/data/position="neutral""#, "--reason", "no: both")
    let second = try daemon.stance()
    #expect(second["position"] == "neutral" && second["seq"] == 3 && second["version"] == 5)
    #expect(try daemon.does("show", "3").contains("that of event 5 counts"))
    #expect(try daemon.does("show", "4").contains("corrected by event 5"))
    let card = try daemon.does("stance", "ITA", "own-troops", "--at", "2025-03-31")
    #expect(card.contains("“no troops of ours”"), "however deep the content is: \(card)")
    // Of the event itself the next correction names the version that counts.
    try daemon.does("correct", "3", "--position", "undecided", "--reason", "neither")
    #expect(try daemon.stance()["version"] == 6)
    try daemon.does("withdraw", "6", "--reason", "it was right")
    #expect(try daemon.position() == "neutral")
    try daemon.does("withdraw", "5", "--reason", "it was right before")
    #expect(try daemon.position() == "support")
    try daemon.does("withdraw", "4", "--reason", "the first reading was right")
    #expect(try daemon.position() == "oppose")
    #expect(try daemon.does("show", "3").contains("the event's own content counts"))
    let known = try (3...9).map { try daemon.position(known: $0) }
    #expect(
      known == ["oppose", "support", "neutral", "undecided", "neutral", "support", "oppose"]
    )
    try daemon.refuses(
      "withdraw",
      "4",
      "--reason",
      "again",
      with: 65,
      saying: ["already-withdrawn", "by event 9", "withdraw event 9"]
    )
  }

  @Test func `of two analysts who correct the same event the second is told, and loses nothing`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    // The second has read version 3, as the first has.
    let second =
      #"{"type":"event.corrected","data":{"event":3,"version":3,"reason":"r","data":{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"neutral"}}}"#
    try daemon.does("correct", "3", "--position", "support", "--reason", "misread")
    try daemon.refuses(
      "add",
      "-",
      input: second,
      with: 75,
      saying: ["version-conflict", "event 3 is in version 4, not 3", "→", "chancery show 3"]
    )
    #expect(try daemon.position() == "support")
    // Whoever looks again, and still means it, corrects what stands.
    try daemon.does("correct", "3", "--position", "neutral", "--reason", "looked again")
    #expect(try daemon.position() == "neutral" && daemon.position(known: 4) == "support")
    // A head that has moved is the same trouble, found earlier.
    try daemon.refuses(
      "correct",
      "3",
      "--position",
      "oppose",
      "--reason",
      "r",
      "--if-head",
      "4",
      with: 75,
      saying: ["head-mismatch"]
    )
  }

  @Test func `what changes nothing, names nothing or is of another type is a mistake, and told`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    try daemon.append(#"{"type":"meeting.held","data":{"meeting":"m","said":"2025-03-27"}}"#)
    for (arguments, status, words) in [
      (["3", "--position", "oppose"], 64, ["changes nothing"]),
      (["3", "--unset", "/stances/0/position"], 64, ["there is nothing"]),
      (["3", "--position", "opose"], 65, ["oppose"]),
      (["4", "--position", "oppose"], 64, ["meeting.held", "--set '/position="]),
      (["9", "--position", "oppose"], 64, ["there is no event 9"]),
      (["3", "--set", #"/sayd="2025""#], 65, ["unknown-field", "said"]),
      (["4", "--set", #"/meeting="n""#], 65, ["a correction keeps “meeting”"]),
      (["1", "--set", #"/topic="t""#], 65, ["a correction keeps “topic”"]),
    ] as [([String], Int32, [String])] {
      let run = try daemon.chancery(["correct"] + arguments + ["--reason", "r"])
      #expect(run.status == status, "\(arguments): \(run.output)\(run.errors)")
      for word in words { #expect(run.errors.contains(word), "\(arguments): \(run.errors)") }
    }
    #expect(try daemon.chancery("correct", "3", "--position", "support").status == 64, "no reason")
    let dry = try daemon.does(
      "correct",
      "3",
      "--position",
      "support",
      "--reason",
      "r",
      "--dry-run"
    )
    #expect(dry.contains("would append") && dry.contains("✕ oppose → ● support"), "\(dry)")
    #expect(try daemon.head() == 4)
  }

  @Test
  func `meetings, attendance, counts, outcomes and definitions are corrected by their fields`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    for fact in [
      ["held", "paris", "--date", "2025-03-27", "--place", "Paris"],
      ["attend", "paris", "Italy", "--as", "participant"],
      ["count", "paris", "30", "--unit", "countries"],
      ["outcome", "paris", "a force", "--kind", "plan"],
    ] {
      let run = try daemon.chancery(["meet"] + fact + ["--said", "2025-03-28"])
      #expect(run.status == 0, "\(fact): \(run.errors)")
    }
    let before = try daemon.head()
    for (seq, change, shown) in [
      (4, #"/place="London""#, "London"), (5, #"/role="observer""#, "observer    Italy"),
      (6, "/value=31", "31 countries"), (7, #"/text="two forces""#, "two forces"),
    ] {
      let told = try daemon.does("correct", "\(seq)", "--set", change, "--reason", "misread")
      #expect(told.contains("event.corrected  of \(seq)"), "\(told)")
      let card = try daemon.does("meeting", "paris", "--at", "2025-03-31")
      #expect(card.contains(shown), "\(shown): \(card)")
    }
    let past = try daemon.does("meeting", "paris", "--at", "2025-03-31", "--known", "\(before)")
    for text in ["Paris", "participant Italy", "30 countries", "a force"] {
      #expect(past.contains(text), "\(text): \(past)")
    }
    #expect(!past.contains("London") && !past.contains("two forces"))
    // A topic in use changes what it means in this way only.
    let proposition = #"/proposition="The holder sends troops.""#
    try daemon.does("correct", "1", "--set", proposition, "--reason", "clearer")
    #expect(try daemon.does("topics", "own-troops").contains("The holder sends troops."))
    #expect(try daemon.position() == "oppose", "the stance stands on it")
    try daemon.refuses(
      "define",
      "topic",
      "own-troops",
      "--title",
      "T",
      "--proposition",
      "Another.",
      with: 65,
      saying: ["in-use", "correct"]
    )
    #expect(try daemon.chancery("verify").status == 0)
  }

  @Test func `a withdrawal takes events out of every answer, and is itself withdrawn`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(
      Sample.statement("b", position: "support", said: "2025-03-26"),
      Sample.statement("c", holder: "FRA", position: "support", said: "2025-03-26")
    )
    let told = try daemon.does("withdraw", "4", "5", "--reason", "about another country")
    #expect(told.contains("event 6  event.withdrawn  of 4: about another country"), "\(told)")
    #expect(told.contains("Italy · own-troops · ● support → ✕ oppose"), "\(told)")
    #expect(told.contains("France · own-troops · ● support → · no statement"), "\(told)")
    #expect(try daemon.position() == "oppose" && daemon.position("FRA") == nil)
    #expect(try daemon.position(known: 5) == "support")
    #expect(try daemon.position("FRA", known: 6) == "support", "withdrawn by event 7, not yet")
    #expect(try daemon.differences(known: "5..") == ["FRA gone", "ITA changed"])
    #expect(try daemon.does("show", "4").contains("withdrawn by event 6\n"))
    #expect(!(try daemon.does("history", "ITA", "own-troops", "-o", "csv").contains("support")))
    try daemon.refuses(
      "correct",
      "4",
      "--position",
      "neutral",
      "--reason",
      "r",
      with: 65,
      saying: ["already-withdrawn", "withdraw event 6 first"]
    )
    try daemon.refuses(
      "withdraw",
      "1",
      "--reason",
      "r",
      with: 65,
      saying: ["in-use", "event 3"]
    )
    try daemon.refuses(
      "withdraw",
      "4",
      "5",
      "--id",
      "x",
      "--reason",
      "r",
      with: 64,
      saying: ["one event"]
    )
    try daemon.does("withdraw", "6", "--reason", "it was about Italy after all")
    #expect(try daemon.position() == "support" && daemon.position(known: 7) == "oppose")
    #expect(try daemon.does("show", "4").contains("withdrawn by event 6; it stands again"))
    // The last statement gone, its topic can go.
    try daemon.does("withdraw", "3", "4", "--reason", "r")
    try daemon.does("withdraw", "1", "--reason", "r")
    #expect(try daemon.chancery("verify").status == 0)
  }
}
