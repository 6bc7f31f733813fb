import ChanceryModel
import Dispatch
import Journal
import LMDB
import Projections
import Synchronization
import Testing

/// Events about events: derived again like all others, and what redaction takes away is no damage.
@Suite struct ControlEventTests {
  @Test func `a journal with every kind of control is sound`() throws {
    let journal = try controlled()
    let outcome = try journal.verify()
    #expect(outcome.damages == [])
    #expect(outcome.answer.skipped == [])
    #expect(outcome.answer.expectations == VerifyAnswer.Expectations(met: 1, failed: 1))
    #expect(outcome.answer.isSound && !outcome.answer.isGood)
    let unmet = outcome.lines.compactMap { $0["unmet"] }
    #expect(unmet.count == 1)
    #expect(unmet.first?["expected"] == "support" && unmet.first?["position"] == "oppose")
  }

  @Test func `a control's header is held to its data`() throws {
    let journal = try controlled()
    let seq = try #require(try journal.seq(of: .eventReviewed))
    try journal.tamper(event: seq) { parts in
      var header = try HeaderCodec.decode(parts.header.rawSpan)
      guard case .review(var body) = header.body else { return }
      body.event = 5
      header.body = .review(body)
      parts.header = HeaderCodec.encode(header)
    }
    let damages = try journal.verify().damages
    #expect(
      damages.contains {
        $0 == "event \(seq): its header is not what its data and the vocabulary before it give"
      }
    )
  }

  @Test func `a redacted statement is no damage`() throws {
    let journal = try controlled()
    try journal.redact(5)
    let outcome = try journal.verify()
    #expect(outcome.damages == [])
    #expect(outcome.answer.skipped == [])
  }

  @Test func `a redacted source leaves events that cannot be derived, and that is said`() throws {
    let journal = try controlled()
    try journal.withEngine { engine in
      // Nothing may use what is redacted; what did, and was withdrawn, is there all the same.
      try SampleJournal.append(
        [#"{"type":"event.withdrawn","data":{"event":5,"reason":"r"}}"#],
        to: engine
      )
    }
    try journal.redact(4)
    let outcome = try journal.verify()
    #expect(outcome.damages == [])
    #expect(outcome.answer.skipped == [.headers])
  }

  @Test func `content that is gone without a redaction is damage`() throws {
    let journal = try controlled()
    try journal.tamper { journal, _, transaction in try journal.redact(6, in: &transaction) }
    let damages = try journal.verify().damages
    #expect(damages == ["event 6: its content is gone, and no event.redacted says why"])
  }

  @Test func `content that is there though a redaction names it is damage`() throws {
    let journal = try controlled()
    let record = try journal.record(5)
    try journal.redact(5)
    try journal.tamper { journal, _, transaction in
      try transaction.put(journal.tables.log, Journal.key(5), record)
    }
    let damages = try journal.verify().damages
    #expect(damages.contains { $0.hasSuffix("it says that event 5 was erased, which it was not") })
  }

  @Test func `a redaction's marks are held to its data`() throws {
    let journal = try controlled()
    try journal.redact(5)
    let seq = try #require(try journal.seq(of: .eventRedacted))
    try journal.tamper(event: seq) { parts in
      var header = try HeaderCodec.decode(parts.header.rawSpan)
      guard case .redaction(var body) = header.body else { return }
      body.marks[0] ^= 1
      header.body = .redaction(body)
      parts.header = HeaderCodec.encode(header)
    }
    let damages = try journal.verify().damages
    #expect(damages.contains("event \(seq): its header is not what its data says"))
  }

  /// The sample with a control of every kind.
  private func controlled() throws -> SampleJournal {
    let journal = try SampleJournal()
    let events = [
      """
      {"type":"event.corrected","data":{"event":6,"version":6,"reason":"r","data":{"said":"2025-03-26",\
      "holder":"FRA","topic":"own-troops","position":"conditional"}}}
      """,
      #"{"type":"event.withdrawn","data":{"event":13,"reason":"r"}}"#,
      #"{"type":"event.withdrawn","data":{"event":14,"reason":"r"}}"#,
      #"{"type":"statements.linked","data":{"from":6,"to":5,"kind":"denies"}}"#,
      #"{"type":"meeting.held","data":{"meeting":"n","date":"2025-03-27","said":"2025-03-27"}}"#,
      #"{"type":"meetings.merged","data":{"from":"n","into":"m","reason":"r"}}"#,
      #"{"type":"event.reviewed","data":{"event":6,"verdict":"disputed","coder":"c"}}"#,
      """
      {"type":"stance.expected","data":{"holder":"ITA","topic":"own-troops","position":"oppose",\
      "at":"2025-03-27"}}
      """,
      """
      {"type":"stance.expected","data":{"holder":"ITA","topic":"own-troops","position":"support",\
      "at":"2025-03-27"}}
      """,
      #"{"type":"event.withdrawn","data":{"event":12,"reason":"r"}}"#,
    ]
    try journal.withEngine { engine in
      for event in events { try SampleJournal.append([event], to: engine) }
    }
    return journal
  }
}

extension SampleJournal {
  /// Redacts an event, and waits.
  fileprivate func redact(_ seq: UInt64) throws {
    try withEngine { engine in
      let done = DispatchSemaphore(value: 0)
      let answer = Mutex<Result<RebuildAnswer, Refusal>?>(nil)
      engine.redact(event: seq, reason: "r", recordedBy: "uid:0", progress: { _ in true }) {
        result in
        answer.withLock { $0 = result }
        done.signal()
      }
      done.wait()
      let outcome = try #require(answer.withLock { $0 }).get()
      try #require(outcome.end == .complete)
    }
  }

  /// The first event of a type.
  fileprivate func seq(of type: EventType) throws -> UInt64? {
    var found: UInt64?
    try tamper { journal, _, transaction in
      for seq in try 1...journal.head(transaction)
      where try found == nil && journal.type(seq, transaction) == type { found = seq }
    }
    return found
  }

  /// The bytes of a record.
  fileprivate func record(_ seq: UInt64) throws -> [UInt8] {
    var bytes: [UInt8]?
    try tamper { journal, _, transaction in
      bytes = try journal.record(seq, transaction)?.toArray()
    }
    return try #require(bytes)
  }
}
