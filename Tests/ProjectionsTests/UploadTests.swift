import ChanceryModel
import Dispatch
import Projections
import Synchronization
import Testing

/// Parts of an append of any length, several at the writer at once.
@Suite struct UploadTests {
  /// Hands parts over one after another, and gives what became of each.
  private func append(
    _ parts: [[EventDraft]],
    of upload: Upload,
    to test: TestEngine
  ) -> [Result<AppendAnswer, Refusal>] {
    let results = Mutex<[Int: Result<AppendAnswer, Refusal>]>([:])
    let left = DispatchSemaphore(value: 0)
    for (index, drafts) in parts.enumerated() {
      test.engine.append(
        part: AppendRequest(drafts: drafts, recordedBy: "uid:0"),
        of: upload
      ) { result in
        results.withLock { $0[index] = result }
        left.signal()
      }
    }
    for _ in parts { #expect(left.wait(timeout: .now() + 60) == .success) }
    return results.withLock { results in parts.indices.compactMap { results[$0] } }
  }

  @Test func `behind a refused part nothing of its upload is appended`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let good = try test.draft(Event.said("2025-01-05", "FRA", "support"))
    let bad = try test.draft(Event.said("2025-01-05", "nobody-known", "support"))
    let upload = Upload()
    let results = append([[good, good], [good, bad], [good], [good]], of: upload, to: test)
    let codes = results.map { result -> RefusalCode? in
      if case .failure(let refusal) = result { refusal.code } else { nil }
    }
    #expect(codes == [nil, .unknownActor, .busy, .busy])
    #expect(test.engine.head == 3)
    // Not later either, but an upload anew goes on.
    guard case .failure = append([[good]], of: upload, to: test)[0] else {
      Issue.record("the upload has ended")
      return
    }
    guard case .success(let answer) = append([[good]], of: Upload(), to: test)[0] else {
      Issue.record("another upload has nothing to do with it")
      return
    }
    #expect(answer.first == 4)
  }

  @Test func `parts come in order, whatever their size, and single events between them`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let drafts = try (1...28).map {
      try test.draft(Event.said($0 < 10 ? "2025-01-0\($0)" : "2025-01-\($0)", "FRA", "support"))
    }
    let isDone = Mutex(false)
    let group = DispatchGroup()
    let singles = Mutex(0)
    DispatchQueue.global().async(group: group) {
      let one = AppendRequest(drafts: [drafts[0]], recordedBy: "uid:1")
      while !isDone.withLock({ $0 }) {
        let waits = DispatchSemaphore(value: 0)
        test.engine.append(one) { _ in waits.signal() }
        waits.wait()
        singles.withLock { $0 += 1 }
      }
    }
    let parts = (0..<120).map { number in
      (0..<(1 + number * 37 % 200)).map { drafts[$0 % drafts.count] }
    }
    let results = append(parts, of: Upload(), to: test)
    isDone.withLock { $0 = true }
    group.wait()
    var last: UInt64 = 1
    for (part, result) in zip(parts, results) {
      guard case .success(let answer) = result, let first = answer.first else {
        Issue.record("a part was refused")
        return
      }
      #expect(first > last)
      #expect(answer.last == first + UInt64(part.count) - 1)
      last = answer.last ?? last
    }
    let count = parts.reduce(0) { $0 + $1.count }
    #expect(test.engine.head == UInt64(1 + count + singles.withLock { $0 }))
    #expect(try test.rebuild(check: true).end == .complete)
  }
}
