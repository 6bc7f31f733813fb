internal import ChanceryModel
package import LMDB
package import Proofs

/// What vouches for a journal: its key, its newest checkpoint, and the edge of the tree as it was read
/// back from the log.
///
/// Nothing is signed that was not read back: the edge grows by leaves hashed out of stored records only,
/// and its root has to be the one that the stored tree gives. It begins at the newest checkpoint, whose
/// root the edge was checked against when the journal was opened.
///
/// One thread uses it, after it was opened.
package struct JournalSigner: Sendable {
  package let key: SigningKey
  /// The checkpoint in `DATA/checkpoint`; nil until the first is signed.
  package private(set) var newest: SignedCheckpoint?
  /// What an operator should hear of the journal as it was found.
  package let warnings: [String]
  private let journal: Journal
  private let file: DurableFile
  private var edge: MerkleFrontier

  /// The names of the two files in a data directory.
  package enum FileName {
    package static let key = "key"
    package static let checkpoint = "checkpoint"
  }

  /// Opens the key of a journal, or makes one, and checks that the tree extends the last checkpoint.
  ///
  /// - Parameters:
  ///   - directory: The data directory, whose lock is held.
  ///   - journal: Its log.
  ///   - origin: The name for a new key; nil for `chancery/` and the journal's UUID. Of a journal that has
  ///     a key it has to be the name of that.
  ///   - syncs: False only in tests.
  /// - Throws: ``JournalError``: `.damaged` if the tree does not extend the checkpoint, the checkpoint is
  ///   not signed by the key, or the key is missing; `.configuration` for another origin.
  package init(
    directory: String,
    journal: Journal,
    origin: String? = nil,
    syncs: Bool = true
  ) throws {
    file = DurableFile(FileName.checkpoint, in: directory, syncs: syncs)
    let keyFile = DurableFile(FileName.key, in: directory, syncs: syncs)
    let note = try JournalSigner.read(file)
    let name = try KeyName(origin: origin, of: journal)
    if let known = try JournalSigner.key(in: keyFile) {
      guard origin == nil || known.name == name else {
        throw JournalError(
          .configuration,
          "the journal signs as \(known.name), the configuration says \(name)",
          hint: "take “origin” out of the configuration: it is given once, when the journal is made"
        )
      }
      key = known
    } else {
      guard note == nil else { throw JournalError.missingKey(keyFile.path, file.path) }
      key = try JournalSigner.makeKey(name, in: keyFile)
    }
    let (head, edge, newest) = try journal.environment.read {
      [key, file] transaction throws in
      let head = try journal.head(transaction)
      guard let note else { return (head, MerkleFrontier(), nil as SignedCheckpoint?) }
      let newest = try JournalSigner.checked(note, file.path, key.verificationKey)
      guard newest.size <= head else {
        throw JournalError.notExtended(file.path, newest.size, "the journal has \(head)")
      }
      let edge = try journal.frontier(size: newest.size, transaction)
      guard edge.root == newest.root else {
        throw JournalError.notExtended(
          file.path,
          newest.size,
          "the tree has root \(edge.root.hex) there, and \(newest.root.hex) was signed"
        )
      }
      return (head, edge, newest)
    }
    self.journal = journal
    self.edge = edge
    self.newest = newest
    warnings =
      newest == nil && head > 0
      ? [
        "there is no \(file.path), though the journal has \(head) events: what they were when it was"
          + " last signed cannot be checked; a new checkpoint is signed"
      ] : []
  }

  /// How many events were read back.
  package var size: UInt64 { edge.size }

  /// Reads further leaves back, up to event `last`, and no more than `limit`.
  ///
  /// Cost: a step of a cursor, a leaf hash and a node hash each.
  ///
  /// - Throws: ``JournalDamage`` if a record cannot be read or is missing; the store's error.
  package mutating func readBack<T: ReadableTransaction & ~Copyable>(
    through last: UInt64,
    limit: Int,
    _ transaction: borrowing T
  ) throws {
    guard edge.size < last, limit > 0 else { return }
    var cursor = try journal.logCursor(transaction)
    var entry = try cursor.seek(Journal.key(edge.size + 1))
    var count = 0
    while let found = entry {
      let seq = edge.size + 1
      guard found.key.byteCount == 8, found.key.loadBigEndian(as: UInt64.self) == seq else { break }
      let leaf = try RecordView(found.value).leaf
      edge.extend(leafHash: leaf.withUnsafeBytes { MerkleTree.leafHash($0) })
      count += 1
      if edge.size == last || count == limit { return }
      entry = try cursor.next()
    }
    throw JournalDamage("the log has no event \(edge.size + 1)")
  }

  /// Says that the stored tree gives the root that was read back.
  ///
  /// - Throws: ``JournalDamage`` if it does not: the log and its tree then contradict each other.
  package func check<T: ReadableTransaction & ~Copyable>(_ transaction: borrowing T) throws {
    let stored = try journal.frontier(size: edge.size, transaction).root
    guard stored == edge.root else {
      throw JournalDamage(
        "the tree of \(edge.size) events has root \(stored.hex), its leaves have \(edge.root.hex)"
      )
    }
  }

  /// Signs the root over all that was read back, after ``check(_:)``, and stores it.
  ///
  /// It is ``newest`` only when it is on disk.
  ///
  /// - Throws: ``DurableFile/Failure``: the checkpoint before it then still stands.
  package mutating func sign() throws -> SignedCheckpoint {
    let signed = try SignedCheckpoint(size: edge.size, root: edge.root, by: key)
    try file.replace(with: signed.note)
    newest = signed
    return signed
  }
}

