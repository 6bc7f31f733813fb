/// Both meta pages, checked by themselves and against each other.
struct MetaPair {
  /// The meta page to walk from; nil if there is none to go by.
  let chosen: MetaPage?
  /// How many pages the file has, the last of which may be incomplete.
  let filePageCount: UInt64
  /// What is wrong.
  let damages: [PageDamage]

  /// How often the pages are read until two readings agree.
  ///
  /// The daemon may be writing one of them. A commit takes a hundred times as long as a reading.
  private static let attemptCountMax = 64

  /// Reads the meta pages of a file, which may be in use.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - transaction: The commit to choose; nil for the last one.
  /// - Returns: The pages, and what is wrong with them.
  /// - Throws: A failure to read, or that the commit is in neither page.
  static func read(
    _ source: some PageSource,
    transaction: UInt64?
  ) throws(PageCheckError) -> MetaPair {
    var last = try readOnce(source)
    for _ in 0..<attemptCountMax {
      let next = try readOnce(source)
      let isSettled = next == last
      last = next
      if isSettled { break }
    }
    let byteCount = try source.byteCount()
    let pair = MetaPair(last, fileByteCount: byteCount, transaction: transaction)
    if let transaction, pair.damages.isEmpty, pair.chosen?.transaction != transaction {
      throw PageCheckError.transactionGone(transaction)
    }
    return pair
  }

  /// The two pages; one that the file does not hold is nil.
  private static func readOnce(
    _ source: some PageSource
  ) throws(PageCheckError) -> [MetaPage?] {
    var metas: [MetaPage?] = []
    var offset: UInt64 = 0
    for index in 0..<PageLayout.metaCount {
      let bytes = try source.read(at: offset, count: PageLayout.metaByteCount)
      let meta = bytes.count == PageLayout.metaByteCount ? MetaPage(PageImage(bytes: bytes)) : nil
      metas.append(meta)
      // As `mdb_env_read_header` does: the first page says where the second begins. If it cannot be
      // believed, the usual size finds it.
      let stated = index == 0 ? meta?.pageByteCount : nil
      offset = UInt64(stated.flatMap { PageLayout.isPageByteCount($0) ? $0 : nil } ?? 4096)
    }
    return metas
  }

  private init(_ pages: [MetaPage?], fileByteCount: UInt64, transaction: UInt64?) {
    var damages: [PageDamage] = []
    var sound: [MetaPage] = []
    let psize = pages.compactMap { $0 }.first { $0.headerFault(index: $0.number) == nil }
    let pageByteCount = UInt64(psize?.pageByteCount ?? 4096)
    let filePageCount = (fileByteCount + pageByteCount - 1) / pageByteCount
    for (index, page) in pages.enumerated() {
      let number = UInt64(index)
      guard let page else {
        damages.append(PageDamage(page: number, "is not there: the file ends before it"))
        continue
      }
      if let what = page.headerFault(index: number) ?? page.fault(filePageCount: filePageCount) {
        damages.append(PageDamage(page: number, what))
      } else {
        sound.append(page)
      }
    }
    if sound.count == 2 {
      damages += MetaPair.faults(between: sound[0], sound[1])
    }
    self.damages = damages
    self.filePageCount = filePageCount
    if let transaction {
      chosen = sound.first { $0.transaction == transaction }
    } else {
      // `mdb_env_pick_meta`
      chosen =
        sound.count == 2 && sound[0].transaction < sound[1].transaction ? sound[1] : sound.first
    }
  }

  /// What does not fit between two meta pages that are sound by themselves.
  private static func faults(between first: MetaPage, _ second: MetaPage) -> [PageDamage] {
    if first.pageByteCount != second.pageByteCount {
      return [PageDamage(page: 1, "says that pages have another size than page 0 says")]
    }
    guard first.transaction != 0 || second.transaction != 0 else {
      // As `mdb_env_init_meta` makes them: no commit yet.
      let isNew = first.bytes.dropFirst(8) == second.bytes.dropFirst(8) && first.main.depth == 0
      return isNew ? [] : [PageDamage(page: 1, "is of no commit, yet differs from page 0")]
    }
    let (older, newer) =
      first.transaction < second.transaction ? (first, second) : (second, first)
    guard newer.transaction - older.transaction == 1,
      first.transaction & 1 == 0, second.transaction & 1 == 1
    else {
      return [
        PageDamage(
          page: newer.number,
          "is of commit \(newer.transaction), the other meta page of commit \(older.transaction)"
        )
      ]
    }
    // Neither the map as recorded nor the number of pages in use ever shrinks.
    guard older.mapByteCount <= newer.mapByteCount, older.lastPage <= newer.lastPage else {
      return [PageDamage(page: older.number, "describes more pages than the commit after it")]
    }
    return []
  }
}
