import ArgumentParser
import ChanceryClient
import ChanceryModel

/// `chancery expect`.
struct Expect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expect",
    abstract: "Record what a stance is expected to be, for `verify` to check.",
    discussion: """
      As a ledger's balance assertion: `chancery verify` tells where the journal, as it is now, says \
      otherwise.

      Example: chancery expect ITA own-troops oppose --at 2025-03-27
      """
  )

  @Argument(help: "Whose stance.", completion: NameCompletion.actor)
  var holder: String
  @Argument(
    help: "On which topic.",
    completion: NameCompletion.topic
  )
  var topic: String
  @Argument(
    help: "support, conditional, undecided, neutral, oppose or withdrawn.",
    completion: NameCompletion.position
  )
  var position: String
  @Option(help: ArgumentHelp("At which day.", valueName: "date"))
  var at: String
  @Option(help: "Why.")
  var reason: String?
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("stance.expected")
    builder.set("holder", try session.resolve(.actor, holder))
    builder.set("topic", try session.resolve(.topic, topic))
    builder.set("position", position)
    builder.set("at", try session.day(at))
    builder.set("reason", reason)
    builder.set("note", options.note)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }
}
