import ArgumentParser
import ChanceryModel

/// `chancery review`.
struct Review: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Say what a second coder thinks of an event.",
    discussion: """
      A review is shown beside the event and never changes a stance: what is wrong is corrected.

      Example: chancery review 17 disputed --coder ann --reason "an exception, not a condition"
      """
  )

  @Argument(help: "The event.")
  var seq: UInt64
  @Argument(help: "accepted or disputed.")
  var verdict: String
  @Option(help: ArgumentHelp("Who reviews.", valueName: "name"))
  var coder: String
  @Option(help: "Why.")
  var reason: String?
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("event.reviewed")
    builder.set("event", number: Int(seq))
    builder.set("verdict", verdict)
    builder.set("coder", coder)
    builder.set("reason", reason)
    builder.set("note", options.note)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }
}
