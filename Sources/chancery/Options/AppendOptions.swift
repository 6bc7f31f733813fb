import ArgumentParser

/// What every verb that appends takes.
struct AppendOptions: ParsableArguments {
  @Flag(help: "Define topics, actors and sources that are not known yet.")
  var declare = false
  @Flag(help: "Append nothing; show what would be appended and what it would change.")
  var dryRun = false
  @Option(help: ArgumentHelp("A note kept with the event.", valueName: "text"))
  var note: String?
  @Option(
    help: ArgumentHelp(
      "The event's id (default: a fresh UUIDv7); the same id is never appended twice.",
      valueName: "id"
    )
  )
  var id: String?
  @Option(
    name: .customLong("if-head"),
    help: ArgumentHelp("Append only if that is the last event.", valueName: "seq")
  )
  var head: UInt64?
  @Option(help: ArgumentHelp("What “today” means, for repeatable output.", valueName: "date"))
  var today: String?
  @OptionGroup(title: "Output") var output: OutputOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions
}