// MARK: - Opening

extension JournalSigner {
  private static func read(_ file: DurableFile) throws(JournalError) -> [UInt8]? {
    do throws(DurableFile.Failure) {
      return try file.read()
    } catch {
      throw JournalError(
        .storage,
        error.description,
        hint: "see that the daemon's user may read it, and that the disk is sound"
      )
    }
  }

  private static func key(in file: DurableFile) throws(JournalError) -> SigningKey? {
    guard let bytes = try read(file) else { return nil }
    do throws(ProofError) {
      return try SigningKey(bytes)
    } catch {
      throw JournalError(
        .damaged,
        "\(file.path) cannot be used: \(error)",
        hint: "put the journal's key back from where you keep a copy of it"
      )
    }
  }

  private static func makeKey(
    _ name: KeyName,
    in file: DurableFile
  ) throws(JournalError) -> SigningKey {
    let key = SigningKey(name: name)
    do throws(DurableFile.Failure) {
      try file.replace(with: Array("\(key.text)\n".utf8))
    } catch {
      throw JournalError(
        .storage,
        "the journal's key cannot be stored: \(error)",
        hint: "make room, or give the daemon's user the right to write there"
      )
    }
    return key
  }

  private static func checked(
    _ note: [UInt8],
    _ path: String,
    _ key: VerificationKey
  ) throws(JournalError) -> SignedCheckpoint {
    do throws(ProofError) {
      return try SignedCheckpoint(note, by: key)
    } catch {
      throw JournalError(
        .damaged,
        "\(path) is not a checkpoint of this journal: \(error)",
        hint:
          "key and checkpoint belong together: put both back as they were; Documentation/Operating.md"
          + " says what else can be done"
      )
    }
  }
}

extension JournalError {
  fileprivate static func missingKey(_ key: String, _ checkpoint: String) -> JournalError {
    JournalError(
      .damaged,
      "\(key) is missing, and \(checkpoint) was signed with it",
      hint:
        "put the key back; if it is lost, move \(checkpoint) away: a new key is made, and what was"
        + " signed with the old one is not extended any more"
    )
  }

  fileprivate static func notExtended(
    _ path: String,
    _ size: UInt64,
    _ found: String
  ) -> JournalError {
    JournalError(
      .damaged,
      "the journal does not extend its last checkpoint: \(path) vouches for \(size) events, \(found)",
      hint: "events were lost or changed, or an older copy was put in place: restore the newest"
        + " backup. To go on from here all the same, move \(path) and the key beside it away: a new"
        + " key says that this is another history"
    )
  }
}

extension KeyName {
  /// The name that a journal signs with, if the configuration gives none: its UUID below `chancery/`.
  fileprivate init(origin: String?, of journal: Journal) throws(JournalError) {
    let uuid = journal.ownSource.string.split(separator: ":").last ?? ""
    guard let name = KeyName(origin ?? "chancery/\(uuid)") else {
      throw JournalError(
        .configuration,
        "“\(origin ?? "")” cannot be an origin",
        hint: "an origin is like example.org/journal: no white space, no +, not empty"
      )
    }
    self = name
  }
}
