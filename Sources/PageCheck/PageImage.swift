internal import Glibc

/// The bytes of one page, or the beginning of one, as they were read.
///
/// Every access is checked against the bytes there are; one outside them traps, so that a mistake in
/// the walk cannot become a wrong verdict.
struct PageImage {
  let bytes: [UInt8]

  func u16(_ offset: Int) -> UInt16 {
    UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
  }

  func u32(_ offset: Int) -> UInt32 {
    UInt32(u16(offset)) | UInt32(u16(offset + 2)) << 16
  }

  func u64(_ offset: Int) -> UInt64 {
    UInt64(u32(offset)) | UInt64(u32(offset + 4)) << 32
  }

  /// `mp_pgno`: the number that the page gives itself.
  var number: UInt64 { u64(0) }
  var pad: UInt16 { u16(PageLayout.padOffset) }
  var flags: UInt16 { u16(PageLayout.flagsOffset) }
}

/// A key, in the page that holds it.
struct PageKey {
  let page: PageImage
  let range: Range<Int>

  /// The order of keys in the free list, which have 8 bytes: by number (`mdb_cmp_long`).
  static func numberOrder(_ left: PageKey, _ right: PageKey) -> Int {
    let (first, second) = (
      left.page.u64(left.range.lowerBound), right.page.u64(right.range.lowerBound)
    )
    return first == second ? 0 : first < second ? -1 : 1
  }

  /// The order of keys everywhere else: by bytes, shorter first on a tie (`mdb_cmp_memn`).
  static func byteOrder(_ left: PageKey, _ right: PageKey) -> Int {
    let (first, second) = (left.page.bytes[left.range], right.page.bytes[right.range])
    let order = first.withUnsafeBytes { first in
      second.withUnsafeBytes { second -> Int32 in
        guard let first = first.baseAddress, let second = second.baseAddress else { return 0 }
        // Both slices are that long: slicing has checked them.
        return memcmp(first, second, min(left.range.count, right.range.count))
      }
    }
    return order != 0 ? Int(order) : left.range.count - right.range.count
  }
}
