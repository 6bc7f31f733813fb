import ChanceryModel
import Foundation
import Testing

/// `chancery import`: checked whole, appended in order, finished by the same command.
@Suite struct ImportTests {
  /// The answer of `-o json`.
  private func tally(_ run: Run) throws -> JSONValue {
    let answer = try JSONParser.parse(Array(run.output.utf8))
    #expect(answer["schema"]?.stringValue == "chancery.import/1")
    return answer
  }

  private func write(_ text: String, _ scratch: Scratch, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path + "/" + name))
    return scratch.path + "/" + name
  }

  /// Ten lines, of which the third, the sixth and the ninth are bad, in three ways.
  private static let mixed = [
    Sample.topic("own-troops"), Sample.statement("s-1"),
    Sample.statement("s-2", topic: "own-trops"),
    Sample.statement("s-3", holder: "FRA"), Sample.topic("ceasefire"),
    #"{"type":"statement.made","data":{"said":"2025-03-24",]"#,
    Sample.statement("s-4", holder: "DEU"), Sample.statement("s-5", topic: "ceasefire"),
    Sample.statement("s-6", said: "2025-02-30"), Sample.statement("s-7", holder: "POL"),
  ]

  @Test func `any bad line means nothing is appended and every bad line is shown in place`() throws
  {
    let daemon = try Daemon()
    let scratch = try Scratch()
    let file = try write(Self.mixed.joined(separator: "\n") + "\n", scratch, "mixed.ndjson")
    let run = try daemon.chancery("import", file, "-o", "json")
    #expect(run.status == 65)
    let answer = try tally(run)
    #expect(answer["read"]?.intValue == 10)
    #expect(answer["appended"]?.intValue == 0)
    #expect(answer["rejected"]?.intValue == 3)
    #expect(try daemon.head() == 0)
    let topicColumn = Self.column(of: "\"own-trops", in: Self.mixed[2])
    let dateColumn = Self.column(of: "\"2025-02-30", in: Self.mixed[8])
    for place in [
      "\(file):3:\(topicColumn): ", "\(file):6:54: ", "\(file):9:\(dateColumn): ",
    ] {
      #expect(run.errors.contains(place), "\(place) in \(run.errors)")
    }
    #expect(run.errors.split(separator: "\n").count { $0.contains("^") } == 3, "\(run.errors)")
    for text in [
      "own-troops", "unknown-topic", "malformed-json", "invalid-date", "nothing appended",
    ] {
      #expect(run.errors.contains(text), "\(text) in \(run.errors)")
    }
  }

  /// The 1-based column, in bytes, at which a text begins.
  private static func column(of text: String, in line: String) -> Int {
    line.firstRange(of: text).map { line[..<$0.lowerBound].utf8.count + 1 } ?? 0
  }

  @Test func `keep-going appends the good lines, and the same again nothing`() throws {
    let daemon = try Daemon()
    let scratch = try Scratch()
    let file = try write(Self.mixed.joined(separator: "\n"), scratch, "mixed.ndjson")
    for (appended, duplicates) in [(7, 0), (0, 7)] {
      let run = try daemon.chancery("import", file, "--keep-going", "-o", "json")
      #expect(run.status == 65)
      let answer = try tally(run)
      #expect(answer["appended"]?.intValue == appended)
      #expect(answer["duplicates"]?.intValue == duplicates)
      #expect(answer["rejected"]?.intValue == 3)
      #expect(try daemon.head() == 7)
    }
  }

  @Test func `keep-going counts every bad line, past the thousand that a check lists`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let scratch = try Scratch()
    let lines = (0..<5000).map {
      Sample.statement("k-\($0)", said: $0 % 2 == 0 ? "2025-03-24" : "2025-02-30")
    }
    let file = try write(lines.joined(separator: "\n"), scratch, "half.ndjson")
    let refused = try daemon.chancery("import", file, "-o", "json")
    #expect(refused.status == 65)
    #expect(try tally(refused)["rejected"]?.intValue == 2500)
    #expect(refused.errors.contains("1,500 more bad lines"))
    #expect(try daemon.head() == 1)
    let run = try daemon.chancery("import", file, "--keep-going", "-o", "json")
    let answer = try tally(run)
    #expect(run.status == 65)
    #expect(answer["appended"]?.intValue == 2500)
    #expect(answer["rejected"]?.intValue == 2500)
    #expect(try daemon.head() == 2501)
  }

  @Test func `declare makes what is missing, a dry run nothing`() throws {
    let daemon = try Daemon()
    let lines = [
      Sample.statement("s-1", topic: "new"), Sample.statement("s-2", holder: "e9", topic: "new"),
    ]
    let input = lines.joined(separator: "\n")
    #expect(try daemon.chancery("import", "-", input: input).status == 65)
    let dry = try daemon.chancery("import", "-", "--declare", "--dry-run", input: input)
    #expect(dry.status == 0, "\(dry.errors)")
    #expect(try daemon.head() == 0)
    let run = try daemon.chancery("import", "-", "--declare", "-o", "json", input: input)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try tally(run)["appended"]?.intValue == 2)
    #expect(try daemon.head() == 4)
  }

  @Test func `several files are one sequence, with CRLF, blank lines and no last line end`() throws
  {
    let daemon = try Daemon()
    let scratch = try Scratch()
    let first = try write("\r\n" + Sample.topic("own-troops") + "\r\n \t\r\n", scratch, "a.ndjson")
    let second = try write(
      Sample.statement("s-1") + "\r\n" + Sample.statement("s-2", holder: "FRA"),
      scratch,
      "b.ndjson"
    )
    let wrong = try daemon.chancery("import", second, first)
    #expect(wrong.status == 65, "the topic comes too late")
    let run = try daemon.chancery("import", first, second, "-o", "json")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try tally(run)["appended"]?.intValue == 3)
    let third = try write("{}\n", scratch, "c.ndjson")
    let bad = try daemon.chancery("import", first, second, third)
    #expect(bad.errors.contains("\(third):1:"), "\(bad.errors)")
    #expect(try daemon.chancery("import", scratch.path).status == 64, "a directory")
    #expect(try daemon.chancery("import", "-", input: "").status == 0, "nothing is no fault")
    #expect(try daemon.chancery("import", "-", input: "\u{0}\u{1}\u{FF}\n").status == 65)
  }

  @Test func `lines without an id are known by their content and their occurrence`() throws {
    let daemon = try Daemon()
    let line =
      #"{"type":"statement.made","data":{"said":"2025","holder":"ITA","topic":"t","position":"oppose"}}"#
    let topic = #"{"type":"topic.defined","data":{"topic":"t","title":"T","proposition":"P"}}"#
    let input = [topic, line, line, line].joined(separator: "\n")
    for (appended, duplicates) in [(4, 0), (0, 4)] {
      let answer = try tally(try daemon.chancery("import", "-", "-o", "json", input: input))
      #expect(answer["appended"]?.intValue == appended)
      #expect(answer["duplicates"]?.intValue == duplicates)
    }
    let more = try tally(
      try daemon.chancery("import", "-", "-o", "json", input: input + "\n" + line)
    )
    #expect(more["appended"]?.intValue == 1)
    #expect(try daemon.head() == 5)
  }

  private static func many(_ count: Int) -> String {
    Sample.topic("own-troops") + "\n"
      + (1..<count).map {
        Sample.statement("m-\($0)", said: "20\(10 + $0 % 15)-03-\(10 + $0 % 20)") + "\n"
      }.joined()
  }

  @Test func `20,000 lines are imported in requests, while others ask`() throws {
    let daemon = try Daemon()
    let scratch = try Scratch()
    let file = try write(Self.many(20_000), scratch, "many.ndjson")
    let before = try daemon.footprint()
    let running = try daemon.live("import", file, "-o", "json")
    var slowest = 0.0
    let other = try RawConnection(daemon.socket)
    while running.isRunning {
      let asked = Date()
      let answer = try other.exchange("GET /v1/events?limit=1 HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(answer.status == 200)
      slowest = max(slowest, Date().timeIntervalSince(asked))
      usleep(20_000)
    }
    #expect(running.status(within: 1) == 0, "\(running.errors)")
    #expect(slowest < 2)
    #expect(running.output.contains(#""appended":20000"#))
    #expect(try daemon.head() == 20_000)
    #expect(try daemon.comesBack(to: before, kilobytes: 64 * 1024) == nil)
  }

  @Test func `an import cut off by kill -9 is finished by the same command, once each`() throws {
    let scratch = try Scratch()
    let file = try write(Self.many(20_000), scratch, "many.ndjson")
    let first = try Daemon()
    let running = try first.live("import", file)
    #expect(try Wait.until(seconds: 60) { try first.head() > 3000 })
    first.crash()
    #expect(running.status(within: 20) == 75, "\(running.errors)")
    #expect(running.errors.contains("the same command"), "\(running.errors)")
    let second = try Daemon(data: first.data)
    let kept = try second.head()
    #expect(kept > 3000 && kept < 20_000)
    let run = try second.chancery("import", file, "-o", "json")
    #expect(run.status == 0, "\(run.errors)")
    let answer = try tally(run)
    #expect(answer["duplicates"]?.intValue == kept)
    #expect(answer["appended"]?.intValue == 20_000 - kept)
    #expect(try second.head() == 20_000)
    let export = try second.chancery("export")
    let ids = export.output.matches(of: /"id":"(m-[0-9]+)"/).map { String($0.output.1) }
    #expect(ids.count == 19_999 && Set(ids).count == 19_999)
    #expect(try second.chancery("rebuild", "--check").status == 0)
  }

  @Test func `an import waits for a daemon that has no room for its bodies just now`() throws {
    let daemon = try Daemon()
    let head = HostileRequestTests.post + "Content-Length: 8388608\r\n\r\n"
    var hogs: [RawConnection] = []
    for _ in 0..<8 {
      let hog = try RawConnection(daemon.socket)
      hog.send(Array(head.utf8) + [UInt8](repeating: 32, count: 8_388_607))
      hogs.append(hog)
    }
    // All of it has come when it shows in the memory; a request in between would push one out.
    #expect(try Wait.until(seconds: 10) { try daemon.footprint().kilobytes > 8 * 8192 })
    usleep(300_000)
    #expect(try daemon.post(Sample.topic("x")).code == "busy")
    let scratch = try Scratch()
    let file = try write(Self.many(100), scratch, "many.ndjson")
    let running = try daemon.live("import", file)
    #expect(running.status(within: 1) == nil, "it waits: \(running.errors)")
    hogs = []
    #expect(running.status(within: 10) == 0, "\(running.errors)")
    #expect(try daemon.head() == 100)
  }

  @Test func `a full store refuses appends with its remedy and goes on answering`() throws {
    let scratch = try Scratch()
    let config = try write(#"{"map-bytes":1048576}"#, scratch, "c.json")
    let daemon = try Daemon(arguments: ["--config", config])
    try daemon.importSeeds()
    let head = try daemon.head()
    let note = String(repeating: "n", count: 1000)
    let lines = (0..<2000).map { Sample.topic("full-\($0)").dropLast(2) + #","note":"\#(note)"}}"# }
    let file = try write(lines.joined(separator: "\n"), scratch, "big.ndjson")
    let run = try daemon.chancery("import", file)
    #expect(run.status == 74, "\(run.errors)")
    #expect(
      run.errors.contains("storage-full") && run.errors.contains("map-bytes"),
      "\(run.errors)"
    )
    let kept = try daemon.head()
    #expect(kept >= head && kept < head + 2000, "what came before stays")
    let answer = try daemon.post(lines.joined(separator: "\n"), type: "application/x-ndjson")
    #expect(answer.status == 507)
    #expect(answer.code == "storage-full")
    #expect(try daemon.get("/v1/stances/ITA/own-troops?at=2025-03-27").status == 200)
    #expect(try daemon.append(Sample.topic("small"))["appended"]?.intValue == 1)
    #expect(try daemon.head() == kept + 1)
    // How much room is left depends on which parts fitted: a check that has none says so, and harms nothing.
    let check = try daemon.chancery("rebuild", "--check")
    let isFull = check.status == 74 && check.errors.contains("storage-full")
    #expect(check.status == 0 || isFull, "\(check.output)\(check.errors)")
    #expect(try daemon.get("/v1/stances/ITA/own-troops?at=2025-03-27").status == 200)
  }
}
