/// A node of a branch or leaf page: `MDB_node`, found to lie within its page.
struct PageNode {
  /// Where it begins in its page.
  let offset: Int
  /// `mn_flags` of a leaf; 0 in a branch, where these bytes belong to the child's number.
  let flags: UInt16
  /// Where the key stands.
  let key: Range<Int>
  /// Where the value, or the number of its overflow run, stands; empty in a branch.
  let value: Range<Int>
  /// `NODEDSZ` of a leaf: the bytes of the value, wherever they are.
  let valueByteCount: Int
  /// `NODEPGNO` of a branch: the child.
  let child: UInt64
}

/// What is wrong with the nodes of a page.
struct NodeFault: Error {
  let what: String

  init(_ what: String) {
    self.what = what
  }
}

extension PageImage {
  /// Finds the nodes of a branch or leaf page, in the order of its pointers.
  ///
  /// `mdb_node_add` lays nodes one before the other, each padded to an even size, and
  /// `mdb_node_del` closes the gap: from `pb_upper` to the end of the page, each byte belongs to one
  /// node. A page on which that is not so is refused.
  ///
  /// - Parameters:
  ///   - isLeaf: Whether the page is a leaf.
  ///   - tiles: Room for half as many numbers as the page has bytes, all 0; left all 0.
  /// - Returns: The nodes.
  /// - Throws: What is wrong.
  func nodes(isLeaf: Bool, tiles: inout [UInt16]) throws(NodeFault) -> [PageNode] {
    let lower = Int(u16(PageLayout.lowerOffset))
    let upper = Int(u16(PageLayout.upperOffset))
    guard lower >= PageLayout.headerByteCount, lower <= upper, upper <= bytes.count,
      lower & 1 == 0, upper & 1 == 0
    else {
      throw NodeFault("its free space begins at byte \(lower) and ends at byte \(upper)")
    }
    // `NUMKEYS`
    let count = (lower - PageLayout.headerByteCount) / 2
    var nodes: [PageNode] = []
    nodes.reserveCapacity(count)
    defer { for node in nodes { tiles[node.offset / 2] = 0 } }
    for index in 0..<count {
      let offset = Int(u16(PageLayout.headerByteCount + 2 * index))
      guard offset >= upper, offset & 1 == 0,
        offset <= bytes.count - PageLayout.nodeHeaderByteCount
      else { throw NodeFault("node \(index) begins at byte \(offset)") }
      let (node, byteCount) = try node(at: offset, index: index, isLeaf: isLeaf)
      guard tiles[offset / 2] == 0 else {
        throw NodeFault("node \(index) begins where another does")
      }
      tiles[offset / 2] = UInt16(byteCount)
      nodes.append(node)
    }
    try checkTiles(from: upper, count: count, tiles)
    return nodes
  }

  /// Reads one node whose first 8 bytes lie within the page; returns its padded size too.
  private func node(
    at offset: Int,
    index: Int,
    isLeaf: Bool
  ) throws(NodeFault) -> (PageNode, byteCount: Int) {
    let low = u32(offset)
    let flags = u16(offset + 4)
    let keyByteCount = Int(u16(offset + 6))
    let keyStart = offset + PageLayout.nodeHeaderByteCount
    // The key of a branch's first node is never looked at, and mostly empty.
    guard keyByteCount <= PageLayout.keyByteCountMax, keyByteCount > 0 || (!isLeaf && index == 0)
    else { throw NodeFault("the key of node \(index) has \(keyByteCount) bytes") }
    var storedByteCount = 0
    if isLeaf {
      storedByteCount = flags & PageLayout.overflowValue != 0 ? 8 : Int(low)
    }
    let keyEnd = keyStart + keyByteCount
    let end = (keyEnd + storedByteCount + 1) & ~1
    guard end <= bytes.count else {
      throw NodeFault("node \(index) ends at byte \(end), behind the page")
    }
    guard
      keyEnd + storedByteCount - offset <= PageLayout.nodeByteCountMax(pageByteCount: bytes.count)
    else { throw NodeFault("node \(index) has \(end - offset) bytes") }
    let node = PageNode(
      offset: offset,
      flags: isLeaf ? flags : 0,
      key: keyStart..<keyEnd,
      value: keyEnd..<keyEnd + storedByteCount,
      valueByteCount: isLeaf ? Int(low) : 0,
      child: isLeaf ? PageLayout.noPage : UInt64(low) | UInt64(flags) << 32
    )
    return (node, end - offset)
  }

  /// Checks that nodes cover the page from `start` to its end, one behind the other.
  private func checkTiles(from start: Int, count: Int, _ tiles: [UInt16]) throws(NodeFault) {
    var (offset, found) = (start, 0)
    while offset < bytes.count, tiles[offset / 2] != 0 {
      offset += Int(tiles[offset / 2])
      found += 1
    }
    guard offset == bytes.count, found == count else {
      throw NodeFault("its nodes overlap, or leave bytes between them, at byte \(offset)")
    }
  }
}
