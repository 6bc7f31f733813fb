/// A set of page numbers: one bit a page.
struct PageSet {
  private var words: [UInt64]

  /// Makes an empty set for the pages below a number.
  init(pageCount: UInt64) {
    words = Array(repeating: 0, count: Int(pageCount / 64) + 1)
  }

  /// Adds a page below the number given at the start; false if it was in the set.
  mutating func insert(_ page: UInt64) -> Bool {
    let mask: UInt64 = 1 << (page & 63)
    let index = Int(page >> 6)
    guard words[index] & mask == 0 else { return false }
    words[index] |= mask
    return true
  }

  /// The runs of pages of a range that are not in the set, lowest first, at most so many.
  func missing(in range: Range<UInt64>, runCountMax: Int) -> [Range<UInt64>] {
    var runs: [Range<UInt64>] = []
    var page = range.lowerBound
    while page < range.upperBound, runs.count < runCountMax {
      guard !contains(page) else {
        // Whole words at a time: most pages are in the set.
        page = words[Int(page >> 6)] == .max ? (page | 63) + 1 : page + 1
        continue
      }
      let start = page
      while page < range.upperBound, !contains(page) { page += 1 }
      runs.append(start..<page)
    }
    return runs
  }

  func contains(_ page: UInt64) -> Bool {
    words[Int(page >> 6)] & (1 << (page & 63)) != 0
  }
}
