import ChanceryClient

/// `NAME:FROM..TO` and the like: something with the days it held.
struct DatedSpan {
  let parts: [String]
  let from: String?
  let to: String?

  /// Cuts a text at its colons; a last part with `..` in it is the span.
  init(_ text: String, _ session: Session) throws(Fault) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false).map { String($0) }
    var span: (String?, String?) = (nil, nil)
    if let last = parts.last, let dots = last.range(of: "..") {
      let (first, second) = (String(last[..<dots.lowerBound]), String(last[dots.upperBound...]))
      span.0 = first.isEmpty ? nil : try session.day(first, end: .first)
      span.1 = second.isEmpty ? nil : try session.day(second)
      parts.removeLast()
    }
    self.parts = parts
    (from, to) = span
  }
}

extension String {
  /// Where a text begins that stands within this one.
  fileprivate func range(of text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) {
        return start..<index(start, offsetBy: text.count)
      }
      start = index(after: start)
    }
    return nil
  }
}
