/// Why a verification could not be done; says nothing of the journal.
package struct VerifyFailure: Error, Sendable, CustomStringConvertible {
  /// What went wrong.
  package let detail: String
  /// How to mend it.
  package let hint: String

  package init(_ detail: String, hint: String) {
    self.detail = detail
    self.hint = hint
  }

  package var description: String { "\(detail)\n  → \(hint)" }
}
