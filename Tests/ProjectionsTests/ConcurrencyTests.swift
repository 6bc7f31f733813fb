import ChanceryModel
import Dispatch
import Glibc
import Projections
import Synchronization
import Testing

/// Many writers, many readers, one order.
@Suite struct ConcurrencyTests {
  @Test func `1,600 requests of 8 threads get gapless numbers, visible when they are told`() throws
  {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let seqs = Mutex<[UInt64]>([])
    let unseen = Mutex(0)
    let left = DispatchSemaphore(value: 0)
    let drafts = try (1...8).map { thread in
      try test.draft(Event.said("2025-01-0\(thread)", "FRA", "support"))
    }
    DispatchQueue.concurrentPerform(iterations: 8) { thread in
      for number in 0..<200 {
        let count = number % 5 + 1
        let request = AppendRequest(
          drafts: Array(repeating: drafts[thread], count: count),
          recordedBy: Text("uid:\(thread)")
        )
        let waits = DispatchSemaphore(value: 0)
        test.engine.append(request) { result in
          if case .success(let answer) = result {
            seqs.withLock { $0 += answer.results.map(\.seq) }
            let isSeen =
              test.engine.head >= answer.last ?? .max
              && (try? test.engine.event(answer.last ?? 0, derived: false)) != nil
            if !isSeen { unseen.withLock { $0 += 1 } }
          }
          left.signal()
          waits.signal()
        }
        // Half of the threads wait for each answer, the others pour.
        if thread % 2 == 0 || number % 50 == 49 { waits.wait() }
      }
    }
    for _ in 0..<1600 { left.wait() }
    #expect(unseen.withLock { $0 } == 0)
    let sorted = seqs.withLock { $0.sorted() }
    #expect(sorted == Array(2...UInt64(sorted.count + 1)))
    #expect(sorted.count == 4800)
    #expect(test.engine.head == UInt64(sorted.count + 1))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `a reader sees one consistent head while events pour in`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let pair = try [
      test.draft(Event.said("2025-01-05", "FRA", "support")),
      test.draft(Event.said("2025-01-05", "GBR", "support")),
    ]
    let isDone = Mutex(false)
    let group = DispatchGroup()
    let torn = Mutex<[String]>([])
    DispatchQueue.global().async(group: group) {
      var last: UInt64 = 0
      while !isDone.withLock({ $0 }) {
        let board = try? test.engine.board(topic: "t", clocks: ClockQuery(), after: nil, limit: 9)
        guard let board, !board.items.isEmpty else { continue }
        // Every commit has one of each, so every head has as many of one as of the other.
        let counts = board.items.map { $0.confirmedBy.count + 1 }
        let heads = Set(board.items.map(\.head))
        if counts.count != 2 || counts[0] != counts[1] || heads != [board.clocks.head]
          || board.clocks.head < last || board.clocks.head % 2 == 0
        {
          torn.withLock { $0.append("\(counts) at \(heads)") }
        }
        last = board.clocks.head
      }
    }
    for _ in 0..<300 { try test.append(pair) }
    isDone.withLock { $0 = true }
    group.wait()
    #expect(torn.withLock { $0 }.isEmpty)
  }

  @Test func `small requests are served while large ones wait, and all are served`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let draft = try test.draft(Event.said("2025-01-05", "FRA", "support"))
    let left = DispatchSemaphore(value: 0)
    let served = Mutex(0)
    for number in 0..<60 {
      let request = AppendRequest(
        drafts: Array(repeating: draft, count: number % 3 == 0 ? 1500 : 1),
        recordedBy: "uid:0"
      )
      test.engine.append(request) { result in
        if case .success = result { served.withLock { $0 += 1 } }
        left.signal()
      }
    }
    for _ in 0..<60 { #expect(left.wait(timeout: .now() + 60) == .success) }
    #expect(served.withLock { $0 } == 60)
    #expect(test.engine.head == 1 + 20 * 1500 + 40)
  }

  @Test func `a large request is served although small ones never cease`() throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let draft = try test.draft(Event.said("2025-01-05", "FRA", "support"))
    let isDone = Mutex(false)
    let inFlight = DispatchSemaphore(value: 300)
    let group = DispatchGroup()
    for _ in 0..<3 {
      DispatchQueue.global().async(group: group) {
        let one = AppendRequest(drafts: [draft], recordedBy: "uid:0")
        while !isDone.withLock({ $0 }) {
          inFlight.wait()
          test.engine.append(one) { _ in inFlight.signal() }
        }
      }
    }
    while test.engine.head < 500 { usleep(1000) }
    let served = DispatchSemaphore(value: 0)
    let many = AppendRequest(
      drafts: Array(repeating: draft, count: 4000),
      recordedBy: "uid:1"
    )
    test.engine.append(many) { _ in served.signal() }
    #expect(served.wait(timeout: .now() + 20) == .success)
    isDone.withLock { $0 = true }
    group.wait()
    for _ in 0..<300 { inFlight.wait() }
    for _ in 0..<300 { inFlight.signal() }
  }

  @Test func `a listener hears of no commit that was answered before it came`() throws {
    let test = try TestEngine()
    let heads = Mutex<[UInt64]>([])
    try test.append(Event.topic("t"))
    for number in UInt64(2)..<200 {
      try test.append(Event.said("2025-01-05", "FRA", "support"))
      test.engine.addCommitListener { head in
        if head <= number { heads.withLock { $0.append(head) } }
      }
    }
    test.engine.close()
    #expect(heads.withLock { $0 } == [])
  }

  @Test func `commit listeners hear of every head, never backwards`() throws {
    let test = try TestEngine()
    let heads = Mutex<[UInt64]>([])
    test.engine.addCommitListener { head in heads.withLock { $0.append(head) } }
    try test.append(Event.topic("t"))
    for _ in 0..<20 { try test.append(Event.said("2025-01-05", "FRA", "support")) }
    // The last commit's answer comes before its listeners are told.
    test.engine.close()
    #expect(heads.withLock { $0 } == Array(1...21))
  }
}
