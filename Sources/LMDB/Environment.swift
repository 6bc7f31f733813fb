internal import CLMDB
internal import Glibc
internal import Synchronization

/// An LMDB environment: a directory with one data file, its lock file, and tables in it.
///
/// One process opens an environment once, and closes it by dropping the last reference; a second
/// opening is refused, since closing either would drop the file locks of both. Reading is done in
/// ``read(_:)`` and changing in ``write(_:)``. Any thread may call either; writers wait for each
/// other. An environment must not be used in a forked child.
///
/// The corresponding C type is `MDB_env`; `MDB_NOTLS` is always set.
@safe
public final class Environment: Sendable {
  /// The directory that was opened, as it was given.
  public let path: String

  /// How the environment was opened.
  public let configuration: Configuration

  let handle: EnvironmentHandle
  let file: FileIdentity
  let readers: ReaderPool
  let writerThread = Atomic<UInt>(0)
  /// Up to where ``reserveSpace()`` has allocated.
  let spaceEnd = Atomic<Int>(0)

  /// Opens an environment, and creates directory and files if they are missing.
  ///
  /// Does not return before new directory entries are on the disk. The corresponding C functions
  /// are `mdb_env_create` and `mdb_env_open`.
  ///
  /// - Parameters:
  ///   - path: The directory; its parent must exist. It must be on a local file system.
  ///   - configuration: How to open it.
  /// - Throws: `.alreadyOpen`, `.accessDenied`, `.noSuchFile` and other codes of the system,
  ///   `.versionMismatch` or `.invalidFile` for a file that is not LMDB's.
  public init(
    path: String,
    configuration: Configuration = Configuration()
  ) throws(LMDBError) {
    let (handle, file) = try OpenEnvironments.open(path: path, configuration)
    self.path = path
    self.configuration = configuration
    self.handle = handle
    self.file = file
    self.readers = ReaderPool(idleCountMax: configuration.maxPooledReaders)
  }

  deinit {
    readers.abortAll()
    OpenEnvironments.close(handle, file)
  }
}

/// The environment as the C library knows it.
///
/// `@unchecked Sendable`: LMDB's environment may be used by all threads; the pointer never changes,
/// and is closed by the one `deinit` of ``Environment`` only.
@safe
struct EnvironmentHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  /// Tells the tables of this environment from those of others, for the life of the process.
  let number: UInt32
}
