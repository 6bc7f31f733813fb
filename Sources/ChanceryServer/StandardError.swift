import Glibc

/// Standard error, unbuffered: what is said there is read by a person or the journal at once.
package enum StandardError {
  /// Writes a text whole, so that lines of several threads do not mix.
  package static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
