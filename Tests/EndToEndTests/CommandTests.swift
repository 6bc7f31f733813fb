import ChanceryModel
import Foundation
import Testing

/// Every verb that reads, in every form of output, on the seeds.
@Suite struct CommandTests {
  static let reads: [[String]] = [
    ["stance", "ITA", "own-troops", "--at", "2025-03-27"], ["stance", "FRA"],
    ["stance", "DEU", "own-troops"], ["board", "own-troops", "--at", "2025-03-27"],
    ["board", "-t", "ceasefire"], ["board", "--matrix", "own-troops", "-t", "ceasefire"],
    ["board", "--matrix"], ["board", "own-troops", "--silent"],
    ["board", "own-troops", "--silent", "--since", "2025-03-20", "--among", "France"],
    ["history", "FRA", "own-troops"], ["history", "FRA"],
    ["diff", "2025-03-11", "2025-03-27"],
    ["diff", "--known", "150..208", "-t", "own-troops"], ["diff", "--public", "..2025-03-20"],
    ["timeline"], ["timeline", "Italy", "-t", "own-troops", "--known", "200"],
    ["timeline", "--ribbon", "-t", "own-troops"], ["timeline", "--ribbon", "France", "--ascii"],
    ["meetings"], ["meetings", "--from", "2025-03-11", "--to", "2025-03-27"],
    ["meeting", "paris-2025-03-11"], ["topics"], ["topics", "own-troops"], ["actors"],
    ["actors", "--built-in"], ["people"], ["people", "macron"], ["sources"],
    ["source", "show", "article-001"], ["log"], ["log", "-n", "3"], ["log", "--all"],
    ["log", "-t", "own-troops"], ["log", "--after", "5", "-n", "2"], ["show", "1"],
    ["show", "150"], ["replay"], ["replay", "--from", "2025-03-11", "--to", "2025-03-27"],
    ["replay", "--by", "recorded", "-t", "own-troops"], ["follow", "--after", "0", "-n", "5"],
    ["rebuild", "--check"], ["rebuild"], ["status"], ["ping"], ["version"],
  ]

