internal import Glibc
internal import Journal
internal import Proofs

/// What is signed of a journal: `DATA/checkpoint`, read before the snapshot is begun, so that the
/// snapshot extends it.
struct StoredCheckpoint {
  /// What is signed; nil if nothing is, or if it cannot be told what.
  let checkpoint: Checkpoint?
  /// What is wrong with the files, each with its place.
  let damages: [(place: String, detail: String)]

  /// Reads checkpoint and key of a directory.
  ///
  /// A backup has no key, and a reader may have no right to it: the signature is not looked at then,
  /// only what is signed.
  ///
  /// - Throws: ``VerifyFailure`` if the checkpoint is there and cannot be read.
  init(in directory: String) throws {
    var damages: [(place: String, detail: String)] = []
    var found: Checkpoint?
    let key = StoredCheckpoint.key(in: directory, &damages)
    if let bytes = try StoredCheckpoint.note(in: directory) {
      do throws(ProofError) {
        if let key {
          found = try SignedCheckpoint(bytes, by: key.verificationKey).checkpoint
        } else {
          found = try Checkpoint(try SignedNote(bytes).text)
        }
      } catch {
        damages.append(("checkpoint", "\(error)"))
      }
    }
    checkpoint = found
    self.damages = damages
  }

  private static func note(in directory: String) throws -> [UInt8]? {
    let file = DurableFile(JournalSigner.FileName.checkpoint, in: directory)
    do throws(DurableFile.Failure) { return try file.read() } catch {
      throw VerifyFailure(
        "\(error)",
        hint: "run it as a user who may read \(file.path), or look at the disk"
      )
    }
  }

  private static func key(
    in directory: String,
    _ damages: inout [(place: String, detail: String)]
  ) -> SigningKey? {
    let file = DurableFile(JournalSigner.FileName.key, in: directory)
    guard let bytes = try? file.read() else { return nil }
    do throws(ProofError) { return try SigningKey(bytes) } catch {
      damages.append(("key", "it cannot be read as a signing key: \(error)"))
      return nil
    }
  }
}
