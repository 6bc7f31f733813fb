/// The walk over the pages of one commit, and what it has found so far.
struct PageWalker<Source: PageSource> {
  let source: Source
  let meta: MetaPage
  let pageByteCount: Int
  let progress: (_ done: UInt64, _ total: UInt64) -> Void
  var report: PageReport
  /// The pages met so far: in a tree, in an overflow run, or in the free list.
  var met: PageSet
  var metCount: UInt64
  /// Room for the check of a page's nodes; all 0 between two pages.
  var tiles: [UInt16]
  /// Whether pages were left out because what leads to them is damaged: counts say nothing then.
  var isPartial = false

  init(
    source: Source,
    meta: MetaPage,
    report: PageReport,
    progress: @escaping (_ done: UInt64, _ total: UInt64) -> Void
  ) {
    self.source = source
    self.meta = meta
    self.progress = progress
    self.report = report
    pageByteCount = Int(meta.pageByteCount)
    tiles = Array(repeating: 0, count: pageByteCount / 2)
    met = PageSet(pageCount: meta.lastPage + 1)
    metCount = PageLayout.metaCount
    self.report.transaction = meta.transaction
    self.report.pageByteCount = pageByteCount
    self.report.pages = meta.lastPage + 1
  }

  /// Walks the tables first, so that a page which is free and in use is reported as free.
  mutating func walk() throws(PageCheckError) {
    try walk(meta.main, of: .main)
    try walk(meta.freeList, of: .freeList)
    progress(metCount, report.pages)
    reportMissing()
  }

  /// Reports the pages that are neither in use nor free; each is lost for ever, or part of
  /// something that nothing leads to any more.
  private mutating func reportMissing() {
    // After other damage this would only repeat it.
    guard !isPartial else { return }
    let runs = met.missing(
      in: PageLayout.metaCount..<report.pages,
      runCountMax: PageReport.damageCountMax
    )
    for run in runs {
      let last = run.upperBound - 1
      let what = "is neither in use nor free"
      let pages = run.count == 1 ? what : "and all up to \(last): " + what
      report.add(PageDamage(page: run.lowerBound, pages))
    }
  }

  /// Records that a page was met; false, and a damage, if it cannot be or was met before.
  mutating func meet(_ page: UInt64, of tree: PageTree, as role: String) -> Bool {
    guard page >= PageLayout.metaCount, page <= meta.lastPage else {
      damage(page, tree, "is named as \(role), but pages are numbered 2 to \(meta.lastPage)")
      return false
    }
    guard met.insert(page) else {
      damage(page, tree, "is named as \(role), but belongs elsewhere already")
      return false
    }
    metCount += 1
    if metCount & 0xFFF == 0 { progress(metCount, report.pages) }
    return true
  }

  mutating func damage(_ page: UInt64, _ tree: PageTree, _ what: String) {
    isPartial = true
    report.add(PageDamage(page: page, table: tree.name, what))
  }
}