  @Test(arguments: ["table", "wide", "json", "ndjson", "csv", "tsv", "md"])
  func `every verb that reads prints its answer in every form`(format: String) throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    for arguments in Self.reads {
      let name = "\(arguments.joined(separator: " ")) -o \(format)"
      let run = try daemon.chancery(arguments + ["-o", format], seconds: 20)
      #expect(run.status == 0, "\(name): \(run.errors)")
      #expect(!run.output.isEmpty, "\(name)")
      #expect(run.output.utf8.last == 0x0A, "\(name)")
      #expect(!run.output.utf8.contains(0x1B), "\(name) has an escape")
      switch format {
      case "json": Self.checkJSON(run.output, name, isLines: arguments[0] == "follow")
      case "ndjson": Self.checkLines(run.output, name)
      case "csv": try Self.checkCSV(run.output, name)
      case "tsv":
        let counts = Set(run.output.split(separator: "\n").map { $0.count { $0 == "\t" } })
        #expect(counts.count == 1, "\(name): \(counts)")
      case "md": Self.checkMarkdown(run.output, name)
      default: break
      }
    }
  }

  private static func checkJSON(_ output: String, _ name: String, isLines: Bool) {
    if isLines { return checkLines(output, name) }
    let value = try? JSONParser.parse(Array(output.utf8), limits: JSONLimits(depth: 64))
    let isEvent = name.hasPrefix("show ")
    let isItem = name.hasPrefix("source show")
    let isEnd = name.hasPrefix("rebuild") || name.hasPrefix("replay")
    if name.hasPrefix("replay") { return checkLines(output, name) }
    #expect(value != nil, "\(name): \(output.prefix(200))")
    if isEvent || isItem || isEnd { return }
    #expect(value?["schema"]?.stringValue?.hasPrefix("chancery.") == true, "\(name)")
  }

  private static func checkLines(_ output: String, _ name: String) {
    for line in output.utf8.split(separator: 0x0A) {
      let value = try? JSONParser.parse(Array(line), limits: JSONLimits(depth: 64))
      #expect(value?.objectValue != nil, "\(name): \(String(Substring(line)).prefix(200))")
    }
  }

  private static func checkCSV(_ output: String, _ name: String) throws {
    // Python's reader is independent of our writer.
    let script = """
      import csv, sys, io
      rows = list(csv.reader(io.StringIO(sys.stdin.buffer.read().decode('utf-8'), newline='')))
      widths = {len(r) for r in rows}
      head = rows[0]
      sane = len(widths) == 1 and len(set(head)) == len(head) and all(h and h.islower() for h in head)
      print('fine' if sane and head not in rows[1:] else f'{widths} {head}')
      """
    let run = try Run.program(
      URL(fileURLWithPath: "/usr/bin/python3"),
      ["-c", script],
      input: output
    )
    #expect(run.output == "fine\n", "\(name): \(run.output)\(run.errors)")
  }

  private static func checkMarkdown(_ output: String, _ name: String) {
    let lines = output.split(separator: "\n")
    #expect(
      lines.count >= 2 && lines.allSatisfy { $0.hasPrefix("|") && $0.hasSuffix("|") },
      "\(name)"
    )
    guard lines.count >= 2 else { return }
    #expect(lines[1].allSatisfy { "|-: ".contains($0) }, "\(name)")
    let counts = Set(lines.map { $0.replacing("\\|", with: "").count { $0 == "|" } })
    #expect(counts.count == 1, "\(name): \(counts)")
  }

  @Test func `json and ndjson are the API's own bytes`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    for (arguments, path) in [
      (
        ["stance", "Italy", "own-troops", "--at", "2025-03-27"],
        "/v1/stances/ITA/own-troops?at=2025-03-27"
      ),
      (
        ["board", "own-troops", "--at", "2025-03-27"], "/v1/stances?topic=own-troops&at=2025-03-27"
      ),
      (
        ["meeting", "paris-2025-03-11", "--at", "2025-03-27"],
        "/v1/meetings/paris-2025-03-11?at=2025-03-27"
      ),
      (["show", "184"], "/v1/events/184"), (["topics"], "/v1/topics"),
    ] {
      let run = try daemon.chancery(arguments + ["-o", "json"])
      #expect(run.output == (try daemon.get(path).text) + "\n", "\(path)")
    }
    let api = try daemon.chancery("api", "GET", "/v1/status")
    #expect(api.status == 0 && api.output.contains(#""schema":"chancery.status/1""#))
  }

  // MARK: Names

  @Test(arguments: [
    ("italy", "ITA"), ("it", "ITA"), ("ITA", "ITA"), ("Italy", "ITA"), ("united k", "GBR"),
    ("UK", "GBR"), ("türkiye", "TUR"), ("Turkiye", "TUR"), ("TÜRKİYE", "TUR"), ("NAM", "NAM"),
    ("na", "NAM"), ("Namibia", "NAM"), ("eu", "EU"), ("european union", "EU"),
    ("côte d’ivoire", "CIV"), ("cote d'ivoire", "CIV"), ("Yugoslavia", "YUG"),
  ])
  func `names are found by code, alpha-2, name, alias and beginning`(
    name: String,
    code: String
  )
    throws
  {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let run = try daemon.chancery("stance", name, "own", "-o", "json")
    #expect(run.status == 0, "\(run.errors)")
    let answer = try JSONParser.parse(Array(run.output.utf8))
    #expect(answer["holder"]?.stringValue == code)
    #expect(answer["topic"]?.stringValue == "own-troops")
  }

  @Test(arguments: [
    ("actors", "Élysée", "elysee"), ("actors", "ELYSEE", "elysee"),
    ("actors", "e\u{301}lyse", "elysee"),
    ("actors", "turkiye", "TUR"), ("actors", "it", "ITA"), ("people", "lecornu", "lecornu"),
    ("people", "SÉBASTIEN", "lecornu"), ("people", "Erdogan", "erdogan"),
    ("sources", "elysee-r", "elysee-readout-2025-03-11"), ("topics", "own tr", "own-troops"),
  ])
  func `names are found without their accents and their case, by a unique beginning`(
    verb: String,
    name: String,
    slug: String
  ) throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let run = try daemon.chancery(verb, name, "-o", "csv")
    let lines = run.output.split(separator: "\r\n")
    #expect(run.status == 0 && lines.count == 2, "\(run.output)\(run.errors)")
    #expect(lines.last?.hasPrefix("\(slug),") == true, "\(run.output)")
  }

  @Test func `unknown names list the nearest, names of several all of them`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    for (arguments, near) in [
      (["stance", "Itly", "own-troops"], "ITA"), (["stance", "Frnace", "own-troops"], "FRA"),
      (["stance", "ITA", "own-trops"], "own-troops"), (["board", "own trops"], "own-troops"),
      (["people", "macrn"], "macron"), (["source", "show", "artcle-001"], "article-001"),
      (["meeting", "paris-2025-03-12"], "paris-2025-03-11"), (["stanse", "ITA"], "stance"),
      (["stance", "united", "own-troops"], "GBR"), (["history", "North Macedoni a"], "MKD"),
    ] {
      let run = try daemon.chancery(arguments)
      #expect(run.status == 64, "\(arguments): \(run.output)\(run.errors)")
      #expect(run.output.isEmpty, "\(arguments)")
      #expect(run.errors.contains(near), "\(arguments): \(run.errors)")
      #expect(run.errors.contains("→"), "\(arguments): \(run.errors)")
    }
  }

  // MARK: Dates and exit codes

  @Test func `dates that are not understood are refused with what would be`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    for (date, hints) in [
      ("03/04/2025", ["2025-04-03", "2025-03-04"]), ("03.04.2025", ["2025-04-03", "2025-03-04"]),
      ("2025-02-30", ["2025-02 has no day 30"]), ("2025-13-01", ["01 to 12"]),
      ("Thirsday", ["27mar2025", "last thu"]),
      ("10000-01-01", ["four digits"]), ("2025-3-7", ["2025-03-07"]), ("now", ["2025-03-24"]),
    ] {
      for flag in ["--at", "--public"] {
        let run = try daemon.chancery("stance", "ITA", "own-troops", "\(flag)=\(date)")
        #expect(run.status == 64, "\(date): \(run.output)")
        for hint in hints { #expect(run.errors.contains(hint), "\(date): \(run.errors)") }
      }
    }
    for date in ["2025-03-27", "2025-03", "2025", "today", "yesterday", "2025-03-XX", "2025-21"] {
      let run = try daemon.chancery("stance", "ITA", "own-troops", "--at", date)
      #expect(run.status == 0, "\(date): \(run.errors)")
    }
  }

  @Test func `a range whose last day comes first is refused by every verb that takes one`() throws {
    let daemon = try Daemon.withRefusal()
    for verb in [["replay"], ["meetings"], ["timeline"], ["report", "-"]] {
      let run = try daemon.chancery(verb + ["--from", "2025-03-27", "--to", "2025-03-11"])
      #expect(run.status == 64 && run.output.isEmpty, "\(verb): \(run.output)")
      for word in ["2025-03-11", "2025-03-27", "→ give the two days the other way round"] {
        #expect(run.errors.contains(word), "\(verb): \(run.errors)")
      }
      let day = try daemon.chancery(verb + ["--from", "2025-03-27", "--to", "2025-03-27"])
      #expect(day.status == 0, "\(verb): \(day.errors)")
    }
    for verb in [["timeline", "--from"], ["board", "own-troops", "--silent", "--since"]] {
      let run = try daemon.chancery(verb + ["2025-03-27", "--at", "2025-03-11"])
      #expect(run.status == 64 && run.errors.contains("2025-03-11, is before"), "\(run.errors)")
    }
  }

  @Test(arguments: [
    (["board", "-n", "-1"], "-n takes a count of 1 or more, not “-1”"),
    (["board", "--limit=-1"], "--limit takes a count of 1 or more, not “-1”"),
    (["log", "-n", "x"], "-n takes a count of 1 or more, not “x”"),
    (["ping", "-n", "0"], "-n takes 1 to 1000000, not “0”"),
    (
      ["board", "--known", "-1"], "--known takes an event number of 0 or more, a date or an instant"
    ),
    (["follow", "--after", "-1"], "--after takes an event number, 0 or more, not “-1”"),
    (["status", "--timeout", "0.001"], "--timeout takes 1 to 86400 seconds, not “0.001”"),
    (["--timeout=-5", "status"], "--timeout takes 1 to 86400 seconds, not “-5”"),
    (["board", "t", "--at", "-1"], "--at takes a date, as in 2025-03-27 or -3d, not “-1”"),
    (["board", "-n", "--all"], "Missing value for '-n <count>'"),
  ])
  func `a number that an option does not take is refused with those that it takes`(
    arguments: [String],
    words: String
  ) throws {
    let run = try Run.program(Binaries.client, arguments)
    #expect(run.status == 64, "\(run.errors)")
    #expect(run.errors.hasPrefix("chancery: \(words)"), "\(run.errors)")
    #expect(run.errors.contains("→ chancery help"), "\(run.errors)")
  }

  @Test func `a week that a year has not is refused, with how many it has`() throws {
    let daemon = try Daemon.withRefusal()
    for (date, words) in [
      ("2025-W53", ["2025 has 52 weeks", "2025-W52"]), ("2026-W54", ["2026 has 53 weeks"]),
      ("2025-W12-8", ["1 to 7"]),
    ] {
      let run = try daemon.chancery("board", "own-troops", "--at", date)
      #expect(run.status == 64, "\(run.output)")
      for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
    }
  }

  @Test func `a distance from today is told as it was typed`() throws {
    let daemon = try Daemon.withRefusal()
    let run = try daemon.chancery("board", "own-troops", "--at", "-3d", "--today", "2025-03-30")
    #expect(run.errors == "chancery: “-3d” is 2025-03-27\n", "\(run.errors)")
  }

  @Test func `help on what there is not is refused with the nearest`() throws {
    for (words, nearest) in [
      (["stanse"], "did you mean stance"), (["meet", "scedule"], "did you mean schedule"),
      (["date"], "dates"), (["qqqqqqqq"], "chancery help lists them"),
    ] {
      let run = try Run.program(Binaries.client, ["help"] + words)
      #expect(run.status == 64 && run.output.isEmpty, "\(words): \(run.output)")
      #expect(run.errors.contains(nearest), "\(words): \(run.errors)")
    }
    for words in [["meet", "schedule"], ["stance"], ["exit-codes"], ["help"], []] {
      let run = try Run.program(Binaries.client, ["help"] + words)
      #expect(run.status == 0 && !run.output.isEmpty, "\(words): \(run.errors)")
    }
  }

  @Test(arguments: [
    "board own-troops", "status -o json", "log", "export", "help", "doctor", "config", "topics",
    "stance ITA -o csv", "completions bash", "--version", "", "report -", "prove 1",
  ])
  func `with no output to write to every verb fails`(words: String) throws {
    let daemon = try Daemon.withRefusal()
    let shell = URL(fileURLWithPath: "/bin/sh")
    for output in [">&-", ">/dev/full"] {
      let run = try Run.program(
        shell,
        ["-c", "'\(Binaries.client.path)' \(words) \(output)"],
        environment: ["CHANCERY_SOCKET": daemon.socket]
      )
      #expect(run.status == 74, "\(words) \(output): \(run.status) \(run.errors)")
      #expect(run.errors.contains("cannot write the output"), "\(words) \(output): \(run.errors)")
    }
    // The daemon is asked as before, and what is printed does not go to it.
    #expect(try daemon.head() == 3)
  }

  @Test func `exit codes tell what came of it`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    for (status, arguments) in [
      (0, ["stance", "ITA", "own-troops", "--exit-code", "--at", "2025-03-27"]),
      (1, ["stance", "POL", "own-troops", "--exit-code"]),
      (0, ["stance", "POL", "own-troops"]), (1, ["stance", "NAM", "--exit-code"]),
      (64, ["stance"]), (64, ["stance", "ITA", "own-troops", "--nonsense"]), (64, ["nonsense"]),
      (64, ["log", "-n", "0"]), (64, ["show", "x"]), (64, ["show", "99999"]),
      (64, ["stance", "ITA", "own-troops", "-o", "xml"]), (64, ["api", "GET", "nowhere"]),
      (64, ["api", "GET", "/nowhere"]), (0, ["help"]), (0, ["help", "dates"]), (0, ["--help"]),
      (0, ["--version"]), (0, []), (64, ["import"]), (74, ["import", "/no/such/file"]),
      (65, ["add", "ITA", "own-troops", "oppose", "--said", "2999-01-01"]),
      (75, ["define", "topic", "x", "--title", "X", "--proposition", "P", "--if-head", "1"]),
      (69, ["status", "--socket", "/tmp/ch-no-such-socket"]),
    ] as [(Int32, [String])] {
      let run = try daemon.chancery(arguments)
      #expect(run.status == status, "\(arguments): \(run.output)\(run.errors)")
      if status > 1 { #expect(run.errors.hasPrefix("chancery: ") || arguments.first == "api") }
    }
  }
}
