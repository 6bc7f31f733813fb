import ArgumentParser
import ChanceryModel
import ChanceryRender
import Proofs

/// `chancery verify-proof`.
struct VerifyProof: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify-proof",
    abstract: "Check a proof that prove wrote: no daemon, no journal, only the key.",
    discussion: """
      Checks the signature, that the event's leaf is in the signed tree, and that the content is what \
      the leaf names. Ends with 65 if any of it does not hold, and says which.

      Example: chancery verify-proof meloni.tlog-proof --key journal.key
      """
  )

  @Argument(help: "The proof; - for standard input.")
  var file: String
  @Option(
    help: ArgumentHelp(
      "The journal's key, or a file with it; never taken from the proof.",
      valueName: "key"
    )
  )
  var key: String?
  @OptionGroup var output: OutputOptions

  /// An event of 256 KiB with all its corrections is far below.
  private static let bytesMax = 64 << 20

  func run() throws {
    let session = Session(offline: output)
    let trusted = try TrustedKey.read(key)
    let bytes = try InputFile.read(file, bytesMax: VerifyProof.bytesMax)
    let verified = try verify(bytes, trusted, file == "-" ? "the proof" : file)
    try session.printOne(
      answer(verified),
      view: FieldsView.view,
      items: { FieldsView.items($0) },
      card: { ProofCard.text($0, style: session.style) }
    )
  }

  private func verify(
    _ bytes: [UInt8],
    _ key: VerificationKey,
    _ name: String
  ) throws(Fault) -> EventProof {
    let proof: TransparencyProof
    do {
      proof = try TransparencyProof(bytes)
    } catch {
      throw CheckFailure(.form, error.description).fault(name)
    }
    do {
      return try EventProof(proof, by: key)
    } catch {
      throw error.fault(name)
    }
  }

  private func answer(_ proof: EventProof) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.proof/1")
    json.member("verified", true)
    json.member("checks", proof.checks)
    json.member("seq", proof.event.seq)
    json.member("redacted", proof.event.data == nil)
    json.member("origin", proof.signed.checkpoint.origin.string)
    json.member("size", proof.signed.size)
    json.member("root", proof.signed.root.hex)
    json.member("key", proof.key.text)
    json.key("event")
    json.raw(proof.event.bytes)
    json.key("corrections")
    json.beginArray()
    for correction in proof.corrections { json.raw(correction.bytes) }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}
