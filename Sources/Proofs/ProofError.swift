/// Why a text is no proof, or why a proof does not hold.
package struct ProofError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What kind of trouble, so that a program can tell a torn file from a forged one.
  package enum Kind: Sendable, Equatable {
    /// The text is not of the form it should have.
    case malformed
    /// The key that is trusted has not signed, or the text is another log's.
    case untrusted
    /// A signature does not fit the text it stands below.
    case badSignature
    /// The hashes do not lead to the root.
    case doesNotHold
  }

  package let kind: Kind
  /// What was found, and where.
  package let description: String

  package init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }

  /// A text that is not of its form, by the 1-based line where that shows.
  static func malformed(line: Int? = nil, _ description: String) -> ProofError {
    ProofError(.malformed, line.map { "line \($0): \(description)" } ?? description)
  }
}
