/// The check of a data file of LMDB 0.9, page by page, without the library.
///
/// liblmdb believes what it reads: it may crash on a page that is damaged, or answer wrongly. So
/// nothing is read through it before this walk has found that every page is what LMDB writes, that
/// each is used once, and that what is not in use is in the free list.
///
/// What the walk does not see: keys and values themselves, for any bytes may be stored, and bytes
/// that belong to nothing (free pages, the space between pointers and nodes).
package enum PageWalk {
  /// Walks the pages of one commit of a data file.
  ///
  /// The file may be in use, as long as the commit cannot be overwritten: some read transaction that
  /// is not newer must be open all the while. Pages of a commit are reused only when no reader needs
  /// them (`mdb_find_oldest`); the two meta pages are read until two readings agree.
  ///
  /// Cost: each page in use is read once, of overflow runs the first page only; memory is one bit a
  /// page, and a page for each level of a tree.
  ///
  /// - Parameters:
  ///   - path: The data file.
  ///   - transaction: The commit to walk, by the number of its transaction; nil for the last one.
  ///   - progress: Called now and then with how many pages are accounted for, and how many there are.
  /// - Returns: Counts and damages.
  /// - Throws: A failure of the system, or that the commit is gone. Damage is never thrown.
  package static func check(
    path: String,
    transaction: UInt64? = nil,
    progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PageCheckError) -> PageReport {
    try check(PageFile(path: path), transaction: transaction, progress: progress)
  }

  /// The same for any source of pages.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - transaction: The commit to walk; nil for the last one.
  ///   - progress: As above.
  /// - Returns: Counts and damages.
  /// - Throws: As above.
  package static func check(
    _ source: some PageSource,
    transaction: UInt64? = nil,
    progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void = { _, _ in }
  ) throws(PageCheckError) -> PageReport {
    let metas = try MetaPair.read(source, transaction: transaction)
    var report = PageReport()
    metas.damages.forEach { report.add($0) }
    guard let meta = metas.chosen else { return report }
    var walker = PageWalker(source: source, meta: meta, report: report, progress: progress)
    try walker.walk()
    return walker.report
  }
}
