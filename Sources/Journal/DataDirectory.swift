internal import Glibc

/// The directory that `--data` names, before anything is made in it.
package enum DataDirectory {
  /// What a data directory may hold without “journal”: what a first start that was broken off has left,
  /// a key that was put there beforehand, a configuration beside the journal.
  private static let ownNames: Set<String> = [
    "lock", "key", "key.new", "checkpoint", "checkpoint.new", "journal.new", "journal.compact",
    "restoring", "chancery.json",
  ]

  /// How many names a refusal tells.
  private static let namesMax = 3

  /// Refuses a directory of other things, so that no journal begins in somebody's home by a slip.
  ///
  /// One with a journal is a data directory whatever else is in it. In one without, these do not count:
  /// hidden files, what a file system keeps for itself (`lost+found`), sockets, and the files that this
  /// process prints to. A directory that cannot be read is left to the lock, which says why.
  ///
  /// - Throws: ``JournalError`` of kind `.directory`.
  package static func requireOwn(_ directory: String) throws(JournalError) {
    let names: [String]
    do throws(FileFailure) {
      names = try Directory.names(in: directory) ?? []
    } catch {
      return
    }
    guard !names.contains("journal") else { return }
    let others = names.filter { name in
      !ownNames.contains(name) && !name.hasPrefix(".") && name != "lost+found"
        && !isHarmless(directory + "/" + name)
    }
    guard !others.isEmpty else { return }
    let told = others.prefix(namesMax).map { "“\($0)”" }.joined(separator: ", ")
    let more = others.count > namesMax ? " and \(others.count - namesMax) more" : ""
    throw JournalError(
      .directory,
      "\(directory) holds no journal, but other files: \(told)\(more)",
      hint: "give --data a directory that is empty or does not exist yet"
    )
  }

  /// True for a socket, and for what this process has as one of its standard streams.
  private static func isHarmless(_ path: String) -> Bool {
    var file = stat()
    guard stat(path, &file) == 0 else { return false }
    if file.st_mode & S_IFMT == S_IFSOCK { return true }
    return (STDIN_FILENO...STDERR_FILENO).contains { descriptor in
      var stream = stat()
      return fstat(descriptor, &stream) == 0 && stream.st_dev == file.st_dev
        && stream.st_ino == file.st_ino
    }
  }
}
