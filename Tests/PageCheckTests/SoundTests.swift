import Glibc
import LMDB
import PageCheck
import Testing

/// What LMDB has written is sound, however it came about.
@Suite struct SoundTests {
  @Test func `a new environment is sound`() throws {
    let store = try Store(tableCount: 0)
    let report = try PageWalk.check(path: store.path)
    #expect(report.damages == [])
    #expect(report.pages == 2)
    #expect(report.tables == [])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `an environment is sound after each of many random commits`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let store = try Store()
    for round in 0..<60 {
      try store.change(Int.random(in: 1...400, using: &random), deleting: round % 90, &random)
      let report = try PageWalk.check(path: store.path)
      #expect(report.damages == [], "seed \(seed), round \(round)")
      try expectCounts(report, store)
    }
  }

  @Test func `a long free list is sound`() throws {
    var random = SeededGenerator(seed: 4)
    let store = try Store()
    // The reader keeps every page from being used again: lists of many commits, then one of
    // thousands of pages, which needs overflow pages itself.
    try store.environment.read { _ throws in
      for _ in 0..<50 { try store.change(300, deleting: 30, &random) }
      let report = try PageWalk.check(path: store.path)
      #expect(report.damages == [])
      #expect(report.freePages > 3000)
    }
    for _ in 0..<20 {
      try store.change(3, deleting: 30, &random)
      #expect(try PageWalk.check(path: store.path).damages == [])
    }
    try empty(store)
    let report = try PageWalk.check(path: store.path)
    #expect(report.damages == [])
    #expect(report.tables.map(\.entries) == [0, 0, 0])
    try store.change(100, deleting: 0, &random)
    #expect(try PageWalk.check(path: store.path).damages == [])
  }

  @Test func `an appended table of several levels is sound`() throws {
    let store = try Store(tableCount: 1)
    for commit in 0..<40 {
      try store.environment.write { transaction throws in
        for number in 0..<500 {
          let key = commit * 500 + number
          let bytes = [UInt8(key >> 16), UInt8(key >> 8 & 0xFF), UInt8(key & 0xFF)]
          let long = bytes + [UInt8](repeating: 1, count: 300)
          try transaction.append(store.tables[0], long, bytes)
        }
      }
    }
    let report = try PageWalk.check(path: store.path)
    #expect(report.damages == [])
    #expect(report.branchPages > 100)
    try expectCounts(report, store)
  }

  @Test func `a compact copy is sound, with as many entries`() throws {
    var random = SeededGenerator(seed: 5)
    let store = try Store()
    for _ in 0..<20 { try store.change(200, deleting: 30, &random) }
    let copy = store.directory.path + "/copy.mdb"
    try store.environment.copyCompact(to: copy)
    let report = try PageWalk.check(path: copy)
    #expect(report.damages == [])
    #expect(report.freePages == 0)
    #expect(report.tables == (try PageWalk.check(path: store.path)).tables)
  }

  @Test func `a commit can be walked while others follow`() throws {
    var random = SeededGenerator(seed: 6)
    let store = try Store()
    for _ in 0..<10 { try store.change(300, deleting: 30, &random) }
    try store.environment.read { _ throws in
      let pinned = try PageWalk.check(path: store.path)
      try store.change(300, deleting: 30, &random)
      let again = try PageWalk.check(path: store.path, transaction: pinned.transaction)
      #expect(again.damages == [])
      #expect(again.tables == pinned.tables)
      // Pages of an older commit stay; its meta page goes.
      try store.change(300, deleting: 30, &random)
      #expect(throws: PageCheckError.transactionGone(pinned.transaction)) {
        try PageWalk.check(path: store.path, transaction: pinned.transaction)
      }
    }
  }

  @Test func `progress ends at the number of pages`() throws {
    var random = SeededGenerator(seed: 8)
    let store = try Store()
    for _ in 0..<20 { try store.change(3000, deleting: 10, &random) }
    let steps = Steps()
    let report = try PageWalk.check(path: store.path) { steps.values.append(($0, $1)) }
    #expect(report.pages > 4096)
    #expect(steps.values.count > 1)
    #expect(steps.values.last?.0 == report.pages)
    #expect(steps.values.allSatisfy { $0.0 <= $0.1 && $0.1 == report.pages })
  }

  @Test func `a file that is not there is an error of the system`() {
    #expect(
      throws: PageCheckError.system(operation: "open", path: "/tmp/none/data.mdb", ENOENT)
    ) {
      try PageWalk.check(path: "/tmp/none/data.mdb")
    }
  }

  private final class Steps {
    var values: [(UInt64, UInt64)] = []
  }

  /// Deletes all that the tables hold.
  private func empty(_ store: Store) throws {
    try store.environment.write { transaction throws in
      for table in store.tables {
        var cursor = try transaction.writeCursor(table)
        while try cursor.next() != nil { try cursor.deleteCurrent() }
      }
    }
  }

  /// The walk counts what LMDB counts.
  private func expectCounts(_ report: PageReport, _ store: Store) throws {
    let info = try store.environment.info()
    #expect(report.transaction == info.lastTransaction)
    #expect(report.pages == UInt64(info.lastPage + 1))
    try store.environment.read { transaction throws in
      for (table, found) in zip(store.tables, report.tables) {
        let figures = try transaction.statistics(table)
        #expect(found.name == table.name)
        #expect(found.entries == UInt64(figures.entryCount))
      }
    }
  }
}
