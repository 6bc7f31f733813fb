internal import CLMDB

/// The size and shape of one table.
public struct TableStatistics: Sendable, Hashable {
  /// How many entries the table holds.
  public let entryCount: Int

  /// How many levels the tree has; 0 for an empty table.
  public let depth: Int

  /// How many pages branch.
  public let branchPageCount: Int

  /// How many pages hold entries.
  public let leafPageCount: Int

  /// How many pages hold values too long for a leaf.
  public let overflowPageCount: Int

  /// The size of one page in bytes.
  public let pageByteCount: Int

  /// How many pages the table has in all.
  public var pageCount: Int { branchPageCount + leafPageCount + overflowPageCount }

  init(_ figures: MDB_stat) {
    entryCount = figures.ms_entries
    depth = Int(figures.ms_depth)
    branchPageCount = figures.ms_branch_pages
    leafPageCount = figures.ms_leaf_pages
    overflowPageCount = figures.ms_overflow_pages
    pageByteCount = Int(figures.ms_psize)
  }
}
