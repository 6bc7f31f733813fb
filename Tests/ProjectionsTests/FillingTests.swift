import ChanceryModel
import Journal
import LMDB
import Synchronization
import Testing

@testable import Projections

/// Filling a generation slice by slice, while appends wait or do not.
@Suite struct FillingTests {
  @Test func `a long slice is given up for an append, and the rows are those that were kept`()
    throws
  {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    for part in 0..<6 {
      try test.append(
        (0..<500).map { number in
          let day = CivilDate.on("2010-01-01").adding(days: part * 500 + number)
          let position = number % 7 == 0 ? "oppose" : "support"
          return try test.draft(
            Event.said(day.description, number % 2 == 0 ? "FRA" : "ITA", position)
          )
        }
      )
    }
    let (journal, sets) = (test.engine.journal, test.engine.sets)
    let isAwaited = Mutex(false)
    var filling = Filling(journal, sets[1]) { isAwaited.withLock { $0 } }
    var redaction: Redaction?
    func fill() throws -> UInt64? {
      try filling.fill(without: &redaction) { _, _ throws in }
    }
    // The first is short and undisturbed, so that the next may be long.
    #expect(try fill() == test.engine.head)
    isAwaited.withLock { $0 = true }
    let before = filling.done
    #expect(before > 0 && before < test.engine.head)
    #expect(try fill() == nil, "nobody waited for it")
    #expect(filling.done == before, "nothing was written")
    // What follows is short: it goes on though appends wait.
    #expect(try fill() == test.engine.head)
    #expect(filling.done > before)
    isAwaited.withLock { $0 = false }
    for _ in 0..<3000 where filling.done < test.engine.head { _ = try fill() }
    #expect(filling.done == test.engine.head)
    try journal.environment.read { transaction throws in
      for (kept, filled) in zip(sets[0].all, sets[1].all) {
        for (one, other) in zip(kept.tables, filled.tables) {
          var differences = 0
          try TableComparison.walk(other, transaction, against: one, transaction) {
            true
          } found: { _, _ in
            differences += 1
            return true
          }
          #expect(differences == 0, "\(other.name)")
        }
      }
    }
  }

  @Test func `of as many pairs as there are states and issues hardly one is forgotten`() {
    var memory = PairMemory()
    let names = (0..<200).flatMap { holder in (0..<7).map { (Text("h\(holder)"), Text("t\($0)")) } }
    for (number, name) in names.enumerated() { memory.remember(name.0, name.1, UInt32(number)) }
    let forgotten = names.count { memory.pair($0.0, $0.1) == nil }
    #expect(forgotten <= names.count / 100, "\(forgotten) of \(names.count)")
  }

  @Test func `a batch counts each pair once, however often it comes`() {
    let day = CivilDate.on("2010-01-01")
    let candidate = StanceCandidate(
      seq: 1,
      version: 1,
      earliest: day,
      latest: day,
      rank: .head,
      position: .support
    )
    let entry = StanceEntry.candidate(StanceRow(candidate: candidate, flags: 0, publicDay: nil))
    var batch = StanceBatch(remembersPairs: true)
    for pair: UInt32 in [1, 2, 1, 2, 1] { batch.add(.init(pair: pair, seq: 1, entry: entry)) }
    #expect(batch.pairCount == 0, "nobody asked")
    batch.beginPairCount()
    for pair: UInt32 in [1, 2, 1, 2, 1] { batch.add(.init(pair: pair, seq: 1, entry: entry)) }
    #expect(batch.pairCount == 2)
    batch.beginPairCount()
    #expect(batch.pairCount == 0)
  }

  @Test func `pairs are remembered by their whole names, and long names are not`() {
    var memory = PairMemory()
    for number in 0..<10_000 as Range<UInt32> {
      memory.remember(Text("h\(number)"), "t", number)
      #expect(memory.pair(Text("h\(number)"), "t") == number)
      // Forgotten for another, or remembered as what it is.
      let earlier = memory.pair(Text("h\(number / 2)"), "t")
      #expect(earlier == nil || earlier == number / 2)
    }
    let long = Text(String(repeating: "x", count: 60))
    memory.remember(long, "t", 7)
    #expect(memory.pair(long, "t") == nil)
    #expect(memory.pair("h1", "") == nil)
  }
}
