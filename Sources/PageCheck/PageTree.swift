/// A tree of pages: the main table, a table in it, or the free list; and what was counted in it.
struct PageTree {
  enum Kind: Equatable {
    /// `MAIN_DBI`: the names of the tables.
    case main
    /// A named table.
    case table(String)
    /// `FREE_DBI`: which pages are free since which transaction.
    case freeList
  }

  let kind: Kind
  let record: TableRecord
  var branchPages: UInt64 = 0
  var leafPages: UInt64 = 0
  var overflowPages: UInt64 = 0
  var entries: UInt64 = 0

  init(_ kind: Kind, _ record: TableRecord) {
    self.kind = kind
    self.record = record
  }

  /// What messages call it.
  var name: String {
    switch kind {
    case .main: "the main table"
    case .table(let name): "table " + name
    case .freeList: "the free list"
    }
  }

  /// The order of its keys.
  func order(_ left: PageKey, _ right: PageKey) -> Int {
    kind == .freeList ? PageKey.numberOrder(left, right) : PageKey.byteOrder(left, right)
  }

  /// How the counts differ from those of the record; nil if they do not.
  var countFault: String? {
    let pairs = [
      ("branch pages", record.branchPages, branchPages),
      ("leaf pages", record.leafPages, leafPages),
      ("overflow pages", record.overflowPages, overflowPages),
      ("entries", record.entries, entries),
    ]
    guard let (name, stated, counted) = pairs.first(where: { $0.1 != $0.2 }) else { return nil }
    return "is the root of a tree that should have \(stated) \(name), and has \(counted)"
  }
}

/// Between which keys those of a page must lie, as the pages above it say.
struct KeyBounds {
  /// The least key there may be.
  var lower: PageKey?
  /// The key that all must stand before.
  var upper: PageKey?
}
