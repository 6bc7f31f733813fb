import Glibc
import LMDB
import Testing

@Suite struct EnvironmentTests {
  @Test func `what was committed is there after reopening`() throws {
    let directory = try TemporaryDirectory()
    for round in UInt8(0)..<3 {
      let environment = try LMDB.Environment(path: directory.path)
      let table = try environment.openTable(named: "table")
      let count = try environment.write { transaction in
        try transaction.append(table, [round], [round])
        return try transaction.statistics(table).entryCount
      }
      #expect(count == Int(round) + 1)
    }
  }

  @Test func `a second opening is refused, whatever the path`() throws {
    let store = try Store()
    let path = store.directory.path
    #expect(code { _ = try LMDB.Environment(path: path) } == .alreadyOpen)
    #expect(code { _ = try LMDB.Environment(path: path + "/../" + name(of: path)) } == .alreadyOpen)
    let link = path + "-link"
    // The names are read during the call only.
    try #require(unsafe symlink(path, link) == 0)
    defer { _ = unsafe unlink(link) }
    #expect(code { _ = try LMDB.Environment(path: link) } == .alreadyOpen)
    try store.fill([1])
    #expect(try store.value([1]) == [1])
  }

  @Test func `an environment that was dropped can be opened again`() throws {
    let directory = try TemporaryDirectory()
    var environment: LMDB.Environment? = try LMDB.Environment(path: directory.path)
    #expect(code { _ = try LMDB.Environment(path: directory.path) } == .alreadyOpen)
    try environment?.read { _ in }
    environment = nil
    #expect(code { _ = try LMDB.Environment(path: directory.path) } == nil)
  }

  @Test func `the directory is created with its files, for the owner only`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/copy"
    let environment = try LMDB.Environment(path: path)
    #expect(environment.path == path)
    for (name, mode) in [("", 0o700), ("/data.mdb", 0o600), ("/lock.mdb", 0o600)] {
      var status = stat()
      // `stat` fills in the structure, which is plain numbers.
      try #require(unsafe stat(path + name, &status) == 0)
      #expect(Int(status.st_mode & 0o777) == mode)
    }
    #expect(code { _ = try LMDB.Environment(path: path + "/no/such") } == .noSuchFile)
  }

  @Test func `no descriptor is left to programs that are started`() throws {
    let store = try Store()
    let path = store.directory.path
    var open = 0
    for descriptor in Int32(0)..<1_024 {
      var name = [CChar](repeating: 0, count: 4_096)
      // The buffer is as long as is said, and the result is cut to what was written.
      let count = unsafe readlink("/proc/self/fd/\(descriptor)", &name, name.count)
      guard count > 0 else { continue }
      let file = String(decoding: name[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
      guard file.hasPrefix(path) else { continue }
      open += 1
      #expect(fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0, "\(file)")
    }
    #expect(open >= 2)
  }

  @Test func `a full map ends its transaction only, and reading goes on`() throws {
    let store = try Store { $0.mapByteCount = 256 * 1_024 }
    try store.fill([1])
    var codes: [LMDBError.Code?] = []
    let committed = code {
      try store.environment.write { transaction in
        var key: UInt16 = 0
        var failure: LMDBError.Code?
        while failure == nil {
          key += 1
          do throws(LMDBError) {
            var bytes: [UInt8] = []
            bytes.appendBigEndian(key)
            try transaction.put(store.table, bytes, [UInt8](repeating: 0, count: 1_000))
          } catch { failure = error.code }
        }
        codes.append(failure)
        do throws(LMDBError) { try transaction.put(store.table, [9], []) } catch {
          codes.append(error.code)
        }
        let readMeanwhile = try store.value([1])
        #expect(readMeanwhile == [1])
      }
    }
    #expect(codes == [.mapFull, .badTransaction])
    #expect(committed == .badTransaction)
    #expect(try store.keys() == [1])
    try store.fill([2])
    #expect(try store.keys() == [1, 2])
  }

  @Test func `a read-only environment reads and refuses to write`() throws {
    let directory = try TemporaryDirectory()
    do {
      let environment = try LMDB.Environment(path: directory.path)
      let table = try environment.openTable(named: "table")
      try environment.write { try $0.put(table, [1], [1]) }
    }
    var configuration = LMDB.Environment.Configuration()
    configuration.access = .readOnly
    let environment = try LMDB.Environment(path: directory.path, configuration: configuration)
    let table = try environment.openTable(named: "table")
    #expect(try environment.read { try copy($0, table, [1]) } == [1])
    #expect(code { try environment.write { _ in } } == .accessDenied)
    #expect(code { _ = try environment.openTable(named: "other") } == .notFound)
  }

  @Test func `what is not an LMDB file is refused`() throws {
    let directory = try TemporaryDirectory()
    // The names are read during the calls only; the stream is closed at once.
    guard let file = unsafe fopen(directory.path + "/data.mdb", "w") else {
      Issue.record("The file cannot be made: \(errno)")
      return
    }
    for _ in 0..<2_000 { unsafe fputs("not a database ", file) }
    unsafe fclose(file)
    #expect(code { _ = try LMDB.Environment(path: directory.path) } == .invalidFile)
  }

  private func name(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}
