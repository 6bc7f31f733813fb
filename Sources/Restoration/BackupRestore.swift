internal import ChanceryModel
internal import Journal
internal import Projections
internal import Proofs

/// Copies the files of a backup, and sees that they are those of its manifest.
struct BackupRestore {
  private let backup: String
  private let manifest: BackupManifest

  init(_ backup: String, _ manifest: BackupManifest) {
    self.backup = backup
    self.manifest = manifest
  }

  /// Reads the manifest of a backup.
  ///
  /// - Throws: ``JournalError`` of kind `.damaged` if there is none, or it cannot be believed.
  static func manifest(of backup: String) throws -> BackupManifest {
    let path = "\(backup)/\(BackupManifest.fileName)"
    guard let names = try Directory.names(in: backup) else {
      throw FileFailure.missing(backup)
    }
    guard names.contains(BackupManifest.fileName),
      let bytes = try InputFile.contents(path, limit: BackupManifest.byteLimit)
    else {
      throw JournalError(
        .damaged,
        "\(backup) is no backup: it has no \(BackupManifest.fileName), which is written when all else"
          + " is done",
        hint: "a backup was broken off there, or it is another directory: take another backup"
      )
    }
    return try BackupManifest(bytes, at: path)
  }

  /// Copies the files.
  ///
  /// - Parameters:
  ///   - draft: The directory to copy to, laid out as a data directory.
  ///   - withCheckpoint: Whether the checkpoint is taken too: its key is.
  ///   - progress: Told how many bytes were copied.
  /// - Returns: What the copy holds, as the store gives it.
  /// - Throws: ``JournalError`` of kind `.damaged` if a file is not that of the manifest, or the journal
  ///   in it is another one; ``FileFailure``.
  func run(
    to draft: String,
    withCheckpoint: Bool,
    _ progress: (RestoreProgress) throws -> Void
  ) throws -> RestoredContent {
    let files = manifest.files.filter {
      withCheckpoint || $0.name != BackupManifest.checkpointFileName
    }
    let total = UInt64(files.reduce(0) { $0 + $1.byteCount })
    var before: UInt64 = 0
    for file in files {
      try copy(file, to: draft) {
        try progress(RestoreProgress(phase: .copying, done: before + $0, total: total))
      }
      before += UInt64(file.byteCount)
    }
    let stored = try StoredHead.read(draft)
    guard stored.head == manifest.head, stored.root == manifest.root else {
      throw damage(
        "the journal has head \(stored.head) and root \(stored.root), the manifest says"
          + " \(manifest.head) and \(manifest.root)"
      )
    }
    return RestoredContent(journal: manifest.journal, head: stored.head, root: stored.root)
  }

  private func copy(
    _ file: BackupManifest.File,
    to draft: String,
    _ progress: (UInt64) throws -> Void
  ) throws {
    let source: InputFile
    do throws(FileFailure) { source = try InputFile("\(backup)/\(file.name)") } catch {
      guard error.isMissing else { throw error }
      throw damage("“\(file.name)” is missing")
    }
    if let count = source.byteCount, count != file.byteCount {
      throw damage("“\(file.name)” has \(count) bytes, the manifest says \(file.byteCount)")
    }
    let target = try OutputFile(creating: "\(draft)/\(file.name)")
    while true {
      let block = try source.next()
      if block.isEmpty { break }
      try target.write(Array(block))
      try progress(UInt64(target.byteCount))
    }
    try target.flush()
    guard target.byteCount == file.byteCount, target.digest.hex == file.sha256.string else {
      throw damage("“\(file.name)” does not have the SHA-256 that the manifest says")
    }
  }

  private func damage(_ detail: String) -> JournalError {
    JournalError(
      .damaged,
      "the backup in \(backup) is damaged: \(detail)",
      hint: "restore another backup, or an export"
    )
  }
}
