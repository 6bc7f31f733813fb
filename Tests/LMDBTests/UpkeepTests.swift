import Glibc
import LMDB
import Testing

@Suite struct UpkeepTests {
  @Test func `a compact copy opens and holds the same entries`() throws {
    let store = try Store()
    try store.fill(Array(1...200))
    try store.environment.write { transaction in
      for key in UInt8(1)...150 { try transaction.delete(store.table, [key]) }
    }
    let path = store.directory.path + "/copy"
    // The name is read during the call only.
    try #require(unsafe mkdir(path, 0o700) == 0)
    try store.environment.copyCompact(to: path + "/data.mdb")
    #expect(code { try store.environment.copyCompact(to: path + "/data.mdb") } == .fileExists)
    let copied = try LMDB.Environment(path: path)
    let table = try copied.openTable(named: "table", create: false)
    #expect(try copied.read { try $0.statistics(table).entryCount } == 50)
    #expect(try copied.info().lastPage <= store.environment.info().lastPage)
  }

  @Test func `a copy that fails leaves no file`() throws {
    let store = try Store()
    let missing = store.directory.path + "/none/data.mdb"
    #expect(code { try store.environment.copyCompact(to: missing) } == .noSuchFile)
    #expect(code { try store.environment.copyCompact(to: Int32(-1)) } != nil)
  }

  @Test func `a copy that is streamed is the copy that is written, and its size is known at once`()
    throws
  {
    let store = try Store()
    for round in 0..<400 {
      try store.environment.write { transaction in
        try transaction.put(
          store.table,
          Array("key \(round)".utf8),
          [UInt8](repeating: UInt8(round & 0xFF), count: 20_000)
        )
      }
    }
    let path = store.directory.path + "/copy"
    // The name is read during the call only.
    try #require(unsafe mkdir(path, 0o700) == 0)
    try store.environment.copyCompact(to: path + "/data.mdb")
    var streamed: [UInt8] = []
    var announced: Int?
    try store.environment.copyCompact(throwing: Never.self) { block in
      if streamed.isEmpty {
        announced = LMDB.Environment.byteCount(ofCopyBeginningWith: block)
      }
      for index in 0..<block.byteCount { streamed.append(block[index]) }
    }
    // As a truth value: the difference of two such arrays takes minutes to show.
    let isSame = streamed == file(path + "/data.mdb")
    #expect(isSame)
    #expect(announced == streamed.count)
    #expect(streamed.count > 4 << 20)
  }

  private func file(_ path: String) -> [UInt8] {
    // The name is read during the call only; so is the buffer, which is as large as is said.
    let descriptor = unsafe open(path, O_RDONLY)
    defer { close(descriptor) }
    var buffer = [UInt8](repeating: 0, count: 64 << 20)
    let count = unsafe read(descriptor, &buffer, buffer.count)
    return Array(buffer.prefix(count))
  }

  @Test func `a copy whose taker gives up ends with the taker's error, and the store goes on`()
    throws
  {
    struct Enough: Error {}
    let store = try Store()
    try store.environment.write { transaction in
      for key in UInt8(1)...200 {
        try transaction.put(store.table, [key], [UInt8](repeating: key, count: 50_000))
      }
    }
    for blocks in [1, 3] {
      var taken = 0
      #expect(throws: TransactionError<Enough>.self) {
        try store.environment.copyCompact(throwing: Enough.self) { _ throws(Enough) in
          taken += 1
          if taken == blocks { throw Enough() }
        }
      }
      #expect(taken == blocks)
    }
    try store.fill([255])
    #expect(try store.value([255]) == [255])
    #expect(try store.environment.oldestReaderLag() == 0)
  }

  @Test func `figures follow the commits`() throws {
    let store = try Store { $0.maxReaders = 17 }
    let before = try store.environment.info()
    try store.fill([1])
    let after = try store.environment.info()
    #expect(after.lastTransaction == before.lastTransaction + 1)
    #expect(after.mapByteCount == 1 << 40)
    #expect(after.readerCountMax == 17)
    #expect(after.pageByteCount == 4_096)
    #expect(after.usedByteCount == (after.lastPage + 1) * 4_096)
  }

  @Test func `flushing and checking readers succeed`() throws {
    let store = try Store()
    try store.fill([1])
    try store.environment.sync()
    #expect(try store.environment.readerCheck() == 0)
    #expect(LMDB.Environment.version.hasPrefix("0.9."))
  }

  @Test func `messages say what happened, what to do and where`() {
    let full = LMDBError(.mapFull, operation: "mdb_put")
    #expect(full.description.contains("MDB_MAP_FULL"))
    #expect(full.message.contains("mapByteCount"))
    #expect(full.description.hasSuffix("(mdb_put, code -30792)"))
    #expect(LMDBError(.diskFull, operation: "x").message.contains("space"))
  }

  @Test func `only failures of the file or the disk are fatal`() {
    for fatal: LMDBError.Code in [.panic, .corrupted, .pageNotFound, .inputOutput] {
      #expect(LMDBError(fatal, operation: "x").isFatal)
    }
    for harmless: LMDBError.Code in [.mapFull, .keyExists, .readersFull, .badValueSize, .diskFull] {
      #expect(!LMDBError(harmless, operation: "x").isFatal)
    }
  }
}
