/// The text of a source on file, in which quotes must stand.
struct FiledText {
  let source: Text
  let bytes: [UInt8]

  /// Where the words stand: as given, or at the only place there is.
  func place(
    of words: Text,
    given span: ByteSpan?,
    at pointer: () -> String
  ) throws(Refusal) -> ByteSpan {
    let wanted = Array(words.utf8)
    if let span {
      if stands(wanted, at: span) { return span }
      throw Refusal(
        .quoteNotFound,
        at: pointer(),
        "these words do not stand at \(span.start)..\(span.end) of source “\(source)”",
        hint: hint(for: wanted)
      )
    }
    let found = ByteSearch(wanted).occurrences(in: bytes)
    if found.count == 1 {
      return ByteSpan(start: UInt32(found.first), end: UInt32(found.first + wanted.count))
    }
    let detail =
      found.count == 0
      ? "these words do not stand in the text of source “\(source)”"
      : "these words stand \(found.count) times in the text of source “\(source)”"
    throw Refusal(
      .quoteNotFound,
      at: pointer(),
      detail,
      hint: found.count == 0
        ? "quote byte for byte, curly quotation marks and spaces included"
        : "give “start” and “end” in UTF-8 bytes; the first place is \(found.first)"
    )
  }

  /// Checks a span that is given without its words.
  func check(_ span: ByteSpan, at pointer: () -> String) throws(Refusal) {
    let start = Int(span.start)
    let end = Int(span.end)
    if end <= bytes.count, isBoundary(start), isBoundary(end) { return }
    throw Refusal(
      .quoteNotFound,
      at: pointer(),
      end > bytes.count
        ? "source “\(source)” ends at byte \(bytes.count)"
        : "\(start)..\(end) cuts a character of source “\(source)” in two",
      hint: "offsets are UTF-8 bytes, end exclusive"
    )
  }

  private func stands(_ wanted: [UInt8], at span: ByteSpan) -> Bool {
    let end = Int(span.end)
    return end <= bytes.count && end - Int(span.start) == wanted.count
      && bytes[Int(span.start)..<end].elementsEqual(wanted)
  }

  private func isBoundary(_ offset: Int) -> Bool {
    offset == bytes.count || bytes[offset] & 0xC0 != 0x80
  }

  private func hint(for wanted: [UInt8]) -> String {
    let found = ByteSearch(wanted).occurrences(in: bytes)
    if found.count == 0 { return "they stand nowhere in it: quote byte for byte" }
    return "they stand at \(found.first)..\(found.first + wanted.count); offsets are UTF-8 bytes"
  }
}
