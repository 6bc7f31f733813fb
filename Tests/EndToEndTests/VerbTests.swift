import ChanceryModel
import Foundation
import Testing

/// The verbs that append, and those that keep the house.
@Suite struct VerbTests {
  @Test func `a statement is added dry, then for real, then asked for`() throws {
    let daemon = try Daemon()
    let topic = try daemon.chancery(
      "define",
      "topic",
      "own-troops",
      "--title",
      "Own troops",
      "--proposition",
      "The holder sends its own troops."
    )
    #expect(topic.status == 0, "\(topic.errors)")
    let flags = [
      "add", "Italy", "own-troops", "oppose", "--said", "2025-03-24", "--by", "Giorgia Meloni",
      "--by-actor", "ITA", "--source", "ansa-1", "--published", "2025-03-25", "--quote",
      "Italian troops are not envisaged", "--condition", "exception:under a UN flag",
    ]
    let dry = try daemon.chancery(flags + ["--dry-run"])
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(dry.output.contains("would append"))
    #expect(dry.output.contains("2025-03-24") && dry.output.contains("declared"))
    #expect(dry.output.contains("oppose"), "the change is shown: \(dry.output)")
    #expect(try daemon.head() == 1)
    let real = try daemon.chancery(flags)
    #expect(real.status == 0, "\(real.errors)")
    #expect(real.output.contains("event 3"), "source and statement: \(real.output)")
    #expect(try daemon.head() == 3)
    let card = try daemon.chancery("stance", "Italy", "own-troops")
    for text in ["OPPOSE", "under a UN flag", "Giorgia Meloni", "Italian troops are not envisaged"]
    {
      #expect(card.output.contains(text), "\(text): \(card.output)")
    }
    // Now that the source is on file, --published need not be given, and another day is a mistake.
    let other = try daemon.chancery(flags.map { $0 == "2025-03-25" ? "2025-03-26" : $0 })
    #expect(other.status == 64)
    #expect(try daemon.head() == 3)
  }

  @Test func `an event is added from standard input`() throws {
    let daemon = try Daemon()
    let first = try daemon.chancery("add", "-", input: Sample.topic("own-troops"))
    #expect(first.status == 0, "\(first.errors)")
    let again = try daemon.chancery("add", "-", input: Sample.topic("own-troops"))
    #expect(again.status == 0 && again.output.contains("already event 1"), "\(again.output)")
    for bad in ["", "hello", "[1]", "17"] {
      let run = try daemon.chancery("add", "-", input: bad)
      #expect(run.status == 65, "“\(bad)”: \(run.errors)")
    }
    #expect(try daemon.head() == 1)
  }

