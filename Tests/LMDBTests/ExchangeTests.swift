import Glibc
import LMDB
import Synchronization
import Testing

@Suite struct ExchangeTests {
  @Test func `after an exchange the same tables read and write the other file`() throws {
    let scratch = try Scratch()
    let path = scratch.path
    do {
      let (environment, fresh) = try pair(path)
      let table = try environment.openTable(named: "log")
      let second = try environment.openTable(named: "tree")
      try put(environment, table, "a", "old")
      try fresh.openTables(like: environment)
      let copy = try fresh.openTable(named: "log")
      try put(fresh, copy, "a", "new")
      try fresh.sync()

      #expect(try environment.exchange(with: fresh))
      #expect(try value(environment, table, "a") == "new")
      try put(environment, second, "b", "later")
      #expect(try value(environment, second, "b") == "later")
      // The other object has the old file, which has no name any more.
      #expect(try value(fresh, copy, "a") == "old")
      #expect(unsafe access(path + "/fresh/data.mdb", F_OK) != 0)
    }
  }

  @Test func `what was exchanged is there when the directory is opened again`() throws {
    let scratch = try Scratch()
    let path = scratch.path
    do {
      do {
        let (environment, fresh) = try pair(path)
        _ = try environment.openTable(named: "log")
        try fresh.openTables(like: environment)
        try put(fresh, try fresh.openTable(named: "log"), "a", "new")
        try fresh.sync()
        #expect(try environment.exchange(with: fresh))
        try put(environment, try environment.openTable(named: "log"), "b", "after")
      }
      let again = try Environment(path: path + "/main")
      let table = try again.openTable(named: "log")
      #expect(try value(again, table, "a") == "new")
      #expect(try value(again, table, "b") == "after")
    }
  }

  @Test func `a reader inside keeps the exchange from happening, and nothing changes`() throws {
    let scratch = try Scratch()
    let path = scratch.path
    do {
      let (environment, fresh) = try pair(path)
      let table = try environment.openTable(named: "log")
      try put(environment, table, "a", "old")
      try fresh.openTables(like: environment)
      try fresh.sync()
      let isDone = try environment.read { transaction throws in
        let isDone = try environment.exchange(with: fresh, patience: 500)
        #expect(try transaction.value(table, [97]) != nil)
        return isDone
      }
      #expect(!isDone)
      #expect(try value(environment, table, "a") == "old")
      #expect(unsafe access(path + "/main/data.mdb", F_OK) == 0)
      #expect(unsafe access(path + "/fresh/data.mdb", F_OK) == 0)
    }
  }

  @Test func `an environment with other tables is not taken over`() throws {
    let scratch = try Scratch()
    let path = scratch.path
    do {
      let (environment, fresh) = try pair(path)
      _ = try environment.openTable(named: "log")
      #expect(throws: LMDBError.self) { try environment.exchange(with: fresh) }
    }
  }

  @Test func `readers on many threads see one of the two files whole through exchanges`() throws {
    let scratch = try Scratch()
    let path = scratch.path
    do {
      let environment = try Environment(path: path + "/main", configuration: small)
      let table = try environment.openTable(named: "log")
      try fill(environment, table, "0")
      let isOver = Atomic<Bool>(false)
      let torn = Atomic<Int>(0)
      let reads = Atomic<Int>(0)
      let failure = Mutex<(any Error)?>(nil)
      let read: @Sendable () -> Void = {
        while !isOver.load(ordering: .relaxed) {
          let agrees = try? environment.read { transaction throws -> Bool in
            let one = try copy(transaction, table, [97])
            let other = try copy(transaction, table, [98])
            return one == other && one != nil
          }
          if agrees != true { torn.add(1, ordering: .relaxed) }
          reads.add(1, ordering: .relaxed)
        }
      }
      let exchange: @Sendable () -> Void = {
        do {
          for round in 1...20 {
            try exchangeOnce(environment, path + "/fresh", "\(round)")
          }
        } catch { failure.withLock { $0 = error } }
        isOver.store(true, ordering: .relaxed)
      }
      onThreads([read, read, read, exchange])
      #expect(failure.withLock { $0 } == nil)
      #expect(torn.load(ordering: .relaxed) == 0)
      #expect(reads.load(ordering: .relaxed) > 0)
      #expect(try value(environment, table, "b") == "20")
    }
  }

  // MARK: - Parts

  private func exchangeOnce(_ environment: Environment, _ path: String, _ text: String) throws {
    let fresh = try Environment(path: path, configuration: small)
    try fresh.openTables(like: environment)
    try fill(fresh, try fresh.openTable(named: "log"), text)
    try fresh.sync()
    for _ in 0..<1000 where try environment.exchange(with: fresh) { return }
    Issue.record("no moment without a reader in 1,000 tries")
  }

  /// A directory for two environments, removed with both.
  private final class Scratch {
    let path: String

    init() throws {
      path = "/tmp/lmdb-exchange-\(getpid())-\(UInt64.random(in: .min ... .max))"
      // The name is read during the call only.
      try #require(unsafe mkdir(path, 0o700) == 0)
    }

    deinit {
      for name in ["main", "fresh"] {
        for file in ["/data.mdb", "/lock.mdb", ""] {
          // As above; what is not there need not be removed.
          _ = unsafe remove(path + "/" + name + file)
        }
      }
      _ = unsafe remove(path)
    }
  }

  private var small: Environment.Configuration {
    var configuration = Environment.Configuration()
    configuration.mapByteCount = 64 << 20
    configuration.durability = .withoutSync
    return configuration
  }

  private func pair(_ path: String) throws -> (Environment, Environment) {
    var durable = small
    durable.durability = .full
    return (
      try Environment(path: path + "/main", configuration: durable),
      try Environment(path: path + "/fresh", configuration: small)
    )
  }

  private func put(
    _ environment: Environment,
    _ table: Table,
    _ key: String,
    _ value: String
  ) throws {
    try environment.write { transaction throws in
      try transaction.put(table, Array(key.utf8), Array(value.utf8))
    }
  }

  private func fill(_ environment: Environment, _ table: Table, _ text: String) throws {
    try environment.write { transaction throws in
      try transaction.put(table, [97], Array(text.utf8))
      try transaction.put(table, [98], Array(text.utf8))
    }
  }

  private func value(_ environment: Environment, _ table: Table, _ key: String) throws -> String? {
    try environment.read { transaction throws in
      try transaction.value(table, Array(key.utf8))?.toString()
    }
  }
}
