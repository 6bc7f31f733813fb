internal import ChanceryModel
internal import Journal
internal import Proofs

/// A signing key that a restored journal goes on with.
struct RestoredKey {
  private let bytes: [UInt8]

  /// Reads the key's file.
  ///
  /// - Parameters:
  ///   - file: As the data directory of the journal had it.
  ///   - manifest: The backup's, whose checkpoint has to be signed with the key.
  /// - Throws: ``JournalError`` of kind `.damaged` if it is no key, or another one; ``FileFailure``.
  init(file: String, _ manifest: BackupManifest?) throws {
    guard let bytes = try InputFile.contents(file, limit: 4096) else {
      throw FileFailure.missing(file)
    }
    let key: SigningKey
    do throws(ProofError) { key = try SigningKey(bytes) } catch {
      throw JournalError(
        .damaged,
        "\(file) cannot be used: \(error)",
        hint: "give the file “key” of the journal's data directory, or leave --keep-key out"
      )
    }
    let own = key.verificationKey.text
    if let wanted = manifest?.key, !wanted.utf8.elementsEqual(own.utf8) {
      throw JournalError(
        .damaged,
        "\(file) is the key \(own), the backup was signed with \(wanted)",
        hint: "give the key that the journal had, or leave --keep-key out for a new one"
      )
    }
    self.bytes = bytes
  }

  /// Puts the key where a data directory has it.
  func store(in directory: String) throws {
    try DurableFile(JournalSigner.FileName.key, in: directory).replace(with: bytes)
  }
}
