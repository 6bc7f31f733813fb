import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery watch`.
struct Watch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Show each change of a stance the moment it is recorded.",
    discussion: """
      Of the stances of today, or of --at: whatever is appended, corrected, withdrawn or linked, shown is \
      what it changes. What a new day brings without anything being recorded is not: ask for it in the \
      morning, with chancery diff yesterday today. After a broken connection it goes on where it stopped.

      --exec runs a command by the shell for each change, one after the other: the change is its \
      standard input, as JSON, and CHANCERY_HOLDER, CHANCERY_TOPIC, CHANCERY_KIND, CHANCERY_BEFORE, \
      CHANCERY_AFTER, CHANCERY_EVENT, CHANCERY_AT and CHANCERY_HEAD are in its environment.

      Example: chancery watch Italy -t own-troops --exec 'notify-send "$CHANCERY_HOLDER: $CHANCERY_AFTER"'
      """
  )

  @Argument(help: "Only that holder.", completion: NameCompletion.actor)
  var holder: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Only that topic.", valueName: "name"),
    completion: NameCompletion.topic
  )
  var topic: String?
  @Option(help: ArgumentHelp("Stances as of that day (default: today, UTC).", valueName: "date"))
  var at: String?
  @Option(help: ArgumentHelp("Begin behind that event (default: the last).", valueName: "seq"))
  var after: UInt64?
  @Option(name: [.customShort("n"), .customLong("limit")], help: "End after so many changes.")
  var limit: Int?
  @Flag(help: "Show also what leaves the stance as it is and gives it other evidence.")
  var evidence = false
  @Option(name: .customLong("exec"), help: ArgumentHelp("Run that.", valueName: "command"))
  var command: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("-n takes a count of 1 or more") }
  }

  func run() throws {
    let session = Session(connection, output)
    var filter: [(name: String, value: String?)] = [("at", try session.day(at))]
    if let holder { filter.append(("holder", try session.resolve(.actor, holder))) }
    if let topic { filter.append(("topic", try session.resolve(.topic, topic))) }
    try session.requireRecorded(after)
    let start = try after ?? session.head()
    try session.learnNames()
    var watching = Watching(
      session: session,
      filter: filter,
      seen: start,
      showsEvidence: evidence,
      command: command,
      limit: limit
    )
    try Following(session: session, query: [], after: start).run {
      (_, seq) throws(Fault) in try watching.take(seq)
    }
  }
}
