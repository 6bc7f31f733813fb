/// Finds some bytes in others, in time linear in both, whatever they are (Knuth, Morris, Pratt).
struct ByteSearch {
  private let wanted: [UInt8]
  /// For each length matched, the length of its longest proper prefix that is also its suffix.
  private let fallback: [Int32]

  /// - Precondition: There is something to find.
  init(_ wanted: [UInt8]) {
    precondition(!wanted.isEmpty)
    self.wanted = wanted
    var fallback = [Int32](repeating: 0, count: wanted.count + 1)
    var length = 0
    for index in wanted.indices.dropFirst() {
      while length > 0, wanted[length] != wanted[index] { length = Int(fallback[length]) }
      if wanted[length] == wanted[index] { length += 1 }
      fallback[index + 1] = Int32(length)
    }
    self.fallback = fallback
  }

  /// How often the bytes stand in the text, overlaps counted, and where first (0 if nowhere).
  func occurrences(in text: [UInt8]) -> (count: Int, first: Int) {
    let wanted = wanted.span
    let fallback = fallback.span
    let text = text.span
    var count = 0
    var first = 0
    var length = 0
    for index in text.indices {
      let byte = text[index]
      while length > 0, wanted[length] != byte { length = Int(fallback[length]) }
      guard wanted[length] == byte else { continue }
      length += 1
      guard length == wanted.count else { continue }
      if count == 0 { first = index + 1 - length }
      count += 1
      length = Int(fallback[length])
    }
    return (count, first)
  }
}
