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

  /// Tells the tables of this environment from those of others, for the life of the process.
  let number: UInt32
  let core: EnvironmentCore
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
    let (core, number) = try OpenEnvironments.open(path: path, configuration)
    self.path = path
    self.configuration = configuration
    self.core = core
    self.number = number
    self.readers = ReaderPool(
      idleCountMax: configuration.maxPooledReaders,
      keepsSnapshots: configuration.isSoleWriter && configuration.access == .readWrite
    )
  }

  deinit {
    readers.abortAll()
    OpenEnvironments.close(core, number: number)
  }
}

/// The environment as the C library knows it, and the file that it has open.
///
/// Both change only in ``Environment/exchange(with:patience:)``, while nobody is inside: whoever has
/// entered ``Environment/readers`` may use the pointer until it leaves.
@safe
final class EnvironmentCore: Sendable {
  private let address: Atomic<UInt>
  private let identity: Mutex<FileIdentity>

  init(_ pointer: OpaquePointer, _ file: FileIdentity) {
    address = Atomic(UInt(bitPattern: pointer))
    identity = Mutex(file)
  }

  /// The C environment; open for as long as the object that owns this lives.
  @unsafe var pointer: OpaquePointer {
    guard let pointer = unsafe OpaquePointer(bitPattern: address.load(ordering: .acquiring)) else {
      preconditionFailure("an environment without a pointer")
    }
    return unsafe pointer
  }

  var file: FileIdentity { identity.withLock { $0 } }

  /// Exchanges what two objects own; nobody may be inside either.
  func exchange(with other: EnvironmentCore) {
    let ours = address.load(ordering: .acquiring)
    let theirs = other.address.load(ordering: .acquiring)
    address.store(theirs, ordering: .releasing)
    other.address.store(ours, ordering: .releasing)
    let file = self.file
    identity.withLock { $0 = other.file }
    other.identity.withLock { $0 = file }
  }
}
