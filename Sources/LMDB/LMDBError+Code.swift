internal import CLMDB
internal import Glibc

extension LMDBError {
  /// The kind of a failure: a code of LMDB (negative), an `errno` (positive), or a rule of ours.
  ///
  /// The set is open: compare with the constants and keep a default.
  public struct Code: Hashable, Sendable {
    /// The number as LMDB or the operating system gave it.
    public let rawValue: Int32

    /// Creates a code from a number that LMDB or the operating system has returned.
    public init(rawValue: Int32) {
      self.rawValue = rawValue
    }

    /// The key is there already, or is not greater than the last one when appending.
    public static let keyExists = Code(rawValue: MDB_KEYEXIST)
    /// The key or the table was not found; only seen for tables, since absence of a key is `nil`.
    public static let notFound = Code(rawValue: MDB_NOTFOUND)
    /// A page that the tree refers to is not there.
    public static let pageNotFound = Code(rawValue: MDB_PAGE_NOTFOUND)
    /// A page is not what it should be.
    public static let corrupted = Code(rawValue: MDB_CORRUPTED)
    /// A fatal error happened before; the environment must be reopened.
    public static let panic = Code(rawValue: MDB_PANIC)
    /// The file has another format version than this library.
    public static let versionMismatch = Code(rawValue: MDB_VERSION_MISMATCH)
    /// The file is not an LMDB file.
    public static let invalidFile = Code(rawValue: MDB_INVALID)
    /// The map is full: the transaction can only be aborted, reading goes on.
    public static let mapFull = Code(rawValue: MDB_MAP_FULL)
    /// More tables were opened than the configuration allows.
    public static let tablesFull = Code(rawValue: MDB_DBS_FULL)
    /// More readers are at work than the configuration allows.
    public static let readersFull = Code(rawValue: MDB_READERS_FULL)
    /// The transaction has changed too many pages.
    public static let transactionFull = Code(rawValue: MDB_TXN_FULL)
    /// Another process has grown the map.
    public static let mapResized = Code(rawValue: MDB_MAP_RESIZED)
    /// The operation and the table do not go together, or a copy met a leaked page.
    public static let incompatible = Code(rawValue: MDB_INCOMPATIBLE)
    /// A reader slot was used again before it was free.
    public static let badReaderSlot = Code(rawValue: MDB_BAD_RSLOT)
    /// The transaction has failed before and can only be aborted.
    public static let badTransaction = Code(rawValue: MDB_BAD_TXN)
    /// A key is empty or longer than 511 bytes, or a value is too long.
    public static let badValueSize = Code(rawValue: MDB_BAD_VALSIZE)
    /// The table handle is not one of this environment.
    public static let badTable = Code(rawValue: MDB_BAD_DBI)
    /// The disk, or the quota, is full.
    public static let diskFull = Code(rawValue: ENOSPC)
    /// The file would be larger than the process may make files.
    public static let fileTooLarge = Code(rawValue: EFBIG)
    /// The disk failed; a write cut short by a full disk is reported like this too.
    public static let inputOutput = Code(rawValue: EIO)
    /// The operation needs a permission that the process, or a read-only environment, has not.
    public static let accessDenied = Code(rawValue: EACCES)
    /// An argument, or a position of a cursor, makes no sense here.
    public static let invalidArgument = Code(rawValue: EINVAL)
    /// The file or directory does not exist.
    public static let noSuchFile = Code(rawValue: ENOENT)
    /// The file exists already.
    public static let fileExists = Code(rawValue: EEXIST)
    /// This process has the environment open already.
    public static let alreadyOpen = Code(rawValue: -40_001)
    /// A write transaction was begun inside a write transaction of the same thread.
    public static let nestedWrite = Code(rawValue: -40_002)
  }
}

extension LMDBError.Code {
  /// What the code means, without an end stop.
  var summary: String {
    switch self {
    case .alreadyOpen: "The environment is open in this process already"
    case .nestedWrite: "A write transaction is open on this thread already"
    case .badValueSize: "A key must have 1 to 511 bytes, a value less than 4 GiB"
    // `mdb_strerror` returns a static or thread-local C string that is copied at once.
    default: unsafe String(cString: mdb_strerror(rawValue))
    }
  }

  /// What to do about it, where that is known.
  var hint: String? {
    switch self {
    case .alreadyOpen: "share one Environment; two would drop each other's file locks"
    case .nestedWrite: "use the transaction at hand"
    case .mapFull: "reopen with a greater mapByteCount; reading goes on"
    case .readersFull: "raise maxReaders, or end long reads"
    case .tablesFull: "raise maxTables"
    case .diskFull: "free space; committed data is intact"
    case .fileTooLarge: "raise the limit on the size of files (ulimit -f, LimitFSIZE=)"
    case .inputOutput: "look for a full or failing disk, and reopen"
    case .panic: "stop, reopen and compare the head"
    case .badTransaction: "an earlier operation failed; abort and look at its error"
    case .badTable: "open the table in this environment; an aborted opening is void"
    default: nil
    }
  }
}
