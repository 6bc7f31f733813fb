internal import Glibc
package import LMDB

/// The files of a journal in its data directory, as a daemon's first start makes them.
package enum JournalFiles {
  /// The directory of the environment, in a data directory.
  package static func environmentPath(in directory: String) -> String { directory + "/journal" }

  /// Makes the environment of a new journal, wholly or not at all.
  ///
  /// LMDB writes its first two pages without a flush. A power cut then could leave a file that is none
  /// of its own, and no daemon would start on it though nothing was lost. So a new environment is made
  /// under another name, with its first commit, and gets its own name when all of it is on the disk.
  ///
  /// - Parameters:
  ///   - directory: The data directory, whose lock the caller holds.
  ///   - configuration: How the environment is opened.
  /// - Throws: ``JournalError`` of kind `.damaged` if the environment is there without its data file;
  ///   of `.storage` or the store's error if it cannot be made.
  package static func prepare(
    in directory: String,
    _ configuration: Environment.Configuration
  ) throws {
    let path = environmentPath(in: directory)
    if access(path + "/data.mdb", F_OK) == 0 { return }
    guard access(path, F_OK) != 0 else {
      throw JournalError(
        .damaged,
        "\(path) has no data.mdb",
        hint: "restore a backup; only a data directory without “journal” begins a new one"
      )
    }
    let unfinished = path + ".new"
    removeEnvironment(unfinished)
    try create(unfinished, configuration)
    guard rename(unfinished, path) == 0, flush(directory) else {
      throw JournalError(
        .storage,
        "\(path) cannot be made: \(String(cString: strerror(errno)))",
        hint: "look at the disk (df, dmesg)"
      )
    }
  }

  /// Creates and closes again: a renamed environment must not be open under its old name.
  private static func create(
    _ path: String,
    _ configuration: Environment.Configuration
  ) throws {
    let environment = try Environment(path: path, configuration: configuration)
    _ = try Journal(environment: environment)
  }

  /// Removes what a start that did not come to its end has left; nothing in it was ever acknowledged.
  private static func removeEnvironment(_ path: String) {
    for name in ["/data.mdb", "/lock.mdb"] { unlink(path + name) }
    rmdir(path)
  }

  /// Makes the names in a directory durable; false, with `errno`, if that failed.
  static func flush(_ directory: String) -> Bool {
    let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }
}
