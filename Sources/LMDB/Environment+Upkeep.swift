internal import CLMDB
internal import Glibc

extension Environment {
  /// The version of the C library that the process runs with, such as `0.9.24`.
  ///
  /// The corresponding C function is `mdb_version`.
  public static var version: String {
    var major: Int32 = 0
    var minor: Int32 = 0
    var patch: Int32 = 0
    // Writes three numbers; the string it returns is not used.
    _ = unsafe mdb_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// Flushes everything to the disk, whatever the durability.
  ///
  /// The corresponding C function is `mdb_env_sync` with `force`.
  ///
  /// - Throws: `.inputOutput` if the disk failed, `.accessDenied` if read-only.
  public func sync() throws(LMDBError) {
    readers.enter()
    defer { readers.leave() }
    // The environment is open as long as this object lives.
    let status = unsafe mdb_env_sync(core.pointer, 1)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_env_sync") }
  }

  /// Frees the reader slots of processes that have died.
  ///
  /// The corresponding C function is `mdb_reader_check`. Run it at start and once an hour. It never
  /// clears slots of this process.
  ///
  /// - Returns: How many slots were freed.
  /// - Throws: A failure of the lock file.
  @discardableResult
  public func readerCheck() throws(LMDBError) -> Int {
    readers.enter()
    defer { readers.leave() }
    var dead: Int32 = 0
    // The environment is open as long as this object lives.
    let status = unsafe mdb_reader_check(core.pointer, &dead)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_reader_check") }
    return Int(dead)
  }

  /// Reads size, last commit and readers.
  ///
  /// The corresponding C functions are `mdb_env_info` and `mdb_env_stat`. Cost: none to speak of.
  ///
  /// - Returns: The figures of this moment.
  /// - Throws: Nothing that is known; the C functions return a status.
  public func info() throws(LMDBError) -> EnvironmentInfo {
    readers.enter()
    defer { readers.leave() }
    var info = unsafe MDB_envinfo()
    var figures = MDB_stat()
    // The environment is open as long as this object lives; both structures are filled in.
    var status = unsafe mdb_env_info(core.pointer, &info)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_env_info") }
    status = unsafe mdb_env_stat(core.pointer, &figures)
    guard status == MDB_SUCCESS else { throw LMDBError(status, operation: "mdb_env_stat") }
    // Plain numbers; only the address of the map, which is not read, makes the structure unsafe.
    return unsafe EnvironmentInfo(
      mapByteCount: info.me_mapsize,
      lastPage: info.me_last_pgno,
      pageByteCount: Int(figures.ms_psize),
      lastTransaction: UInt64(info.me_last_txnid),
      readerCountMax: Int(info.me_maxreaders),
      readerCount: Int(info.me_numreaders)
    )
  }

  /// How many commits the oldest open read transaction is behind the last one.
  ///
  /// Pages freed since then are not reused, so a lag that grows means a file that grows. The
  /// corresponding C function is `mdb_reader_list`. Cost: one pass over the reader slots.
  ///
  /// - Returns: The lag; 0 if nothing is being read.
  /// - Throws: A failure of the lock file.
  public func oldestReaderLag() throws(LMDBError) -> UInt64 {
    readers.enter()
    defer { readers.leave() }
    var oldest = UInt64.max
    // The callback runs during the call only, on this thread, and the context is `oldest`.
    let status = unsafe withUnsafeMutablePointer(to: &oldest) { oldest in
      unsafe mdb_reader_list(
        core.pointer,
        { line, context in
          guard let line = unsafe line, let context = unsafe context else { return 0 }
          // LMDB gives a C string, and the pointer that was passed below.
          guard let reader = readerTransaction(unsafe String(cString: line)) else { return 0 }
          let oldest = unsafe context.assumingMemoryBound(to: UInt64.self)
          unsafe oldest.pointee = unsafe min(oldest.pointee, reader)
          return 0
        },
        oldest
      )
    }
    guard status >= 0 else { throw LMDBError(status, operation: "mdb_reader_list") }
    // Read after the list: a commit in between makes the lag greater, never negative.
    let last = try info().lastTransaction
    return oldest > last ? 0 : last - oldest
  }
}

/// The transaction in one line of `mdb_reader_list`: process, thread, transaction or `-`.
private func readerTransaction(_ line: String) -> UInt64? {
  let fields = line.split(whereSeparator: \.isWhitespace)
  return fields.count == 3 ? UInt64(fields[2]) : nil
}