  @Test func `add says what is missing`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    for (arguments, hint) in [
      (["add", "ITA", "own-troops", "oppose"], "--said"),
      (["add", "ITA", "own-troops", "opose", "--said", "2025"], "oppose"),
      (["add", "ITA", "own-troops", "--said", "2025"], "POSITION"),
      (["add", "ITA", "own-troops", "oppose", "--said", "03/04/2025"], "2025-04-03"),
      (
        ["add", "ITA", "own-troops", "oppose", "--said", "2025", "--source", "nope"],
        "chancery sources"
      ),
      (["add", "ITA", "own-troops", "oppose", "--said", "2025", "--condition", "x"], "KIND:TEXT"),
    ] {
      let run = try daemon.chancery(arguments)
      #expect(run.status == 64, "\(arguments): \(run.output)\(run.errors)")
      #expect(run.errors.contains(hint), "\(arguments): \(run.errors)")
    }
    #expect(try daemon.head() == 1)
  }

  @Test func `topics, actors, persons, sources and meetings are built by command`() throws {
    let daemon = try Daemon()
    let scratch = try Scratch()
    try "Rome. We will not go.".write(
      toFile: scratch.path + "/ansa-2.txt",
      atomically: true,
      encoding: .utf8
    )
    let commands: [[String]] = [
      ["define", "topic", "own-troops", "--title", "Own troops", "--proposition", "P."],
      [
        "define", "actor", "e5", "--name", "E5", "--kind", "group", "--member", "France",
        "--member", "DEU:2025-01-01..",
      ],
      [
        "define", "person", "meloni", "--name", "Giorgia Meloni", "--alias", "Meloni", "--office",
        "ITA:Prime Minister:head:2022-10-22..",
      ],
      [
        "define", "source", "ansa-1", "--title", "ANSA", "--published", "2025-03-21",
        "--reliability", "B",
      ],
      ["source", "file", scratch.path + "/ansa-2.txt", "--published", "2025-03-24"],
      [
        "meet", "schedule", "paris-2025-03-27", "--date", "2025-03-27", "--place", "Paris",
        "--hosts", "France", "--source", "ansa-1",
      ],
      [
        "meet", "held", "paris-2025-03-27", "--date", "2025-03-27", "--present", "France,Italy",
        "--absent", "USA", "--source", "ansa-2",
      ],
      ["meet", "ongoing", "rome-2025-03-28", "--source", "ansa-1"],
      ["meet", "postponed", "rome-2025-03-28", "--date", "2025-04-03", "--source", "ansa-1"],
      ["meet", "cancelled", "rome-2025-03-28", "--source", "ansa-2"],
      [
        "meet", "attend", "paris-2025-03-27", "Italy", "--as", "observer", "--person", "Meloni",
        "--source", "ansa-2",
      ],
      [
        "meet", "count", "paris-2025-03-27", "31", "--unit", "countries", "--qualifier", "about",
        "--of", "attended", "--source", "ansa-2",
      ],
      [
        "meet", "outcome", "paris-2025-03-27", "A force is to be planned", "--kind", "plan",
        "--agreed-by", "FRA,GBR", "--dissent", "Italy", "--source", "ansa-2",
      ],
      [
        "add", "ITA", "own-troops", "oppose", "--said", "2025-03-24", "--by", "meloni", "--source",
        "ansa-2", "--quote", "We will not go",
      ],
    ]
    for arguments in commands {
      let run = try daemon.chancery(arguments)
      #expect(run.status == 0, "\(arguments): \(run.errors)")
      #expect(run.output.contains("event "), "\(arguments): \(run.output)")
    }
    let meeting = try daemon.chancery("meeting", "paris-2025-03-27").output
    for text in ["HELD", "Paris", "31", "observer", "United States", "A force is to be planned"] {
      #expect(meeting.contains(text), "\(text): \(meeting)")
    }
    #expect(try daemon.chancery("meeting", "rome-2025-03-28").output.contains("CANCELLED"))
    let stance = try daemon.get("/v1/stances/ITA/own-troops").json
    #expect(stance["position"]?.stringValue == "oppose")
    let last = try daemon.get("/v1/events/\(try daemon.head())?derived=true").json
    #expect(last["derived"]?["rank"]?.stringValue == "head", "the office gives the rank")
    #expect(last["derived"]?["reports"]?[0]?["quotes"]?[0] == [6, 20], "found in the text")
    #expect(try daemon.chancery("source", "text", "ansa-2").output == "Rome. We will not go.")
    let invented = try daemon.chancery([
      "add", "ITA", "own-troops", "support", "--said", "2025-03-24", "--source", "ansa-2",
      "--quote", "We shall go",
    ])
    #expect(invented.status == 65)
    #expect(invented.errors.contains("quote-not-found"))
  }

  @Test func `an export has every event, every text and its end, and is whole or not there`() throws
  {
    let daemon = try Daemon()
    try daemon.importSeeds()
    try daemon.append(#"{"type":"source.filed","data":{"source":"w","text":"words"}}"#)
    let head = try daemon.head()
    let printed = try daemon.chancery("export")
    #expect(printed.status == 0)
    #expect(printed.output.utf8.count { $0 == 0x0A } == head + 1 + 1)
    let scratch = try Scratch()
    let file = try daemon.chancery("export", scratch.path + "/e.ndjson")
    #expect(file.status == 0 && file.errors.contains("\(head) events"))
    #expect(try scratch.text("e.ndjson") == printed.output)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["e.ndjson"])
    let nowhere = try daemon.chancery("export", scratch.path + "/no/such/e.ndjson")
    #expect(nowhere.status == 74)
    let lines = printed.output.utf8.split(separator: 0x0A)
    for (index, line) in lines.dropLast(2).enumerated() {
      #expect(line.starts(with: Array(#"{"seq":\#(index + 1),"salt":""#.utf8)))
    }
    let end = try JSONParser.parse(Array(lines[lines.count - 1]))
    #expect(end["end"]?.stringValue == "complete" && end["head"]?.intValue == head)
    #expect(end["root"]?.stringValue?.utf8.count == 64)
  }

  @Test func `a rebuild gives the same answers`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let paths = [
      "/v1/stances?topic=own-troops&at=2025-03-27", "/v1/stances/FRA/history?at=2025-03-27",
      "/v1/meetings/paris-2025-03-11?at=2025-03-27", "/v1/topics", "/v1/replay",
    ]
    let before = try paths.map { try daemon.get($0).text }
    for arguments in [["rebuild", "--check"], ["rebuild"], ["rebuild", "--check"]] {
      let run = try daemon.chancery(arguments)
      #expect(run.status == 0, "\(run.output)\(run.errors)")
      #expect(!run.output.contains("DIFFERENT"))
    }
    #expect(try paths.map { try daemon.get($0).text } == before)
    #expect(daemon.stop())
    let again = try Daemon(data: daemon.data)
    #expect(try paths.map { try again.get($0).text } == before)
  }

  @Test func `words that would command a terminal never reach it raw`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let hostile =
      #"\u001b]0;owned\u0007\u001b[2J\u009b31m\u0085\u202eevil\u2066\u200b\u007f\r\nx|y`<b>"#
    let event = Sample.statement(
      "h",
      more:
        #","speaker":{"name":"\#(hostile)","kind":"person","actor":"ITA"},"quote":"\#(hostile)","note":"\#(hostile)","paraphrase":"\#(hostile)","condition":[{"kind":"exception","text":"\#(hostile)"}]"#
    )
    try daemon.append(event)
    try daemon.append(
      #"{"type":"meeting.held","data":{"meeting":"m","title":"\#(hostile)","place":"\#(hostile)","said":"2025-03-11"}}"#,
      #"{"type":"person.defined","data":{"person":"p","name":"\#(hostile)"}}"#,
      #"{"type":"source.filed","data":{"source":"s","title":"\#(hostile)"}}"#
    )
    for arguments in [
      ["stance", "ITA", "own-troops"], ["stance", "ITA"], ["board", "own-troops"],
      ["history", "ITA", "own-troops"], ["show", "2"], ["log"], ["meetings"], ["meeting", "m"],
      ["people"], ["sources"], ["source", "show", "s"], ["replay"],
      ["follow", "--after", "0", "-n", "5"],
    ] {
      for format in ["table", "wide", "md"] {
        let run = try daemon.chancery(arguments + ["-o", format])
        #expect(run.status == 0, "\(arguments): \(run.errors)")
        let bad = run.output.unicodeScalars.filter {
          let value = $0.value
          return value < 0x20 && value != 10 || (0x7F..<0xA0).contains(value)
            || [0x200B, 0x202E, 0x2066].contains(value)
        }
        #expect(
          bad.isEmpty,
          "\(arguments) -o \(format): \(bad.map { String($0.value, radix: 16) })"
        )
        #expect(format != "md" || !run.output.contains("<b>"), "\(arguments)")
      }
    }
    // What is refused is shown back; not raw either.
    let refused = try daemon.chancery("add", "-", input: Sample.statement("x", topic: hostile))
    #expect(refused.status == 65)
    #expect(!refused.errors.utf8.contains(0x1B) && !refused.errors.contains("\u{202E}"))
    let typed = try daemon.chancery("stance", "\u{1B}[31mITA", "own-troops")
    #expect(typed.status == 64 && !typed.errors.utf8.contains(0x1B))
  }
}
