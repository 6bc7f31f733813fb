extension PageWalker {
  /// Meets the pages of one entry of the free list: an `MDB_IDL`, how many and then the pages,
  /// highest first.
  ///
  /// Its key is the transaction that freed them (`mdb_freelist_save`), or a lower one under which
  /// pages that were left over are stored again. Room behind the list is allowed, and an empty list:
  /// room is reserved before it is known how much is needed.
  ///
  /// - Parameters:
  ///   - node: The entry.
  ///   - page: The leaf that holds it.
  ///   - number: The number of that leaf.
  ///   - tree: The free list.
  ///   - read: Gives so many bytes of the list from an offset, which lie within it.
  /// - Throws: What `read` throws.
  mutating func visitFreePages(
    _ node: PageNode,
    of page: PageImage,
    _ number: UInt64,
    _ tree: PageTree,
    _ read: (_ offset: Int, _ count: Int) throws(PageCheckError) -> [UInt8]
  ) throws(PageCheckError) {
    let transaction = page.u64(node.key.lowerBound)
    guard transaction > 0, transaction <= meta.transaction else {
      let what = "says what commit \(transaction) freed; the last one was \(meta.transaction)"
      return damage(number, tree, what)
    }
    let byteCount = node.valueByteCount
    guard byteCount >= 8, byteCount % 8 == 0 else {
      return damage(number, tree, "holds a list of \(byteCount) bytes")
    }
    // The file may be cut while it is read.
    let head = PageImage(bytes: try read(0, 8))
    let count = head.bytes.count == 8 ? head.u64(0) : .max
    guard count <= UInt64(byteCount / 8 - 1) else {
      return damage(number, tree, "holds a list of \(byteCount) bytes for \(count) pages")
    }
    var before = UInt64.max
    var done = 0
    while done < Int(count) {
      let step = min(Int(count) - done, 8192)
      let ids = PageImage(bytes: try read(8 + 8 * done, 8 * step))
      guard ids.bytes.count == 8 * step else {
        return damage(number, tree, "holds a list that ends behind the end of the file")
      }
      for index in 0..<step {
        let free = ids.u64(8 * index)
        guard free < before else {
          return damage(number, tree, "holds a list that is out of order at page \(free)")
        }
        before = free
        guard meet(free, of: tree, as: "a free page") else { return }
        report.freePages += 1
      }
      done += step
    }
  }
}
