import ArgumentParser
import ChanceryModel

/// `chancery meet merge`.
struct MeetMerge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Say that two meetings on record are one.",
    discussion: """
      What is on record of FROM belongs to INTO from then on, and what comes later, too. Withdrawing the \
      merge splits them again.

      Example: chancery meet merge london-talks-2025-03-20 london-2025-03-20 --reason "one meeting"
      """
  )

  @Argument(help: "The meeting that is the other.")
  var from: String
  @Argument(help: "The meeting under whose name both are found.")
  var into: String
  @Option(help: "Why.")
  var reason: String
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("meetings.merged")
    builder.set("from", from)
    builder.set("into", into)
    builder.set("reason", reason)
    builder.set("note", options.note)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }
}
