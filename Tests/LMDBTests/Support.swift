import Glibc
import LMDB
import Testing

/// A directory of its own for one test, removed with what LMDB has put there.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    let base = "/tmp/lmdb-tests-\(getpid())-"
    path = base + String(UInt64.random(in: .min ... .max), radix: 36)
    // The name is read during the call only.
    try #require(unsafe mkdir(path, 0o700) == 0)
  }

  deinit {
    for name in ["data.mdb", "lock.mdb", "copy/data.mdb", "copy/lock.mdb", "copy", ""] {
      // The name is read during the call only; what is not there need not be removed.
      _ = unsafe remove(path + "/" + name)
    }
  }
}

/// An environment of its own for one test, with one table in it.
struct Store {
  let directory: TemporaryDirectory
  let environment: LMDB.Environment
  let table: Table

  init(_ change: (inout LMDB.Environment.Configuration) -> Void = { _ in }) throws {
    var configuration = LMDB.Environment.Configuration()
    configuration.durability = .withoutSync
    change(&configuration)
    directory = try TemporaryDirectory()
    environment = try LMDB.Environment(path: directory.path, configuration: configuration)
    table = try environment.openTable(named: "table")
  }

  /// Stores keys of one byte, each with a value of one byte.
  func fill(_ keys: [UInt8]) throws {
    try environment.write { transaction in
      for key in keys { try transaction.put(table, [key], [key]) }
    }
  }

  func value(_ key: [UInt8]) throws -> [UInt8]? {
    try environment.read { transaction in try copy(transaction, table, key) }
  }

  func keys() throws -> [UInt8] {
    try environment.read { transaction in
      var keys: [UInt8] = []
      var cursor = try transaction.cursor(table)
      while let entry = try cursor.next() { keys.append(entry.key[0]) }
      return keys
    }
  }
}

/// Reads a value out of either kind of transaction.
func copy<Transaction: ReadableTransaction & ~Copyable>(
  _ transaction: borrowing Transaction,
  _ table: Table,
  _ key: [UInt8]
) throws(LMDBError) -> [UInt8]? {
  guard let value = try transaction.value(table, key) else { return nil }
  return value.toArray()
}

/// The code of the error that a closure throws.
func code(_ body: () throws -> Void) -> LMDBError.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? LMDBError)?.code
  }
}

/// How a process ends that Swift has stopped for a broken rule.
#if arch(x86_64)
let trap = ExitTest.Condition.signal(SIGILL)
#else
let trap = ExitTest.Condition.signal(SIGTRAP)
#endif

/// Numbers that look random and are the same in every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Runs closures at once, a thread each, and returns when all have ended.
func onThreads(_ bodies: [@Sendable () -> Void]) {
  var threads: [pthread_t] = []
  for body in bodies {
    final class Work {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    // The thread takes over the reference, and is joined below.
    let status = unsafe pthread_create(
      &thread,
      nil,
      { context in
        guard let context = unsafe context else { return nil }
        let work = unsafe Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        work.body()
        return nil
      },
      unsafe Unmanaged.passRetained(Work(body)).toOpaque()
    )
    precondition(status == 0)
    threads.append(thread)
  }
  // Each was created above and is joined once.
  for thread in threads { pthread_join(thread, nil) }
}
