internal import CLMDB
internal import Glibc
internal import Synchronization

/// What tells one file from all others that are open, whatever their paths.
struct FileIdentity: Hashable, Sendable {
  let device: UInt64
  let inode: UInt64

  init(_ status: stat) {
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// Looks at a path without opening it: closing any descriptor would drop LMDB's file locks.
  init?(path: String) {
    var status = stat()
    // `stat` writes the structure, which is plain numbers.
    guard unsafe stat(path, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// The environments that this process has open, so that none is opened twice.
enum OpenEnvironments {
  private struct State {
    var files: Set<FileIdentity> = []
    var lastNumber: UInt32 = 0
    /// The numbers of the tables that each environment has open, by name.
    var tables: [UInt32: [String: UInt32]] = [:]
  }

  private static let state = Mutex(State())

  /// Opens an environment, with all other openings and closings kept out.
  static func open(
    path: String,
    _ configuration: Environment.Configuration
  ) throws(LMDBError) -> (core: EnvironmentCore, number: UInt32) {
    let opened = try openOnce(path: path, configuration)
    return (unsafe EnvironmentCore(opened.pointer, opened.file), opened.number)
  }

  private static func openOnce(
    path: String,
    _ configuration: Environment.Configuration
  ) throws(LMDBError) -> Opened {
    try state.withLock { state throws(LMDBError) -> Opened in
      if let known = FileIdentity(path: path + "/data.mdb"), state.files.contains(known) {
        throw LMDBError(.alreadyOpen, operation: "Environment.init")
      }
      let pointer = unsafe try openEnvironment(path: path, configuration)
      var status = stat()
      guard let descriptor = unsafe dataDescriptor(pointer), unsafe fstat(descriptor, &status) == 0
      else {
        let number = errno
        // Opened just now and used by nobody.
        unsafe mdb_env_close(pointer)
        throw LMDBError(number, operation: "fstat")
      }
      let file = FileIdentity(status)
      state.files.insert(file)
      state.lastNumber += 1
      return unsafe Opened(pointer: pointer, file: file, number: state.lastNumber)
    }
  }

  /// What leaves the lock: a pointer that nobody else has.
  ///
  /// `@unchecked Sendable`: it has one owner after the other.
  @safe
  private struct Opened: @unchecked Sendable {
    let pointer: OpaquePointer
    let file: FileIdentity
    let number: UInt32
  }

  /// Keeps in mind the number of a table; one that had it before was opened in vain.
  static func note(_ table: Table, named name: String) {
    state.withLock { state in
      var tables = state.tables[table.environment] ?? [:]
      tables = tables.filter { $0.value != table.identifier }
      tables[name] = table.identifier
      state.tables[table.environment] = tables
    }
  }

  /// The name of an open table; empty for the unnamed one, and for one that is not open.
  static func name(of table: Table) -> String {
    state.withLock { state in
      state.tables[table.environment]?.first { $0.value == table.identifier }?.key ?? ""
    }
  }

  /// The numbers of the tables that an environment has open, by name.
  static func tables(of environment: UInt32) -> [String: UInt32] {
    state.withLock { $0.tables[environment] ?? [:] }
  }

  static func close(_ core: EnvironmentCore, number: UInt32) {
    // Called once, by `deinit`: no transaction can be open, each keeps its environment alive.
    let pointer = unsafe core.pointer
    unsafe mdb_env_close(pointer)
    let file = core.file
    state.withLock { state in
      state.files.remove(file)
      state.tables[number] = nil
    }
  }
}

/// The descriptor of the data file, kept from programs that this process starts.
///
/// LMDB 0.9.24 opens it without `O_CLOEXEC`.
@unsafe
private func dataDescriptor(_ environment: OpaquePointer) -> Int32? {
  var descriptor: Int32 = -1
  // The environment is open.
  guard unsafe mdb_env_get_fd(environment, &descriptor) == MDB_SUCCESS else { return nil }
  guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { return nil }
  return descriptor
}

@unsafe
private func openEnvironment(
  path: String,
  _ configuration: Environment.Configuration
) throws(LMDBError) -> OpaquePointer {
  let isReadOnly = configuration.access != .readWrite
  if !isReadOnly { try makeDirectory(path, mode: configuration.mode) }
  let isNew = FileIdentity(path: path + "/data.mdb") == nil
  var created: OpaquePointer?
  // Creates an environment that is closed below or given to the caller.
  var status = unsafe mdb_env_create(&created)
  guard status == MDB_SUCCESS, let environment = unsafe created else {
    throw LMDBError(status, operation: "mdb_env_create")
  }
  status = unsafe configure(environment, path: path, configuration)
  guard status == MDB_SUCCESS else {
    // A failed opening must be closed too; nobody else knows the pointer.
    unsafe mdb_env_close(environment)
    throw LMDBError(status, operation: "mdb_env_open")
  }
  if isNew, !isReadOnly, configuration.durability == .full {
    do throws(LMDBError) {
      try flushDirectory(path)
      try flushDirectory(path + "/..")
    } catch {
      // As above.
      unsafe mdb_env_close(environment)
      throw error
    }
  }
  return unsafe environment
}

@unsafe
private func configure(
  _ environment: OpaquePointer,
  path: String,
  _ configuration: Environment.Configuration
) -> Int32 {
  var flags = UInt32(MDB_NOTLS)
  if configuration.access != .readWrite { flags |= UInt32(MDB_RDONLY) }
  if configuration.access == .readOnlyUnlocked { flags |= UInt32(MDB_NOLOCK) }
  if configuration.durability == .withoutSync { flags |= UInt32(MDB_NOSYNC) }
  // The environment was created just now and is not shared yet.
  var status = unsafe mdb_env_set_mapsize(environment, configuration.mapByteCount)
  if status == MDB_SUCCESS {
    status = unsafe mdb_env_set_maxdbs(environment, UInt32(configuration.maxTables))
  }
  if status == MDB_SUCCESS {
    status = unsafe mdb_env_set_maxreaders(environment, UInt32(configuration.maxReaders))
  }
  if status == MDB_SUCCESS {
    status = unsafe mdb_env_open(environment, path, flags, configuration.mode)
  }
  return status
}

/// Creates a directory, unless it is there, with search permission for whoever may read.
private func makeDirectory(_ path: String, mode: UInt32) throws(LMDBError) {
  // The name is read during the call only.
  let status = unsafe mkdir(path, mode | (mode & 0o444) >> 2)
  guard status == 0 || errno == EEXIST else { throw LMDBError(errno, operation: "mkdir") }
}

/// Makes new names in a directory durable.
func flushDirectory(_ path: String) throws(LMDBError) {
  // The name is read during the call only.
  let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw LMDBError(errno, operation: "open") }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw LMDBError(errno, operation: "fsync") }
}
