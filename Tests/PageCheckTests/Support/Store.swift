import Glibc
import LMDB
import PageCheck
import Testing

/// A real environment of its own for one test.
struct Store {
  let directory: TemporaryDirectory
  let environment: LMDB.Environment
  let tables: [Table]

  init(tableCount: Int = 3) throws {
    directory = try TemporaryDirectory()
    var configuration = LMDB.Environment.Configuration()
    configuration.durability = .withoutSync
    environment = try LMDB.Environment(path: directory.path, configuration: configuration)
    let environment = environment
    tables = try (0..<tableCount).map { try environment.openTable(named: "table-\($0)") }
  }

  var path: String { directory.path + "/data.mdb" }

  /// The data file as it is now.
  func bytes() throws -> [UInt8] {
    try Store.bytes(of: path)
  }

  static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    var status = stat()
    try #require(fstat(descriptor, &status) == 0)
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    try #require(pread(descriptor, &bytes, bytes.count, 0) == bytes.count)
    return bytes
  }

  /// Changes the tables at random in one transaction.
  ///
  /// Keys of all sizes, values of no byte up to some overflow pages; a key may be put twice, so that
  /// a smaller value takes the place of a greater one.
  func change(_ count: Int, deleting: Int, _ random: inout SeededGenerator) throws {
    try environment.write { transaction throws in
      for _ in 0..<count {
        let table = tables[Int.random(in: 0..<tables.count, using: &random)]
        let key = Store.key(&random)
        if Int.random(in: 0..<100, using: &random) < deleting {
          try transaction.delete(table, key)
        } else {
          let size =
            switch Int.random(in: 0..<20, using: &random) {
            case 0: Int.random(in: 2000...2100, using: &random)
            case 1: Int.random(in: 4000...40_000, using: &random)
            default: Int.random(in: 0...300, using: &random)
            }
          let byte = UInt8.random(in: 0...255, using: &random)
          try transaction.put(table, key, [UInt8](repeating: byte, count: size))
        }
      }
    }
  }

  private static func key(_ random: inout SeededGenerator) -> [UInt8] {
    let number = UInt16.random(in: 0..<3000, using: &random)
    let length = number % 7 == 0 ? Int(number % 500) : Int(number % 30)
    let head = [UInt8(number >> 8), UInt8(number & 0xFF)]
    return head + [UInt8](repeating: UInt8(number & 0xFF), count: length)
  }

  /// A small file with everything in it: branches, overflow runs, a free list.
  static func small(seed: UInt64 = 7, changes: Int = 40) throws -> MemoryPages {
    var random = SeededGenerator(seed: seed)
    let store = try Store(tableCount: 2)
    for _ in 0..<6 { try store.change(changes, deleting: 20, &random) }
    return MemoryPages(try store.bytes())
  }
}
