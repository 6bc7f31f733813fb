import ChanceryModel
import Glibc
import Journal
import Restoration
import Testing

@testable import Projections

/// A journal that is exported and restored is the same journal, byte for byte; a changed export is none.
@Suite struct ExportRestoreTests {
  /// The whole export of a journal, as the server sends it.
  private func export(_ test: TestEngine) throws -> [UInt8] {
    let page = try test.engine.export(after: 0, byteLimit: 1 << 30)
    return page.bytes
      + Array(
        #"{"end":"complete","head":\#(page.head),"root":"\#(page.root)","#.utf8
      )
      + Array("\"journal\":\"\(page.journal)\"}\n".utf8)
  }

  private func restore(_ export: [UInt8], in directory: TemporaryDirectory) throws -> RestoreAnswer
  {
    let path = directory.path + "/export.ndjson"
    let descriptor = open(path, O_CREAT | O_WRONLY | O_TRUNC, 0o600)
    try #require(write(descriptor, export, export.count) == export.count)
    close(descriptor)
    defer { unlink(path) }
    let restore = Restore(to: directory.path + "/data", keptKey: nil, origin: nil) { _ in }
    return try restore.run(.export(path))
  }

  /// Restores, opens, and compares what can be asked and all that is stored.
  private func expectSame(_ test: TestEngine) throws -> TestEngine {
    let bytes = try export(test)
    let directory = try TemporaryDirectory()
    let answer = try restore(bytes, in: directory)
    #expect(answer.head == test.engine.head)
    let again = try TestEngine(in: directory, clock: test.clock)
    let isSame = try export(again) == bytes
    #expect(isSame, "the export of the restored journal is the one it was restored from")
    #expect(again.engine.status().journal == test.engine.status().journal)
    #expect(again.engine.verificationKey == answer.key)
    #expect(try again.rebuild(check: true).end == .complete)
    return again
  }

