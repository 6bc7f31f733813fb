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
  }

  private static let state = Mutex(State())

  /// Opens an environment, with all other openings and closings kept out.
  static func open(
    path: String,
    _ configuration: Environment.Configuration
  ) throws(LMDBError) -> (EnvironmentHandle, FileIdentity) {
    try state.withLock { state throws(LMDBError) in
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
      return (unsafe EnvironmentHandle(pointer: pointer, number: state.lastNumber), file)
    }
  }

  static func close(_ handle: EnvironmentHandle, _ file: FileIdentity) {
    state.withLock { state in
      // Called once, by `deinit`: no transaction can be open, each keeps its environment alive.
      unsafe mdb_env_close(handle.pointer)
      state.files.remove(file)
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
  let isReadOnly = configuration.access == .readOnly
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
  if configuration.access == .readOnly { flags |= UInt32(MDB_RDONLY) }
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
