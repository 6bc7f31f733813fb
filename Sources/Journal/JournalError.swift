/// Why a journal did not open, or why it stopped.
package struct JournalError: Error, Sendable, CustomStringConvertible {
  /// What kind of trouble, so that a program can choose its exit code.
  package enum Kind: Sendable, Equatable {
    /// Another process holds the journal; its pid, where the lock file says so.
    case locked(pid: Int32?)
    /// The directory cannot be made, read or written.
    case directory
    /// The file is of another version or of another kind.
    case format
    /// Stored bytes are not what was written.
    case damaged
    /// The store or the disk failed.
    case storage
    /// What the daemon was told does not fit the journal.
    case configuration
  }

  package var kind: Kind
  /// What went wrong.
  package var detail: String
  /// How to mend it.
  package var hint: String?

  package init(_ kind: Kind, _ detail: String, hint: String? = nil) {
    self.kind = kind
    self.detail = detail
    self.hint = hint
  }

  package var description: String {
    hint.map { "\(detail)\n  → \($0)" } ?? detail
  }
}
