import Glibc
import LMDB
import Testing

/// Reads where nobody else commits: what is held between them, and until when.
@Suite struct SoleWriterTests {
  private func store() throws -> Store { try Store { $0.isSoleWriter = true } }

  @Test func `a read sees every commit that has returned`() throws {
    let store = try store()
    for key in UInt8(1)...200 {
      try store.fill([key])
      #expect(try store.value([key]) == [key])
      #expect(try store.value([key]) == [key])
    }
  }

  @Test func `a change that was undone is not seen`() throws {
    struct Undone: Error {}
    let store = try store()
    try store.fill([1])
    #expect(try store.value([1]) == [1])
    #expect(throws: Undone.self) {
      try store.environment.write { transaction in
        try transaction.put(store.table, [1], [9])
        throw Undone()
      }
    }
    #expect(try store.value([1]) == [1])
  }

  @Test func `a read that outlasts a commit does not lend its snapshot to the next`() throws {
    let store = try store()
    try store.fill([1])
    try store.environment.read { old in
      try store.fill([2])
      let later = try copy(old, store.table, [2])
      #expect(later == nil)
    }
    #expect(try store.value([2]) == [2])
  }

  @Test func `snapshots held by idle readers keep no page from being used again`() throws {
    let store = try store()
    let value = [UInt8](repeating: 7, count: 3000)
    func commit(_ number: UInt8) throws {
      try store.environment.write { try $0.put(store.table, [1], value + [number]) }
      // Three at once, so that more than one waits in the pool.
      try store.environment.read { _ in
        try store.environment.read { _ in _ = try store.value([1]) }
      }
    }
    for number in UInt8(0)..<20 { try commit(number) }
    let before = try store.environment.info().lastPage
    for number in UInt8(0)..<200 { try commit(number) }
    #expect(try store.environment.info().lastPage == before)
    #expect(try store.environment.oldestReaderLag() == 0)
  }

  @Test func `a table made later is found by readers of before`() throws {
    let store = try store()
    try store.fill([1])
    #expect(try store.value([1]) == [1])
    let later = try store.environment.openTable(named: "later")
    let isThere = try store.environment.read { try $0.contains(later, [1]) }
    #expect(!isThere)
    try store.environment.write { try $0.put(later, [1], [2]) }
    let found = try store.environment.read { try copy($0, later, [1]) }
    #expect(found == [2])
  }

  @Test func `readers on many threads never see less than was acknowledged`() async throws {
    let store = try store()
    let (environment, table) = (store.environment, store.table)
    try environment.write { try $0.put(table, [1], []) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<200 {
            let written = try environment.write { transaction in
              let count = (try copy(transaction, table, [1])?.count ?? 0) + 1
              try transaction.put(table, [1], [UInt8](repeating: 1, count: count))
              return count
            }
            let seen = try environment.read { try copy($0, table, [1])?.count ?? 0 }
            #expect(seen >= written)
          }
        }
        group.addTask {
          var last = 0
          for _ in 0..<2_000 {
            let seen = try environment.read { try copy($0, table, [1])?.count ?? 0 }
            #expect(seen >= last)
            last = seen
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.value([1])?.count == 400)
  }

  @Test func `a read that failed does not spoil those that come after it`() throws {
    let store = try store()
    let value = [UInt8](repeating: 7, count: 1000)
    try store.environment.write { transaction in
      for key in UInt8(0)..<100 { try transaction.put(store.table, [key], value) }
    }
    let (first, last): ([UInt8], [UInt8]) = ([0], [99])
    #expect(try store.value(last) == value)
    try loseLastLeaves(store.directory.path + "/data.mdb")
    for _ in 0..<3 {
      #expect(code { _ = try store.value(last) } == .pageNotFound)
      #expect(try store.value(first) == value)
    }
  }

  /// Makes the last entry of each branch page point far beyond the end of the file.
  private func loseLastLeaves(_ path: String) throws {
    // The name is read during the call only.
    let descriptor = unsafe open(path, O_RDWR)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var page = [UInt8](repeating: 0, count: 4096)
    var place = 0
    var lostCount = 0
    // Neither call keeps the pointer.
    while unsafe pread(descriptor, &page, page.count, place) == page.count {
      let u16 = { (offset: Int) in Int(page[offset]) | Int(page[offset + 1]) << 8 }
      // MDB_page: flags at 10 (1 is a branch), end of the pointers to nodes at 12, pointers from 16 on.
      if place >= 8192, u16(10) == 1 {
        let node = u16(u16(12) - 2)
        page.replaceSubrange(node..<node + 4, with: [255, 255, 255, 127])
        try #require(unsafe pwrite(descriptor, page, page.count, place) == page.count)
        lostCount += 1
      }
      place += page.count
    }
    try #require(lostCount > 0)
  }
}
