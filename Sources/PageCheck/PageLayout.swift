/// Where things stand in a data file of LMDB 0.9, as `mdb.c` of 0.9.24 lays them out.
///
/// All numbers are in the machine's order, which is little-endian wherever this runs. The names in
/// the comments are those of `mdb.c`.
enum PageLayout {
  /// `PAGEHDRSZ`: the bytes before a page's node pointers or overflow data.
  static let headerByteCount = 16
  /// `mp_pgno`, 8 bytes; `mp_pad`, 2; `mp_flags`, 2; `pb_lower` and `pb_upper`, 2 each, or
  /// `pb_pages`, 4.
  static let padOffset = 8
  static let flagsOffset = 10
  static let lowerOffset = 12
  static let upperOffset = 14
  static let runLengthOffset = 12

  /// `P_BRANCH`, `P_LEAF`, `P_OVERFLOW`, `P_META`: what `mp_flags` is on the disk.
  ///
  /// `P_DIRTY` is cleared by `mdb_page_flush`; `P_LEAF2` and `P_SUBP` come with `MDB_DUPSORT` only.
  static let branchFlags: UInt16 = 0x01
  static let leafFlags: UInt16 = 0x02
  static let overflowFlags: UInt16 = 0x04
  static let metaFlags: UInt16 = 0x08

  /// `NODESIZE`: `mn_lo`, `mn_hi`, `mn_flags`, `mn_ksize`, 2 bytes each.
  static let nodeHeaderByteCount = 8
  /// `F_BIGDATA`: the value is in an overflow run, whose first page stands in its place.
  static let overflowValue: UInt16 = 0x01
  /// `F_SUBDATA`: the value is the record of a table.
  static let tableValue: UInt16 = 0x02

  /// `MDB_MAXKEYSIZE` of Debian's build, which is the default.
  static let keyByteCountMax = 511
  /// `CURSOR_STACK`: no tree is deeper, since no cursor is.
  static let depthMax = 32

  /// `MDB_MAGIC` and `MDB_DATA_VERSION`.
  static let magic: UInt32 = 0xBEEF_C0DE
  static let version: UInt32 = 1
  /// `NUM_METAS`: pages 0 and 1.
  static let metaCount: UInt64 = 2
  /// `MDB_meta` behind the header of its page.
  static let metaByteCount = headerByteCount + 136
  /// `sizeof(MDB_db)`.
  static let tableRecordByteCount = 48
  /// `P_INVALID`: the root of an empty tree.
  static let noPage = UInt64.max
  /// `MDB_INTEGERKEY`: the free list's keys are transaction numbers.
  static let integerKeys: UInt16 = 0x08

  /// The page sizes there can be, up to `MAX_PAGESIZE`; no system has smaller ones than 512.
  static func isPageByteCount(_ count: UInt32) -> Bool {
    count >= 512 && count <= 0x8000 && count & (count - 1) == 0
  }

  /// `me_nodemax`: what a node may take, so that at least `MDB_MINKEYS` (2) fit in a page.
  static func nodeByteCountMax(pageByteCount: Int) -> Int {
    ((pageByteCount - headerByteCount) / 2 & -2) - 2
  }

  /// `OVPAGES`: how many pages a value of so many bytes needs.
  static func runLength(valueByteCount: Int, pageByteCount: Int) -> UInt64 {
    UInt64((headerByteCount - 1 + valueByteCount) / pageByteCount + 1)
  }
}
