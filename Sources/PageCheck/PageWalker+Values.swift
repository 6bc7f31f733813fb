extension PageWalker {
  /// Looks at the values of a leaf.
  mutating func visitValues(
    _ nodes: [PageNode],
    of page: PageImage,
    _ number: UInt64,
    _ tree: inout PageTree
  ) throws(PageCheckError) {
    for (index, node) in nodes.enumerated() {
      tree.entries += 1
      switch (tree.kind, node.flags) {
      case (.main, PageLayout.tableValue):
        try visitTable(node, of: page, number, tree)
      case (.main, _):
        damage(number, tree, "has the flags \(node.flags) on node \(index), which is no table")
      case (_, 0):
        guard tree.kind == .freeList else { continue }
        let value = PageImage(bytes: Array(page.bytes[node.value]))
        try visitFreePages(node, of: page, number, tree) { offset, count in
          Array(value.bytes.dropFirst(offset).prefix(count))
        }
      case (_, PageLayout.overflowValue):
        try visitOverflow(node, of: page, number, &tree)
      default:
        // `F_SUBDATA` outside the main table and `F_DUPDATA` come with `MDB_DUPSORT` only.
        damage(number, tree, "has the flags \(node.flags) on node \(index)")
      }
    }
  }

  /// Walks the table whose record is a node's value.
  private mutating func visitTable(
    _ node: PageNode,
    of page: PageImage,
    _ number: UInt64,
    _ tree: PageTree
  ) throws(PageCheckError) {
    let name = printable(page.bytes[node.key])
    guard node.valueByteCount == PageLayout.tableRecordByteCount else {
      return damage(number, tree, "holds a record of table \(name) that is too long or too short")
    }
    let record = TableRecord(page, at: node.value.lowerBound)
    if let what = record.fault(lastPage: meta.lastPage) {
      return damage(number, tree, "holds a record of table \(name) that \(what)")
    }
    try walk(record, of: .table(name))
  }

  /// Meets the pages of an overflow run: `mdb_node_read` reads its value from behind the header of
  /// the first page on.
  private mutating func visitOverflow(
    _ node: PageNode,
    of page: PageImage,
    _ number: UInt64,
    _ tree: inout PageTree
  ) throws(PageCheckError) {
    let first = page.u64(node.value.lowerBound)
    guard meet(first, of: tree, as: "an overflow page") else { return }
    let start = first * UInt64(pageByteCount)
    let header = PageImage(
      bytes: try source.read(at: start, count: PageLayout.headerByteCount)
    )
    guard header.bytes.count == PageLayout.headerByteCount else {
      return damage(first, tree, "is behind the end of the file")
    }
    if let what = header.headerFault(first, flags: PageLayout.overflowFlags) {
      return damage(first, tree, what)
    }
    // More than needed is allowed: `mdb_cursor_put` keeps a run when a smaller value is put into it
    // within one transaction. `mdb_ovpage_free` gives back as many as the run says.
    let length = UInt64(header.u32(PageLayout.runLengthOffset))
    let needed = PageLayout.runLength(
      valueByteCount: node.valueByteCount,
      pageByteCount: pageByteCount
    )
    guard length >= needed, length <= meta.lastPage - first + 1 else {
      let what = "says that \(length) pages belong together, for \(node.valueByteCount) bytes"
      return damage(first, tree, what)
    }
    let valueStart = start + UInt64(PageLayout.headerByteCount)
    guard valueStart + UInt64(node.valueByteCount) <= (try source.byteCount()) else {
      return damage(first, tree, "begins a value that ends behind the end of the file")
    }
    for following in first + 1..<first + length {
      guard meet(following, of: tree, as: "an overflow page") else { return }
    }
    tree.overflowPages += length
    guard tree.kind == .freeList else { return }
    let source = source
    try visitFreePages(node, of: page, number, tree) { offset, count throws(PageCheckError) in
      try source.read(at: valueStart + UInt64(offset), count: count)
    }
  }

  /// Bytes as text for a message: what is not plain ASCII is a question mark.
  private func printable(_ bytes: ArraySlice<UInt8>) -> String {
    String(
      decoding: bytes.map { (0x21...0x7E).contains($0) ? $0 : UInt8(ascii: "?") },
      as: UTF8.self
    )
  }
}
