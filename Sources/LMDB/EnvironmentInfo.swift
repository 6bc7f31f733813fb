/// The figures of an environment at one moment.
public struct EnvironmentInfo: Sendable, Hashable {
  /// The size of the address range, and so the greatest size of the file.
  public let mapByteCount: Int

  /// The number of the last page in use; the file is one page longer, times the page size.
  public let lastPage: Int

  /// The size of one page in bytes.
  public let pageByteCount: Int

  /// The identifier of the last commit.
  public let lastTransaction: UInt64

  /// How many reader slots there are.
  public let readerCountMax: Int

  /// How many reader slots were ever in use at once; pooled readers keep theirs.
  public let readerCount: Int

  /// How many bytes of the file are in use or free inside it.
  public var usedByteCount: Int { (lastPage + 1) * pageByteCount }
}
