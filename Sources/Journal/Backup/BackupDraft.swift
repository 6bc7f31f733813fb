package import ChanceryModel
internal import Glibc
package import LMDB
internal import Proofs

/// A backup in the making: a directory laid out as a data directory, which becomes a backup when its
/// manifest is written.
///
/// Used by one thread. Whatever breaks off before ``complete(_:)`` is no backup, and says so by the
/// manifest it lacks; ``discard()`` takes it away.
package final class BackupDraft {
  /// The directory, as it was given.
  package let directory: String
  /// What was made here, in the order of making.
  private var made: [String] = []
  private var files: [BackupManifest.File] = []

  private var journalDirectory: String { directory + "/journal" }
  private var journalFile: String { "\(directory)/\(BackupManifest.journalFileName)" }

  /// Begins a backup in a directory that is empty, or made here (0700).
  ///
  /// - Throws: ``JournalError`` of kind `.directory` if it cannot be used; ``FileFailure``.
  package init(directory: String) throws {
    self.directory = directory
    guard directory.hasPrefix("/") else {
      throw JournalError(
        .directory,
        "the directory of a backup has to be an absolute path, not \(directory)",
        hint: "`chancery backup` makes a relative one absolute"
      )
    }
    do {
      if try makeDirectory(directory) == false { try BackupDraft.requireEmpty(directory) }
      _ = try makeDirectory(journalDirectory)
    } catch {
      discard()
      throw error
    }
  }

  private func makeDirectory(_ path: String) throws -> Bool {
    do throws(FileFailure) {
      let isNew = try Directory.make(path)
      if isNew { made.append(path) }
      return isNew
    } catch {
      throw BackupDraft.unusable(error)
    }
  }

  private static func unusable(_ failure: FileFailure) -> any Error {
    guard !failure.isLackOfRoom else { return failure }
    return JournalError(
      .directory,
      "\(failure)",
      hint: failure.isMissing
        ? "make its parent directory first"
        : "the daemon makes it, as uid \(geteuid()): choose a directory that it may write to"
    )
  }

  private static func requireEmpty(_ directory: String) throws {
    let names: [String]
    do throws(FileFailure) { names = try Directory.names(in: directory) ?? [] } catch {
      throw unusable(error)
    }
    guard let first = names.first else { return }
    let holds =
      names.contains(BackupManifest.fileName)
      ? "it holds a backup"
      : names == ["journal"] ? "a backup was broken off in it" : "it holds “\(first)”"
    throw JournalError(
      .directory,
      "the directory \(directory) is not empty: \(holds)",
      hint: "choose a directory that is empty or does not exist: no backup replaces another"
    )
  }

  // MARK: - Files

  /// Copies the last commit, compacted, and makes the copy durable.
  ///
  /// - Parameters:
  ///   - environment: What to copy; writers go on meanwhile.
  ///   - progress: Told how many bytes of how many are written; false cancels.
  /// - Throws: ``BackupCancelled``, ``FileFailure``, ``LMDBError``.
  package func copy(
    _ environment: Environment,
    progress: (_ done: Int, _ total: Int) -> Bool
  ) throws {
    let file = try OutputFile(creating: journalFile)
    made.append(journalFile)
    var total = 0
    do {
      try environment.copyCompact(throwing: (any Error).self) { block throws(any Error) in
        if total == 0 { total = Environment.byteCount(ofCopyBeginningWith: block) ?? 0 }
        try file.write(block)
        guard progress(file.byteCount, max(total, file.byteCount)) else {
          throw BackupCancelled()
        }
      }
    } catch TransactionError.storage(let error) {
      throw error
    } catch TransactionError.body(let error) {
      throw error
    }
    try file.flush()
    note(file, BackupManifest.journalFileName)
  }

  /// Writes a small file and makes it durable.
  package func write(_ bytes: [UInt8], named name: Text) throws {
    let path = "\(directory)/\(name)"
    let file = try OutputFile(creating: path)
    made.append(path)
    try file.write(bytes)
    try file.flush()
    note(file, name)
  }

  private func note(_ file: OutputFile, _ name: Text) {
    files.append(
      BackupManifest.File(
        name: name,
        byteCount: file.byteCount,
        sha256: Text(file.digest.hex)
      )
    )
  }

  /// Reads the files again, from the disk where the system can be made to, and compares.
  ///
  /// - Throws: ``BackupCancelled``; ``JournalError`` of kind `.storage` if a file is not what was
  ///   written.
  package func readBack(progress: (_ done: Int, _ total: Int) -> Bool) throws {
    let total = files.reduce(0) { $0 + $1.byteCount }
    var before = 0
    for file in files {
      let path = "\(directory)/\(file.name)"
      let read = try FileDigest.of(path, dropsCache: true) { progress(before + $0, total) }
      guard let read else { throw BackupCancelled() }
      guard read == FileDigest(of: file) else {
        throw JournalError(
          .storage,
          "\(path) does not read back as it was written",
          hint: "the disk of the backup is failing: use another one"
        )
      }
      before += file.byteCount
    }
  }

  // MARK: - Ends

  /// Makes the directory a backup: writes its manifest, which takes its name once it is on disk.
  ///
  /// - Parameter manifest: Gets the list of files from here.
  /// - Returns: The manifest as it was written.
  /// - Throws: ``FileFailure``.
  package func complete(_ manifest: BackupManifest) throws -> BackupManifest {
    var manifest = manifest
    manifest.files = files
    let path = "\(directory)/\(BackupManifest.fileName)"
    let draft = path + ".part"
    let file = try OutputFile(creating: draft)
    made.append(draft)
    try file.write(manifest.bytes)
    try file.flush()
    try removeLocks()
    // Before the manifest has its name, the names of all else are on disk.
    try Directory.flush(journalDirectory)
    try Directory.flush(directory)
    try Directory.flush(Directory.parent(of: directory))
    guard rename(draft, path) == 0 else { throw FileFailure("rename", draft) }
    made.append(path)
    try Directory.flush(directory)
    return manifest
  }

  /// Takes away all that was made; what cannot be taken away stays, and is no backup.
  package func discard() {
    try? removeLocks()
    for path in made.reversed() { remove(path) }
    made = []
  }

  /// Removes the lock files that whoever opened the copy has left.
  private func removeLocks() throws(FileFailure) {
    for path in [journalDirectory + "/lock.mdb", directory + "/lock"] {
      guard unlink(path) == 0 || errno == ENOENT || errno == ENOTDIR else {
        throw FileFailure("remove", path)
      }
    }
  }
}

/// Whoever asked for a backup does not want it any more.
package struct BackupCancelled: Error, Sendable {
  package init() {}
}
