internal import Glibc

/// A data directory that is being filled: it takes its shape when all of it is on disk.
///
/// What comes in is kept in ``draft``, laid out as a data directory, inside the directory itself, so
/// that the last step is a rename on one file system. A directory in which a restore was broken off is
/// refused by the daemon and by a further restore. Used by one thread.
package final class RestoreTarget {
  /// The directory that is to be the journal's.
  package let directory: String
  /// Where its files are put before it is whole.
  package var draft: String { RestoreTarget.draft(in: directory) }

  private let lock: DirectoryLock
  private let isOurs: Bool

  /// The name of the draft inside a data directory.
  private static let draftName = "restoring"

  private static func draft(in directory: String) -> String { "\(directory)/\(draftName)" }

  /// Makes the directory, or takes an empty one, and holds its lock.
  ///
  /// - Throws: ``JournalError``: `.locked` if a daemon runs on it, `.directory` if it is not empty;
  ///   ``FileFailure``.
  package init(_ directory: String) throws {
    self.directory = directory
    let names = try Directory.names(in: directory)
    try RestoreTarget.requireEmpty(names ?? [], directory)
    isOurs = names == nil
    lock = try DirectoryLock(directory: directory)
    for path in [draft, draft + "/journal"] where try !Directory.make(path) {
      throw FileFailure("make the directory", path, EEXIST)
    }
  }

  // MARK: - What is there

  private static func requireEmpty(_ names: [String], _ directory: String) throws {
    // A lock that nobody holds is what a daemon or a restore leaves of an emptied directory.
    let others = names.filter { $0 != "lock" }
    guard let first = others.first else { return }
    // Says who holds it, if a daemon does: that is the graver fault.
    if names.contains("lock") { withExtendedLifetime(try DirectoryLock(directory: directory)) {} }
    let holds = others.contains("journal") ? "a journal" : "“\(first)”"
    throw JournalError(
      .directory,
      "the directory \(directory) is not empty: it holds \(holds)",
      hint: "give --data a directory that is empty or does not exist: a restore replaces nothing"
    )
  }

  /// Refuses a directory in which a restore was broken off.
  package static func requireWhole(_ directory: String) throws(JournalError) {
    guard access(draft(in: directory), F_OK) == 0 else { return }
    throw JournalError(
      .damaged,
      "a restore was broken off in \(directory)",
      hint: "empty the directory, and restore again"
    )
  }

  // MARK: - Ends

  /// The files that a data directory may have, the journal's last: with it, it is whole.
  private static let names = ["key", "checkpoint", "journal"]

  /// Makes the directory a data directory.
  ///
  /// Everything in the draft is on disk, and nothing of it is open any more.
  ///
  /// - Throws: ``FileFailure``.
  package func complete() throws(FileFailure) {
    unlink(draft + "/journal/lock.mdb")
    try Directory.flush(draft + "/journal")
    try Directory.flush(draft)
    for name in RestoreTarget.names {
      guard rename("\(draft)/\(name)", "\(directory)/\(name)") == 0 || errno == ENOENT else {
        throw FileFailure("rename", "\(draft)/\(name)")
      }
    }
    try Directory.flush(directory)
    guard rmdir(draft) == 0 else { throw FileFailure("remove", draft) }
    try Directory.flush(directory)
    try Directory.flush(Directory.parent(of: directory))
  }

  /// Takes away what came in, and the directory if it was made here.
  package func discard() {
    for name in ["/journal/data.mdb", "/journal/lock.mdb", "/journal", "/key", "/checkpoint", ""] {
      remove(draft + name)
    }
    unlink(directory + "/lock")
    if isOurs { rmdir(directory) }
  }
}
