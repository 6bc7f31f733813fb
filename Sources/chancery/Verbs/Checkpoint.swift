import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Proofs

/// `chancery checkpoint`.
struct Checkpoint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "checkpoint",
    abstract: "Print the signed checkpoint; prove that nothing before an older one was rewritten.",
    discussion: """
      Keep a checkpoint where the journal's keeper cannot change it. Later, --since FILE proves that the \
      journal still begins with all that it vouched for, unchanged; else it ends with 65.

      Example: chancery checkpoint --since monday.checkpoint --out friday.checkpoint
      """
  )

  @Option(help: ArgumentHelp("An older checkpoint; - for standard input.", valueName: "file"))
  var since: String?
  @Option(
    help: ArgumentHelp("The key to check with, or a file; else the daemon's own.", valueName: "key")
  )
  var key: String?
  @Option(help: ArgumentHelp("Write the checkpoint to that file.", valueName: "file"))
  var out: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let response = try session.fetch(
      .get("v1", "checkpoint").with(field: "Accept", "application/json")
    )
    let answer = try session.parse(response.body)
    let trusted = key == nil ? try session.key(answer["key"]) : try TrustedKey.read(key)
    let newest: SignedCheckpoint
    do {
      newest = try SignedCheckpoint(
        Array((answer["checkpoint"]?.stringValue ?? "").utf8),
        by: trusted
      )
    } catch {
      throw Fault(untrue: "the checkpoint: \(error)")
    }
    if let since {
      let old = try older(since, trusted)
      try prove(old, newest, since, session)
      try save(newest)
      return try show(old, newest, trusted, session)
    }
    try save(newest)
    if out != nil && !session.format.isData { return }
    try session.printOne(response.body, view: FieldsView.view, items: { FieldsView.items($0) }) {
      _ in String(decoding: newest.note, as: UTF8.self)
    }
  }

  private func save(_ checkpoint: SignedCheckpoint) throws(Fault) {
    guard let out else { return }
    let file = try AtomicFile(path: out, forOthers: true)
    try file.write(checkpoint.note[...])
    try file.commit()
  }

  // MARK: Since

  private func older(
    _ path: String,
    _ key: VerificationKey
  ) throws(Fault) -> SignedCheckpoint {
    let bytes = try InputFile.read(path, bytesMax: SignedNote.bytesMax)
    do {
      return try SignedCheckpoint(bytes, by: key)
    } catch {
      throw Fault(
        "\(path) is no checkpoint of this journal",
        at: [error.description],
        remedy: "give the file as `chancery checkpoint` wrote it, and with --key the journal's key",
        status: ExitStatus.badData
      )
    }
  }

  /// Ends the command unless the newest tree is proven to begin with the older one.
  private func prove(
    _ old: SignedCheckpoint,
    _ newest: SignedCheckpoint,
    _ path: String,
    _ session: Session
  ) throws(Fault) {
    guard old.size <= newest.size else {
      throw contradiction(
        path,
        "it vouches for \(old.size) events, the journal has \(newest.size): events are gone"
      )
    }
    var hashes: [Digest32] = []
    if old.size == 0 {
      // Every tree begins with the empty one: there is nothing to ask.
      guard old.root == MerkleTree.emptyRoot else {
        throw contradiction(path, "it has a root of no events that is not that of none")
      }
      return
    }
    if old.size < newest.size {
      let response = try session.fetch(
        .get(
          "v1",
          "proofs",
          "consistency",
          query: [("from", String(old.size)), ("to", String(newest.size))]
        )
      )
      hashes = try session.path(try session.parse(response.body))
    }
    do {
      try ConsistencyProof(from: old.size, to: newest.size, path: hashes)
        .verify(oldRoot: old.root, newRoot: newest.root)
    } catch {
      throw contradiction(path, error.description)
    }
  }

  private func contradiction(_ path: String, _ detail: String) -> Fault {
    Fault(
      "the journal does not extend \(path)",
      at: [detail],
      remedy: "keep both checkpoints: their signatures show that the journal was rewritten",
      status: ExitStatus.badData
    )
  }

  private func show(
    _ old: SignedCheckpoint,
    _ newest: SignedCheckpoint,
    _ key: VerificationKey,
    _ session: Session
  ) throws(Fault) {
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.extension/1")
    json.member("origin", newest.checkpoint.origin.string)
    json.member("key", key.text)
    for (name, checkpoint) in [("from", old), ("to", newest)] {
      json.key(name)
      json.beginObject()
      json.member("size", checkpoint.size)
      json.member("root", checkpoint.root.hex)
      json.endObject()
    }
    json.member("checkpoint", String(decoding: newest.note, as: UTF8.self))
    json.endObject()
    try session.printOne(
      json.bytes,
      view: FieldsView.view,
      items: { FieldsView.items($0) },
      card: { ProofCard.extensionText($0, style: session.style) }
    )
  }
}
