import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Proofs

/// `chancery prove`.
struct Prove: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a proof that an event stands in the journal, for anybody to check.",
    discussion: """
      One text file: the event, its place in the tree, and the signed checkpoint. It is checked before it \
      is written. Who has the journal's key checks it with verify-proof, without a daemon.

      Example: chancery prove 17 --out meloni.tlog-proof
      """
  )

  @Argument(help: "The event's number.")
  var seq: UInt64
  @Option(help: ArgumentHelp("Write to that file, not to standard output.", valueName: "file"))
  var out: String?
  @Option(help: ArgumentHelp("The key to check with; else the daemon's own.", valueName: "key"))
  var key: String?
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection)
    let trusted = key == nil ? try session.daemonKey() : try TrustedKey.read(key)
    let answer = try session.parse(
      try session.fetch(.get("v1", "proofs", "inclusion", String(seq))).body
    )
    guard let index = answer["index"]?.intValue, index >= 0, let leaf = answer["leaf"] else {
      throw Fault(untrue: "it has no index or no leaf")
    }
    let proof = TransparencyProof(
      extra: EventProof.extra(leaf: leaf, data: answer["data"], salt: answer["salt"]),
      index: UInt64(index),
      path: try session.path(answer),
      checkpoint: Array((answer["checkpoint"]?.stringValue ?? "").utf8)
    )
    let verified: EventProof
    do throws(EventProof.Failure) {
      verified = try EventProof(proof, by: trusted)
    } catch {
      throw Fault(untrue: "\(error.check): \(error.detail)")
    }
    guard verified.seq == seq else { throw Fault(untrue: "it is of event \(verified.seq)") }
    try write(proof.bytes, verified, session)
  }

  private func write(_ bytes: [UInt8], _ proof: EventProof, _ session: Session) throws {
    guard let out else {
      try session.output.write(data: bytes, asJSON: false)
      return try session.output.flush()
    }
    let file = try AtomicFile(path: out)
    try file.write(bytes[...])
    try file.commit()
    session.note(
      "event \(seq) of \(proof.signed.size), to be checked with:"
        + " chancery verify-proof \(out) --key \(proof.key.text)"
    )
  }
}
