/// One of the two pages that say where everything begins: `MDB_meta`.
///
/// A commit of transaction n overwrites meta page n mod 2 (`mdb_env_write_meta`), so that the other
/// one still describes the commit before.
struct MetaPage: Equatable {
  /// The page as it was read, for comparison; ``PageLayout/metaByteCount`` bytes.
  let bytes: [UInt8]

  let number: UInt64
  let flags: UInt16
  let magic: UInt32
  let version: UInt32
  let address: UInt64
  let mapByteCount: UInt64
  let freeList: TableRecord
  let main: TableRecord
  let lastPage: UInt64
  let transaction: UInt64

  /// Reads a page of at least ``PageLayout/metaByteCount`` bytes.
  init(_ page: PageImage) {
    let start = PageLayout.headerByteCount
    bytes = Array(page.bytes.prefix(PageLayout.metaByteCount))
    number = page.number
    flags = page.flags
    magic = page.u32(start)
    version = page.u32(start + 4)
    address = page.u64(start + 8)
    mapByteCount = page.u64(start + 16)
    freeList = TableRecord(page, at: start + 24)
    main = TableRecord(page, at: start + 72)
    lastPage = page.u64(start + 120)
    transaction = page.u64(start + 128)
  }

  /// `mm_psize`: the bytes of a page of this file.
  var pageByteCount: UInt32 { freeList.pad }

  /// What keeps the page from being a meta page at all; nil if nothing does.
  ///
  /// `mdb_env_read_header` asks for flags, magic and version; a page size that cannot be would send
  /// everything else astray.
  func headerFault(index: UInt64) -> String? {
    if number != index { return "says that it is page \(number)" }
    if flags != PageLayout.metaFlags { return "has the flags \(flags); a meta page has 8" }
    if magic != PageLayout.magic { return "does not begin as a meta page of LMDB does" }
    if version != PageLayout.version { return "is of the format \(version); 1 is known" }
    if !PageLayout.isPageByteCount(pageByteCount) {
      return "says that pages have \(pageByteCount) bytes"
    }
    return nil
  }

  /// What is wrong with the values of a page that is a meta page; nil if nothing is.
  ///
  /// - Parameter filePageCount: How many pages the file has.
  /// - Returns: The rest of a sentence that begins with the page.
  func fault(filePageCount: UInt64) -> String? {
    // `mm_address` is set with `MDB_FIXEDMAP` only, which would show in the flags.
    if address != 0 { return "names an address for the map" }
    // Room that no page was written to can be at the end only: pages that the same transaction took
    // and gave back. Its dirty list, and so that room, is bounded (`MDB_IDL_UM_MAX`, 2^17).
    if lastPage < PageLayout.metaCount - 1 || lastPage >= filePageCount + (1 << 18) {
      return "says that page \(lastPage) is the last; the file has \(filePageCount) pages"
    }
    // `mdb_env_write_meta` writes no smaller map than the environment had.
    if mapByteCount / UInt64(pageByteCount) <= lastPage {
      return "says that the map has \(mapByteCount) bytes, and \(lastPage + 1) pages"
    }
    let flags = PageLayout.integerKeys
    if let what = freeList.fault(lastPage: lastPage, pad: pageByteCount, flags: flags) {
      return "its record of the free list \(what)"
    }
    if let what = main.fault(lastPage: lastPage) {
      return "its record of the main table \(what)"
    }
    return nil
  }
}