  @Test(arguments: [1, 2, 3, 4])
  func `random histories come back with the same bytes and the same answers`(seed: UInt64) throws {
    let test = try TestEngine()
    var history = RandomHistory(seed: seed, recorded: .on("2025-02-10"), isWide: seed > 2)
    try test.append(history.furniture().map { try test.draft($0) })
    for _ in 0..<12 {
      // What a random event asks for may be refused by then: merged already, withdrawn already.
      for _ in 0..<40 { _ = test.result([try test.draft(history.next())]) }
      test.clock.advance(hours: 5)
    }
    try #require(test.engine.head > 300)
    let again = try expectSame(test)
    for holder in World.holders {
      for topic in World.topics {
        for known in [UInt64(40), 300, test.engine.head] {
          let clocks = ClockQuery(at: .on("2025-01-31"), known: .seq(known))
          #expect(
            try again.engine.stance(holder: holder, topic: topic, clocks: clocks)
              == test.engine.stance(holder: holder, topic: topic, clocks: clocks)
          )
        }
      }
    }
    // The same log goes on.
    let next = try test.draft(Event.topic("after-the-restore"))
    #expect(try again.append([next]).first == test.engine.head + 1)
  }

  /// Every kind of event but random ones: declared ones, texts, events about events.
  private func told() throws -> TestEngine {
    let test = try TestEngine()
    try test.append(
      Event.said("2025-01-05", "FRA", "support"),
      Event.said("2025-01-06", "ITA", "oppose"),
      declare: true
    )
    try test.append(
      Event.source(
        "wire",
        #","text":"Rome. «Niente truppe», \"she\" said.\n","published":"2025-01-09""#
      )
    )
    try test.append(Event.source("wire", #","title":"Filed again""#))
    try test.append(
      Event.said(
        "2025-01-08",
        "ITA",
        "oppose",
        #","reports":[{"source":"wire","form":"quote","text":"Niente truppe"}]"#
      )
    )
    try test.append(
      """
      {"type":"event.corrected","data":{"event":2,"version":2,"reason":"r","data":\
      {"said":"2025-01-07","holder":"FRA","topic":"t","position":"neutral"}}}
      """,
      #"{"type":"statements.linked","data":{"from":3,"to":6,"kind":"repeats"}}"#,
      #"{"type":"event.reviewed","data":{"event":3,"verdict":"disputed","coder":"c"}}"#,
      #"{"type":"event.withdrawn","data":{"event":3,"reason":"r"}}"#,
      #"{"type":"stance.expected","data":{"holder":"FRA","topic":"t","position":"neutral","at":"2025-02-01"}}"#,
      Event.meeting("meeting.held", "paris", #","date":"2025-01-06","title":"P""#)
    )
    return test
  }

  @Test func `declared events, texts and events about events come back`() throws {
    let again = try expectSame(try told())
    #expect(try again.stance("FRA", "t").position == .neutral)
    #expect(try again.engine.sourceText("wire").count == 37)
    // The restored journal knows the keys of the old one.
    let second = try again.append(
      #"{"type":"topic.defined","source":"x","id":"1","data":{"topic":"u","title":"U","proposition":"P"}}"#
    )
    #expect(second.first == again.engine.head)
  }

  @Test func `what was erased stays erased, and what hung on it comes back`() throws {
    let test = try told()
    // The statement that quotes the source goes first: nothing may use what is erased.
    let statement = try #require(try seq(of: "Niente truppe", test))
    try test.append(#"{"type":"event.withdrawn","data":{"event":\#(statement),"reason":"r"}}"#)
    #expect(try test.redact(4, reason: "r").end == .complete)
    try test.append(Event.said("2025-02-01", "ITA", "support"))
    let again = try expectSame(test)
    #expect(try again.engine.event(4, derived: false) == test.engine.event(4, derived: false))
  }

  private func seq(of words: String, _ test: TestEngine) throws -> UInt64? {
    for seq in 1...test.engine.head {
      let event = String(decoding: try test.engine.event(seq, derived: false), as: UTF8.self)
      if event.contains("\"text\":\"\(words)\"") { return seq }
    }
    return nil
  }

  @Test func `an empty journal comes back`() throws {
    _ = try expectSame(try TestEngine())
  }

  @Test func `an export without headers is restored too`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(Event.said("2025-01-05", "FRA", "support"))
    let old = String(decoding: try export(test), as: UTF8.self)
      .replacing(/"header":"[^"]*",/, with: "")
      .replacing(/,"journal":"[^"]*"/, with: "")
    let directory = try TemporaryDirectory()
    #expect(try restore(Array(old.utf8), in: directory).head == 2)
    let again = try TestEngine(in: directory)
    #expect(try again.stance("FRA", "t").position == .support)
  }

  // MARK: - What is no whole export

  private func fault(_ lines: [String]) throws -> String? {
    let directory = try TemporaryDirectory()
    do {
      _ = try restore(Array(lines.map { $0 + "\n" }.joined().utf8), in: directory)
      return nil
    } catch let error as JournalError {
      #expect(error.kind == .damaged && error.hint != nil, "\(error)")
      #expect(access(directory.path + "/data", F_OK) != 0, "nothing is left behind")
      return error.detail
    }
  }

  @Test func `whatever is changed in an export is found, and its line is named`() throws {
    let lines = String(decoding: try export(try told()), as: UTF8.self)
      .split(separator: "\n").map { String($0) }
    #expect(try fault(lines) == nil)
    let text = try #require(lines.firstIndex { $0.hasPrefix("{\"text_of\"") })
    let last = lines.count - 1

    func changed(_ index: Int, _ from: String, _ to: String) throws -> String? {
      var copy = lines
      try #require(copy[index].contains(from), "\(copy[index]) has no \(from)")
      copy[index] = copy[index].replacing(from, with: to, maxReplacements: 1)
      return try fault(copy)
    }
    func expect(_ detail: String?, _ parts: String..., at line: Int? = nil) {
      guard let detail else {
        Issue.record("it was restored; \(parts) was awaited")
        return
      }
      for part in parts { #expect(detail.contains(part), "\(detail)") }
      if let line { #expect(detail.contains("line \(line + 1) "), "\(detail)") }
    }
    expect(try fault(Array(lines.dropLast())), "cut off")
    expect(try fault(Array(lines.prefix(text))), "cut off")
    expect(try fault(Array(lines.dropFirst())), "begins with event 1", at: 0)
    expect(try fault(lines + [lines[last]]), "follows the last line", at: last + 1)
    var swapped = lines
    swapped.swapAt(1, 2)
    expect(try fault(swapped), "has to follow", at: 1)
    var textless = lines
    textless.remove(at: text)
    expect(try fault(textless), "header of event 4", at: text - 1)
    expect(try fault(lines.prefix(text - 1) + [lines[text]] + lines[text...]), "behind that event")
    expect(try changed(text, "Rome", "Roma"), "SHA-256", at: text)
    expect(try changed(1, "support", "neutral"), "hash", at: 1)
    expect(try changed(1, "\"data\":{", "\"data\":{ "), "RFC 8785", at: 1)
    expect(try changed(1, "uid:1000", "uid:1001"), "root")
    expect(try changed(1, "\"specversion\"", "\"spec\""), "leaf", at: 1)
    expect(try changed(1, "\"seq\":2", "\"seq\":02"), "seq", at: 1)
    expect(try changed(1, "\"seq\":2", "\"seq\":3"), "has to follow", at: 1)
    expect(try changed(1, "\"header\":\"BQ", "\"header\":\"BA"), "header", at: 1)
    // The flag of a declaration: the second byte, set of the topic that was declared.
    expect(try changed(0, "\"header\":\"BAEA", "\"header\":\"BAAA"), "whether the daemon declared")
    expect(try changed(1, "\"header\":\"BQAA", "\"header\":\"BQEA"), "declaration", at: 1)
    expect(try changed(last, "\"head\":", "\"head\":1"), "root", at: last)
    expect(try changed(last, "complete", "failed"), "failed where it was made", at: last)
    expect(try fault(["hello"]), "neither", at: 0)
    expect(try fault([]), "cut off")
    let salt = try #require(lines[1].firstMatch(of: /"salt":"(..)/)).1
    expect(
      try changed(1, "\"salt\":\"\(salt)", "\"salt\":\"\(salt == "00" ? "01" : "00")"),
      "hash",
      at: 1
    )
  }

  @Test func `a header that does not follow from the data is refused`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(Event.said("2025-01-05", "FRA", "support"))
    try test.append(Event.said("2025-01-05", "FRA", "oppose"))
    var lines = String(decoding: try export(test), as: UTF8.self)
      .split(separator: "\n").map { String($0) }
    // The header of an event that says something else, but is of the same type and moment.
    let header = try #require(lines[2].firstMatch(of: /"header":"([^"]*)"/)).1
    lines[1] = lines[1].replacing(/"header":"[^"]*"/, with: "\"header\":\"\(header)\"")
    let detail = try #require(try fault(lines))
    #expect(detail.contains("line 2") && detail.contains("header"), "\(detail)")
  }

  @Test func `a directory that holds something is refused, and left as it is`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let bytes = try export(test)
    #expect(throws: JournalError.self) { try restore(bytes, in: test.directory) }
    do {
      _ = try restore(bytes, in: test.directory)
      Issue.record("it was restored over a journal that is open")
    } catch let error as JournalError {
      #expect(error.kind == .locked(pid: getpid()))
    }
    test.engine.close()
    let directory = try TemporaryDirectory()
    let data = directory.path + "/data"
    try #require(mkdir(data, 0o700) == 0 && mkdir(data + "/journal", 0o700) == 0)
    do {
      _ = try restore(bytes, in: directory)
      Issue.record("it was restored into a directory that is not empty")
    } catch let error as JournalError {
      #expect(error.kind == .directory && error.detail.contains("holds a journal"))
    }
    #expect(access(data + "/journal", F_OK) == 0)
  }

  @Test func `a journal does not open where a restore was broken off`() throws {
    let directory = try TemporaryDirectory()
    let data = directory.path + "/data"
    try #require(mkdir(data, 0o700) == 0 && mkdir(data + "/restoring", 0o700) == 0)
    do {
      _ = try TestEngine(in: directory)
      Issue.record("it was opened")
    } catch let error as JournalError {
      #expect(error.kind == .damaged && error.detail.contains("broken off"))
    }
    #expect(access(data + "/journal", F_OK) != 0)
  }
}
