import ChanceryModel
import Dispatch
import Glibc
import Journal
import LMDB
import Synchronization
import Testing

@testable import Projections

/// Erasing an event so that answers are as if it never was, and the tree as if it always will be.
@Suite struct RedactTests {
  @Test func `the stance is what it would be without the event`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(Event.said("2025-01-05", "FRA", "support"))
    let secret = try test.append(Event.said("2025-01-07", "FRA", "oppose"))
    try test.append(Event.said("2025-01-09", "FRA", "neutral"))
    let seq = try #require(secret.results.first?.seq)
    let root = try test.root(size: 4)

    let answer = try test.redact(seq, reason: "a name that must not be here")
    #expect(answer.end == .complete)
    #expect(answer.redaction?.erased == [seq])
    #expect(answer.redaction?.seq == 5)
    #expect(test.engine.head == 5)
    #expect(try test.stance("FRA", "t", at: "2025-01-08").position == .support)
    #expect(try test.stance("FRA", "t", at: "2025-01-08", known: 3).position == .support)
    #expect(try test.stance("FRA", "t", at: "2025-01-09").position == .neutral)
    // The tree over what was there is the same.
    #expect(try test.root(size: 4) == root)
    #expect(try test.rebuild(check: true).end == .complete)
    // Appends go on, with the next seq.
    #expect(try test.append(Event.said("2025-01-10", "FRA", "oppose")).first == 6)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `what is appended while it is at work is kept, and its reports go`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(
      (0..<3000).map { day in
        let date = CivilDate.on("2015-01-01").adding(days: day)
        return try test.draft(Event.said(date.description, "FRA", "support"))
      }
    )
    try test.append(#"{"type":"source.filed","data":{"source":"s","published":"2025-02-01"}}"#)
    let report = try test.draft(
      #"{"type":"statement.reported","data":{"statement":2,"report":{"source":"s"}}}"#
    )
    let isFirst = Atomic<Bool>(true)
    let reported = Mutex<UInt64>(0)
    let answer = try test.redact(2, reason: "r") { _ in
      if isFirst.exchange(false, ordering: .relaxed) {
        let request = AppendRequest(drafts: [report], recordedBy: "uid:1")
        test.engine.append(request) { result in
          if case .success(let answer) = result { reported.withLock { $0 = answer.head } }
        }
      }
      return true
    }
    let seq = reported.withLock { $0 }
    #expect(seq == 3003)
    #expect(answer.redaction?.erased == [2, seq])
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `cancelled in the midst it has done nothing`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(Event.said("2025-01-05", "FRA", "support"))
    #expect(try test.redact(2, reason: "r", progress: { _ in false }).end == .cancelled)
    #expect(test.engine.head == 2)
    #expect(try test.stance("FRA", "t").position == .support)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `what cannot be erased is refused`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(Event.said("2025-01-05", "FRA", "support"))
    #expect(refusal { try test.redact(9, reason: "r") } == .unknownEvent)
    #expect(refusal { try test.redact(1, reason: "r") } == .inUse)
    let done = try test.redact(2, reason: "r")
    let seq = try #require(done.redaction?.seq)
    #expect(refusal { try test.redact(seq, reason: "r") } == .invalidValue)
    #expect(refusal { try test.redact(2, reason: "r") } == .redacted)
    // Nothing uses the topic any more.
    #expect(try test.redact(1, reason: "r").end == .complete)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  private func refusal(_ body: () throws -> RebuildAnswer) -> RefusalCode? {
    do {
      _ = try body()
      return nil
    } catch {
      return (error as? Refusal)?.code
    }
  }

  @Test func `corrections, withdrawals, links and reviews of it are harmless or gone`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(Event.said("2025-01-05", "FRA", "support"))
    try test.append(Event.said("2025-01-06", "FRA", "oppose"))
    try test.append(
      """
      {"type":"event.corrected","data":{"event":3,"version":3,"reason":"r","data":\
      {"said":"2025-01-07","holder":"ITA","topic":"t","position":"neutral"}}}
      """,
      #"{"type":"statements.linked","data":{"from":2,"to":3,"kind":"supersedes"}}"#,
      #"{"type":"event.reviewed","data":{"event":4,"verdict":"disputed","coder":"c"}}"#,
      #"{"type":"event.withdrawn","data":{"event":3,"reason":"r"}}"#
    )
    #expect(try test.redact(3, reason: "r").redaction?.erased == [3, 4, 6])
    #expect(try test.rebuild(check: true).end == .complete)
    #expect(try test.stance("FRA", "t").position == .support)
    #expect(try test.stance("ITA", "t").position == nil)
    #expect(try test.stance("FRA", "t", known: 3).position == .support)
    // The withdrawal of what is gone may itself be withdrawn, or go.
    #expect(try test.redact(7, reason: "r").redaction?.erased == [7])
    #expect(try test.rebuild(check: true).end == .complete)
  }
}

extension TestEngine {
  /// Erases and waits.
  @discardableResult
  func redact(
    _ event: UInt64,
    reason: Text,
    progress: @escaping @Sendable (RebuildProgress) -> Bool = { _ in true }
  ) throws -> RebuildAnswer {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<RebuildAnswer, Refusal>?>(nil)
    engine.redact(event: event, reason: reason, recordedBy: "uid:0", progress: progress) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    #expect(done.wait(timeout: .now() + 60) == .success)
    return try #require(answer.withLock { $0 }).get()
  }

  /// The tree over the first events, spelled out.
  func root(size: UInt64) throws -> String {
    try engine.reading { transaction, _ in
      "\(try engine.journal.frontier(size: size, transaction))"
    }
  }
}
