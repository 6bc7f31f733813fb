extension Environment {
  /// How an environment is opened.
  public struct Configuration: Sendable, Hashable {
    /// How far a commit is on the disk when it returns.
    public enum Durability: Sendable, Hashable {
      /// Data and meta page are on stable storage: two flushes a commit.
      case full

      /// Nothing is flushed until ``Environment/sync()``: for tests and imports only.
      ///
      /// A crash of the machine may corrupt the file. The corresponding C flag is `MDB_NOSYNC`.
      case withoutSync
    }

    /// Whether the environment may be changed.
    public enum Access: Sendable, Hashable {
      /// Reading and writing; what is missing is created.
      case readWrite

      /// Reading only; the lock file must be writable all the same. The C flag is `MDB_RDONLY`.
      case readOnly

      /// Reading only, without the lock file: nothing is written, not even that somebody reads.
      ///
      /// The caller sees to it that no writer reuses the pages meanwhile: because there is none, or
      /// because another process holds a read transaction that is not younger. The C flags are
      /// `MDB_RDONLY` and `MDB_NOLOCK`.
      case readOnlyUnlocked
    }

    /// The size of the address range reserved, and so the greatest size of the file.
    ///
    /// It costs address space only; the file grows as needed. 1 TiB unless told.
    public var mapByteCount: Int = 1 << 40

    /// How many named tables may be open; each costs a few words per transaction.
    public var maxTables: Int = 32

    /// How many read transactions may be open at once, in all processes.
    public var maxReaders: Int = 126

    /// How many idle read transactions are kept for reuse.
    public var maxPooledReaders: Int = 64

    /// Whether nobody else changes the file while this environment is open; not so unless told.
    ///
    /// Idle read transactions then hold the last snapshot until the next commit, and a read that comes
    /// before it need not look up the roots of its tables again. If another process commits all the
    /// same, reads here may not see it.
    public var isSoleWriter: Bool = false

    /// The permission bits of files created; a directory created has the search bits added.
    public var mode: UInt32 = 0o600

    /// How far a commit is on the disk when it returns.
    public var durability: Durability = .full

    /// Whether the environment may be changed.
    public var access: Access = .readWrite

    /// Creates the configuration for durable use; change what must differ.
    public init() {}
  }
}
