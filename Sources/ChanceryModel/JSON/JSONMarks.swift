/// Finds the bytes of a string that need a look, eight at a time: quotes, backslashes and control characters.
///
/// The test for a zero byte is the one that subtracts one from each byte and looks for borrows (H. Warren,
/// Hacker's Delight, §6-1). What it marks above the lowest mark may be wrong, the lowest never is.
enum JSONMarks {
  /// How many of eight bytes, in the order of memory, stand before the first that needs a look; nil if none does.
  static func first(in word: UInt64) -> Int? {
    let word = UInt64(littleEndian: word)
    let marks =
      (zeros(word ^ (ones &* 0x22)) | zeros(word ^ (ones &* 0x5C))
        | ((word &- ones &* 0x20) & ~word)) & (ones &* 0x80)
    return marks == 0 ? nil : marks.trailingZeroBitCount / 8
  }

  /// True if none of the bytes is beyond ASCII.
  static func isASCII(_ word: UInt64) -> Bool { word & (ones &* 0x80) == 0 }

  /// The first `count` of eight bytes, the others zero; `count` is less than eight.
  static func prefix(_ count: Int, of word: UInt64) -> UInt64 {
    UInt64(littleEndian: word) & ((1 << UInt64(8 * count)) - 1)
  }

  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

  private static var ones: UInt64 { 0x0101_0101_0101_0101 }
}
