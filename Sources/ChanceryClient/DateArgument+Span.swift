extension DateArgument {
  /// The two ends of a span as they were typed; nil where one was left out.
  package struct Span: Sendable, Equatable {
    package let begin: String?
    package let end: String?

    package init(begin: String?, end: String?) {
      self.begin = begin
      self.end = end
    }
  }

  /// Takes `A..B`, `A..` and `..B` apart; nil if the text is no span.
  ///
  /// Dots in brackets belong to a date: `[..2025-03-07]..2025-04` begins with an EDTF set.
  package static func span(_ text: String) -> Span? {
    var depth = 0
    var previousDot: String.Index?
    for index in text.indices {
      switch text[index] {
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      case "." where depth == 0:
        if let dot = previousDot {
          let (begin, end) = (text[..<dot], text[text.index(after: index)...])
          return Span(
            begin: begin.isEmpty ? nil : String(begin),
            end: end.isEmpty ? nil : String(end)
          )
        }
        previousDot = index
        continue
      default: break
      }
      previousDot = nil
    }
    return nil
  }
}
