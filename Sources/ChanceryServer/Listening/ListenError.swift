/// Why the daemon cannot listen, and what to do about it.
package struct ListenError: Error, Sendable, Equatable {
  /// The kinds that end the daemon with different exit codes.
  package enum Kind: Sendable, Equatable {
    /// The configuration names a place that cannot be.
    case configuration
    /// The rights do not suffice.
    case rights
    /// Somebody else listens there.
    case inUse
  }

  package let kind: Kind
  package let message: String
  package let hint: String
}
