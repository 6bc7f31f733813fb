package import ChanceryModel
internal import Journal
internal import LMDB
internal import Projections
internal import Proofs

/// Makes a data directory of a backup or an export.
///
/// Nothing in the directory can be opened before all of it is on disk, verified as far as its source
/// allows, and signed; whatever fails leaves nothing behind.
package struct Restore {
  /// Where the journal comes from.
  package enum Source {
    /// A backup's directory.
    case backup(String)
    /// An export's file; `-` for the standard input.
    case export(String)
  }

  private let directory: String
  private let keptKey: String?
  private let origin: String?
  private let progress: (RestoreProgress) throws -> Void
  private let started = WallClock.monotonicNanoseconds()

  /// - Parameters:
  ///   - directory: The data directory: empty, or not there yet.
  ///   - keptKey: The file of a signing key to go on with; nil to make a new one.
  ///   - origin: The name of a new key; nil for that of the backup's key, or the usual one.
  ///   - progress: Told how far it is, often.
  package init(
    to directory: String,
    keptKey: String?,
    origin: String?,
    progress: @escaping (RestoreProgress) throws -> Void
  ) {
    self.directory = directory
    self.keptKey = keptKey
    self.origin = origin
    self.progress = progress
  }

  /// Restores.
  ///
  /// - Throws: ``JournalError``: `.locked` if a daemon runs on the directory, `.directory` if it is not
  ///   empty, `.format` and `.damaged` if the source is not whole; ``FileFailure``; the store's error.
  package func run(_ source: Source) throws -> RestoreAnswer {
    let manifest: BackupManifest? =
      if case .backup(let path) = source { try BackupRestore.manifest(of: path) } else { nil }
    let key = try keptKey.map { try RestoredKey(file: $0, manifest) }
    let target = try RestoreTarget(directory)
    do {
      try key?.store(in: target.draft)
      let content: RestoredContent
      switch (source, manifest) {
      case (.backup(let path), let manifest?):
        content = try BackupRestore(path, manifest).run(
          to: target.draft,
          withCheckpoint: key != nil,
          progress
        )
      case (.export(let path), _): content = try read(path, target.draft)
      case (.backup, nil): preconditionFailure("a backup has a manifest")
      }
      let vkey = try sign(content, target.draft, manifest)
      try target.complete()
      return RestoreAnswer(
        directory: Text(directory),
        journal: content.journal,
        head: content.head,
        root: content.root,
        key: vkey,
        seconds: Double(WallClock.monotonicNanoseconds() - started) / 1e9
      )
    } catch {
      target.discard()
      throw error
    }
  }

  private func read(_ path: String, _ draft: String) throws -> RestoredContent {
    let input = try path == "-" ? InputFile(standardInput: ()) : InputFile(path)
    let total = input.byteCount.map { UInt64($0) }
    var restore = try ExportRestore(in: draft + "/journal")
    let reader = ExportReader(ExportSource(input))
    defer { reader.stop() }
    try restore.run(reader) {
      try progress(RestoreProgress(phase: .reading, done: $0, total: total))
    }
    return try restore.finish()
  }

  /// Signs the head, over leaves that are read back; gives the key that verifies it.
  private func sign(
    _ content: RestoredContent,
    _ draft: String,
    _ manifest: BackupManifest?
  ) throws -> Text {
    let environment = try Environment(path: draft + "/journal")
    let journal = try Journal(environment: environment)
    let former = manifest?.key.flatMap { try? VerificationKey($0.string) }
    var signer = try JournalSigner(
      directory: draft,
      journal: journal,
      origin: origin ?? (keptKey == nil ? former?.name.string : nil)
    )
    while signer.size < content.head {
      try environment.read { transaction throws in
        try signer.readBack(through: content.head, limit: Restore.leavesPerRead, transaction)
      }
      try progress(
        RestoreProgress(phase: .signing, done: signer.size, total: content.head)
      )
    }
    try environment.read { transaction throws in try signer.check(transaction) }
    if content.head > signer.newest?.size ?? 0 { _ = try signer.sign() }
    return Text(signer.key.verificationKey.text)
  }

  private static let leavesPerRead = 65_536
}

/// What a restored journal holds.
struct RestoredContent {
  var journal: Text
  var head: UInt64
  var root: Text
}
