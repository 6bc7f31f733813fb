/// What LMDB keeps on a tree: `MDB_db`.
struct TableRecord: Equatable {
  /// `md_pad`: 0; the page size in the free list's record, where it is called `mm_psize`.
  let pad: UInt32
  let flags: UInt16
  let depth: UInt16
  let branchPages: UInt64
  let leafPages: UInt64
  let overflowPages: UInt64
  let entries: UInt64
  let root: UInt64

  /// Reads the record at an offset with ``PageLayout/tableRecordByteCount`` bytes behind it.
  init(_ page: PageImage, at offset: Int) {
    pad = page.u32(offset)
    flags = page.u16(offset + 4)
    depth = page.u16(offset + 6)
    branchPages = page.u64(offset + 8)
    leafPages = page.u64(offset + 16)
    overflowPages = page.u64(offset + 24)
    entries = page.u64(offset + 32)
    root = page.u64(offset + 40)
  }

  /// What is wrong with the record by itself; nil if nothing is.
  ///
  /// - Parameters:
  ///   - lastPage: The last page that the tree may use.
  ///   - pad: What ``pad`` must be.
  ///   - flags: What ``flags`` must be; `MDB_DUPSORT` and the like are not used.
  /// - Returns: The rest of a sentence that begins with the record.
  func fault(lastPage: UInt64, pad: UInt32 = 0, flags: UInt16 = 0) -> String? {
    if self.pad != pad { return "has the padding \(self.pad), not \(pad)" }
    if self.flags != flags { return "has the flags \(self.flags), not \(flags)" }
    if depth > PageLayout.depthMax { return "is said to be \(depth) pages deep" }
    guard depth > 0 else {
      // `mdb_rebalance` sets all of this when the last key goes.
      let isEmpty =
        root == PageLayout.noPage && branchPages == 0 && leafPages == 0 && overflowPages == 0
        && entries == 0
      return isEmpty ? nil : "is said to be empty, with root \(root) and \(entries) entries"
    }
    guard root >= PageLayout.metaCount, root <= lastPage else {
      return "has the root \(root); pages are numbered 2 to \(lastPage)"
    }
    return nil
  }
}
