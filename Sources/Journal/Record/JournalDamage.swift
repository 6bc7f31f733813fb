/// Stored bytes that cannot be what this program wrote.
///
/// Never the caller's fault. An answer that meets it fails; `verify` says where the damage is.
package struct JournalDamage: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was found, and where.
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
