extension PageWalker {
  /// Walks a tree, and compares what it holds with what its record says.
  mutating func walk(_ record: TableRecord, of kind: PageTree.Kind) throws(PageCheckError) {
    var tree = PageTree(kind, record)
    // The records of the meta page were checked with it; those of tables where they were found.
    guard record.depth > 0 else { return finish(tree) }
    let damageCount = report.damageCount
    try visit(record.root, level: 1, within: KeyBounds(), of: &tree)
    // After damage below, counts differ for that reason.
    if report.damageCount == damageCount, let what = tree.countFault {
      damage(record.root, tree, what)
    }
    finish(tree)
  }

  private mutating func finish(_ tree: PageTree) {
    report.branchPages += tree.branchPages
    report.leafPages += tree.leafPages
    report.overflowPages += tree.overflowPages
    if case .table(let name) = tree.kind {
      report.tables.append(PageReport.Table(name: name, entries: tree.entries))
    }
  }

  /// Looks at a page of a tree and at all below it; the root is level 1.
  private mutating func visit(
    _ number: UInt64,
    level: Int,
    within bounds: KeyBounds,
    of tree: inout PageTree
  ) throws(PageCheckError) {
    // `mdb_page_search_root` goes down until a leaf; all leaves are at the depth of the tree.
    let isLeaf = level == Int(tree.record.depth)
    guard let page = try read(number, isLeaf: isLeaf, of: tree) else { return }
    if isLeaf { tree.leafPages += 1 } else { tree.branchPages += 1 }
    let nodes: [PageNode]
    do throws(NodeFault) {
      nodes = try page.nodes(isLeaf: isLeaf, tiles: &tiles)
    } catch {
      return damage(number, tree, error.what)
    }
    // A leaf without keys is taken out of its tree (`mdb_rebalance`). A branch with one key is, too,
    // but for the free list, which may be written while it is being rebalanced; elsewhere
    // `mdb_page_search_root` ends the process for it.
    let least = isLeaf || tree.kind == .freeList ? 1 : 2
    guard nodes.count >= least else {
      return damage(number, tree, "has \(nodes.count) nodes, less than \(least)")
    }
    guard checkKeys(nodes, of: page, number, isLeaf: isLeaf, within: bounds, of: tree) else {
      return
    }
    guard !isLeaf else { return try visitValues(nodes, of: page, number, &tree) }
    for (index, node) in nodes.enumerated() {
      let child = KeyBounds(
        lower: index == 0 ? bounds.lower : PageKey(page: page, range: node.key),
        upper: index + 1 < nodes.count
          ? PageKey(page: page, range: nodes[index + 1].key) : bounds.upper
      )
      try visit(node.child, level: level + 1, within: child, of: &tree)
    }
  }

  /// Reads a branch or leaf page and checks its header; nil, and a damage, if it is not one.
  private mutating func read(
    _ number: UInt64,
    isLeaf: Bool,
    of tree: PageTree
  ) throws(PageCheckError) -> PageImage? {
    guard meet(number, of: tree, as: isLeaf ? "a leaf page" : "a branch page") else { return nil }
    let offset = number * UInt64(pageByteCount)
    let page = PageImage(bytes: try source.read(at: offset, count: pageByteCount))
    guard page.bytes.count == pageByteCount else {
      damage(number, tree, "is behind the end of the file")
      return nil
    }
    let flags = isLeaf ? PageLayout.leafFlags : PageLayout.branchFlags
    if let what = page.headerFault(number, flags: flags) {
      damage(number, tree, what)
      return nil
    }
    return page
  }

  /// Checks sizes and order of a page's keys, and that they lie within its bounds.
  private mutating func checkKeys(
    _ nodes: [PageNode],
    of page: PageImage,
    _ number: UInt64,
    isLeaf: Bool,
    within bounds: KeyBounds,
    of tree: PageTree
  ) -> Bool {
    // `mdb_node_search` never looks at the first key of a branch.
    let first = isLeaf ? 0 : 1
    if tree.kind == .freeList, nodes.dropFirst(first).contains(where: { $0.key.count != 8 }) {
      damage(number, tree, "has a key that is no transaction number")
      return false
    }
    var before: PageKey?
    for (index, node) in nodes.enumerated().dropFirst(first) {
      let key = PageKey(page: page, range: node.key)
      if let before, tree.order(before, key) >= 0 {
        damage(number, tree, "has its keys \(index - 1) and \(index) out of order")
        return false
      }
      before = key
    }
    if nodes.count > first, let lower = bounds.lower,
      tree.order(PageKey(page: page, range: nodes[first].key), lower) < 0
    {
      damage(number, tree, "has a key before all that the page above it gives it")
      return false
    }
    if let before, let upper = bounds.upper, tree.order(before, upper) >= 0 {
      damage(number, tree, "has a key behind all that the page above it gives it")
      return false
    }
    return true
  }
}

extension PageImage {
  /// What is wrong with the header of a page that a tree names; nil if nothing is.
  ///
  /// `mp_pad` is the key size of `P_LEAF2` pages, and 0 on all others (`mdb_page_malloc`).
  func headerFault(_ number: UInt64, flags: UInt16) -> String? {
    if self.number != number { return "says that it is page \(self.number)" }
    if self.flags != flags { return "has the flags \(self.flags), not \(flags)" }
    if pad != 0 { return "has the padding \(pad), not 0" }
    return nil
  }
}
