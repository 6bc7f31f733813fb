import ArgumentParser
import ChanceryModel
import ChanceryRender

/// `chancery link`.
struct Link: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Say what one statement is to another.",
    discussion: """
      FROM is KIND to TO: same-utterance (the same words, recorded twice: they count once), repeats, \
      supersedes (TO is passed over, whoever it speaks for), clarifies, denies or qualifies. Only a certain \
      same-utterance or supersedes between statements that stand bears on stances; where a link bears on \
      none, that is told.

      Example: chancery link 19 17 repeats --reason "the same sentence in Thursday's paper"
      """
  )

  @Argument(help: "The statement that is something to the other.")
  var from: UInt64
  @Argument(help: "The other.")
  var to: UInt64
  @Argument(help: "same-utterance, repeats, supersedes, clarifies, denies or qualifies.")
  var kind: String
  @Option(help: ArgumentHelp("certain (the default) or probable.", valueName: "word"))
  var certainty: String?
  @Option(help: "Why.")
  var reason: String?
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("statements.linked")
    builder.set("from", number: Int(from))
    builder.set("to", number: Int(to))
    builder.set("kind", kind)
    builder.set("certainty", certainty)
    builder.set("reason", reason)
    builder.set("note", options.note)
    let changes = try session.appendAndTell(
      [builder.event(id: options.id)],
      options,
      isTried: true
    )
    guard !session.format.isData else { return }
    let effect = LinkEffect(
      from: try CurrentEvent(from, session),
      to: try CurrentEvent(to, session),
      kind: kind,
      isCertain: certainty.map { $0 == LinkCertainty.certain.word.string } ?? true
    )
    if let remark = effect.remark(hasChanges: !changes.isEmpty, names: session.names) {
      try session.finish(SafeText.line(Drawing.message(remark)) + "\n")
    }
  }
}
