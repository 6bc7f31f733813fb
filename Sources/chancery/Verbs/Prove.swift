import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Proofs

/// `chancery prove`.
struct Prove: OneForm {
  static let form = "the signed text that verify-proof takes, C2SP tlog-proof"
  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Write a proof that an event stands in the journal, for anybody to check.",
    discussion: """
      One text file: the event, what corrects it, their places in the tree, and the signed checkpoint. It \
      is checked before it is written. Who has the journal's key checks it with verify-proof, without a daemon.

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

  func validate() throws {
    guard seq > 0 else { throw ValidationError("events are numbered from 1") }
  }

  func run() throws {
    let session = Session(connection)
    let trusted = key == nil ? try session.daemonKey() : try TrustedKey.read(key)
    let answer = try fetch(seq, size: nil, session)
    // Everything in one proof is of one tree.
    let size = answer["size"]?.intValue
    var corrections: [JSONValue] = []
    for number in answer["corrections"]?.arrayValue ?? [] {
      guard let other = number.intValue, other > 0 else {
        throw Fault(untrue: "it names a correction that is no event")
      }
      // One appended since is of a later tree, and of a later proof.
      if let size, other > size { continue }
      corrections.append(try fetch(UInt64(other), size: size, session))
    }
    let proof = TransparencyProof(
      extra: EventProof.extra(answer, corrections: corrections),
      index: seq - 1,
      path: try session.path(answer),
      checkpoint: Array((answer["checkpoint"]?.stringValue ?? "").utf8)
    )
    let verified: EventProof
    do {
      verified = try EventProof(proof, by: trusted)
    } catch {
      throw Fault(untrue: "\(error.check.rawValue): \(error.detail)")
    }
    try write(proof.bytes, verified, session)
  }

  private func fetch(_ seq: UInt64, size: Int?, _ session: Session) throws(Fault) -> JSONValue {
    let response = try session.fetch(
      .get(
        "v1",
        "proofs",
        "inclusion",
        String(seq),
        query: [("size", size.map { String($0) })]
      )
    )
    return try session.parse(response.body)
  }

  private func write(_ bytes: [UInt8], _ proof: EventProof, _ session: Session) throws {
    guard let out else {
      try session.output.write(data: bytes, asJSON: false)
      return try session.output.flush()
    }
    let file = try AtomicFile(path: out, forOthers: true)
    try file.write(bytes[...])
    try file.commit()
    session.note(
      "event \(seq) of \(proof.signed.size), to be checked with:"
        + " chancery verify-proof \(out) --key \(proof.key.text)"
    )
  }
}
