import ChanceryModel
import Dispatch
import Glibc
import Journal
import LMDB
import Synchronization
import Testing

@testable import Projections

/// Filling the projections again, beside the live ones.
@Suite struct RebuildTests {
  private func filled(_ days: Int = 20) throws -> TestEngine {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    try test.append(
      (0..<days).map { number in
        let day = CivilDate.on("2024-01-01").adding(days: number)
        return try test.draft(
          Event.said(day.description, "FRA", number % 3 == 0 ? "oppose" : "support")
        )
      }
    )
    return test
  }

  @Test func `a check changes nothing and can be done again`() throws {
    let test = try filled()
    for _ in 0..<3 {
      let answer = try test.rebuild(check: true)
      #expect(answer.end == .complete)
      #expect(answer.head == 21)
      #expect(
        answer.projections.map(\.name) == [
          "definitions", "stances", "meetings", "reports", "versions",
        ]
      )
      #expect(answer.projections[1].rows > 40)
    }
  }

  @Test func `rebuilt again and again the answers stay, also after a restart`() throws {
    let directory = try TemporaryDirectory()
    var expected: StanceAnswer?
    for round in 0..<3 as Range<UInt64> {
      let test = try TestEngine(in: directory)
      if round == 0 {
        try test.append(Event.topic("t"), Event.said("2025-01-05", "FRA", "support"))
        expected = try test.stance("FRA", "t")
      }
      #expect(try test.stance("FRA", "t") == expected)
      #expect(try test.rebuild(check: false).end == .complete)
      #expect(try test.stance("FRA", "t") == expected)
      #expect(try test.rebuild(check: true).end == .complete)
      test.engine.close()
    }
  }

  @Test(arguments: [true, false])
  func `events appended while it fills are in it`(_ isCheck: Bool) throws {
    let test = try filled()
    let completed = DispatchSemaphore(value: 0)
    let rounds = Mutex(0)
    let draft = try test.draft(Event.said("2025-01-05", "ITA", "oppose"))
    let answer = try test.rebuild(check: isCheck) { _ in
      // The first slices each find another event waiting, so that the head runs ahead of them.
      let round = rounds.withLock { round in
        round += 1
        return round
      }
      if round <= 5 {
        let request = AppendRequest(drafts: [draft], recordedBy: "uid:0")
        test.engine.append(request) { _ in completed.signal() }
      }
      return true
    }
    completed.wait()
    #expect(answer.end == .complete)
    #expect(answer.head >= 21)
    #expect(try test.rebuild(check: true).end == .complete)
    #expect(try test.stance("ITA", "t").position == .oppose)
  }

  @Test func `cancelled it leaves the live rows, and the next one is whole`() throws {
    let test = try filled()
    let before = try test.stance("FRA", "t")
    #expect(try test.rebuild(check: false) { _ in false }.end == .cancelled)
    #expect(try test.stance("FRA", "t") == before)
    #expect(try test.rebuild(check: true).end == .complete)
    #expect(try test.rebuild(check: false).end == .complete)
    #expect(try test.stance("FRA", "t") == before)
  }

  @Test func `a second one at a time is refused`() throws {
    let test = try filled()
    let second = Mutex<Result<RebuildAnswer, Refusal>?>(nil)
    let isFirst = Mutex(true)
    let answer = try test.rebuild(check: true) { _ in
      if isFirst.withLock({ first in
        defer { first = false }
        return first
      }) {
        test.engine.rebuild(check: true, progress: { _ in true }) { result in
          second.withLock { $0 = result }
        }
        // The writer meets the second order before it looks at the first again.
        return true
      }
      return true
    }
    #expect(answer.end == .complete)
    try test.append(Event.said("2025-01-05", "ITA", "oppose"))
    let result = second.withLock { $0 }
    switch result {
    case .failure(let refusal): #expect(refusal.code == .rebuildRunning)
    case .success(let answer): #expect(answer.end == .complete)
    case nil: Issue.record("no answer")
    }
  }

  /// Each table with a row, one byte of which is changed.
  @Test(arguments: ["rows", "runs", "turns", "pairs", "topics"])
  func `a damaged row is found, and mended`(_ name: String) throws {
    let test = try filled()
    let set = test.engine.sets[0]
    let index = try #require(StanceTables.names.firstIndex(of: name))
    let table = set.stances.tables[index]
    try test.engine.journal.environment.write { transaction throws in
      var key: [UInt8] = []
      var value: [UInt8] = []
      do {
        var cursor = try transaction.cursor(table)
        guard let entry = try cursor.last() else { return }
        key = entry.key.toArray()
        value = entry.value.toArray()
      }
      value[value.count - 1] ^= 1
      try transaction.put(table, key, value)
    }
    let found = try test.rebuild(check: true)
    #expect(found.end == .different)
    #expect(found.projections.filter { !$0.isIdentical }.map(\.name) == ["stances"])
    let mended = try test.rebuild(check: false)
    #expect(mended.projections.filter { !$0.isIdentical }.map(\.name) == ["stances"])
    #expect(try test.rebuild(check: true).end == .complete)
  }

  private func damageNewestRun(_ test: TestEngine) throws {
    let stances = test.engine.sets[0].stances.stances
    try test.engine.journal.environment.write { transaction throws in
      var key: [UInt8] = []
      do {
        var cursor = try transaction.cursor(stances.runs.table)
        guard let entry = try cursor.last() else { return }
        key = entry.key.toArray()
      }
      try transaction.put(stances.runs.table, key, [UInt8](repeating: 0xFF, count: 9))
    }
  }

  @Test func `a request that meets damage takes none of its commit with it`() throws {
    let test = try filled()
    try damageNewestRun(test)
    let gate = DispatchSemaphore(value: 0)
    let isFirst = Mutex(true)
    // The writer stands still after its next commit, so that all that follows is one commit.
    test.engine.addCommitListener { _ in
      if isFirst.withLock({ first in
        defer { first = false }
        return first
      }) {
        gate.wait()
      }
    }
    let results = Mutex<[Int: Bool]>([:])
    let left = DispatchSemaphore(value: 0)
    let holders = ["DEU", "GBR", "ITA", "FRA", "POL", "ESP"]
    for (number, holder) in holders.enumerated() {
      let draft = try test.draft(Event.said("2025-01-05", holder, "oppose"))
      let request = AppendRequest(drafts: [draft], recordedBy: "uid:0")
      test.engine.append(request) { result in
        results.withLock { $0[number] = (try? result.get()) != nil }
        left.signal()
      }
      guard number == 0 else { continue }
      let deadline = ContinuousClock.now + .seconds(20)
      while test.engine.head < 22, ContinuousClock.now < deadline { usleep(1000) }
    }
    gate.signal()
    for _ in holders { #expect(left.wait(timeout: .now() + 20) == .success) }
    let served = results.withLock { results in holders.indices.map { results[$0] } }
    #expect(served == [true, true, true, false, true, true])
    #expect(test.engine.head == 26)
  }

  @Test func `a damaged row stops what meets it and nothing else, until it is mended`() throws {
    let test = try filled()
    try damageNewestRun(test)
    let event = Event.said("2025-01-05", "FRA", "oppose")
    #expect(throws: Refusal.self) { try test.stance("FRA", "t") }
    #expect(try test.refusal(event)?.code == .internalError)
    guard case .failure(let refusal) = test.result([try test.draft(event)], dryRun: true) else {
      Issue.record("accepted")
      return
    }
    #expect(refusal.code == .internalError)
    #expect(test.engine.head == 21)
    try test.append(Event.said("2025-01-05", "GBR", "oppose"))
    #expect(try test.rebuild(check: false).end == .complete)
    try test.append(event)
    #expect(try test.stance("FRA", "t").position == .oppose)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `a missing and a spare row are found`() throws {
    for isMissing in [true, false] {
      let test = try filled()
      let table = test.engine.sets[0].definitions.uses
      try test.engine.journal.environment.write { transaction throws in
        let key = [VocabularyKind.topic.rawValue] + Array((isMissing ? "t" : "u").utf8)
        if isMissing {
          _ = try transaction.delete(table, key)
        } else {
          try transaction.put(table, key, [0])
        }
      }
      #expect(try test.rebuild(check: true).end == .different)
    }
  }

  @Test func `closed while it works it is cancelled, and answered`() throws {
    let test = try filled()
    let answer = Mutex<Result<RebuildAnswer, Refusal>?>(nil)
    let begun = DispatchSemaphore(value: 0)
    let mayGoOn = DispatchSemaphore(value: 0)
    test.engine.rebuild(
      check: true,
      progress: { _ in
        begun.signal()
        mayGoOn.wait()
        return true
      }
    ) { result in answer.withLock { $0 = result } }
    begun.wait()
    mayGoOn.signal()
    test.engine.close()
    let end = try #require(answer.withLock { $0 }).get().end
    #expect(end == .complete || end == .cancelled)
  }
}
