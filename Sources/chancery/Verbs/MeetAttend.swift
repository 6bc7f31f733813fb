import ArgumentParser
import ChanceryModel

/// `chancery meet attend`.
struct MeetAttend: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attend",
    abstract: "Who was, or is expected, at a meeting.",
    discussion:
      "Example: chancery meet attend paris-2025-03-11 Italy --as observer --person portolano"
  )

  @Argument(help: "The meeting's slug.")
  var meeting: String
  @Argument(help: "The actors.")
  var actors: [String]
  @Option(
    name: .customLong("as"),
    help: ArgumentHelp(
      "host, participant, observer, invited, expected or absent.",
      valueName: "role"
    )
  )
  var attendance = "participant"
  @Option(help: ArgumentHelp("Who came.", valueName: "name"))
  var person: String?
  @Option(help: ArgumentHelp("In person, by video, ….", valueName: "text"))
  var mode: String?
  @Option(help: ArgumentHelp("At what level.", valueName: "text"))
  var level: String?
  @Option(help: ArgumentHelp("Whom they stood for.", valueName: "name"))
  var representing: String?
  @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var slug = person
    if let person, case .one(let found, isWhole: true) = try session.find(.person, person) {
      slug = found.code
    }
    var events: [JSONValue] = []
    for actor in actors {
      var builder = EventBuilder("attendance.reported")
      builder.set("meeting", meeting)
      builder.set("actor", try session.resolve(.actor, actor, mayBeNew: options.declare))
      builder.set("role", attendance)
      builder.set("person", slug)
      builder.set("mode", mode)
      builder.set("level", level)
      if let representing {
        builder.set("representing", try session.resolve(.actor, representing))
      }
      builder.set("note", options.note)
      try evidence.fill(&builder, session, mayBeNew: options.declare)
      events.append(builder.event(id: events.isEmpty ? options.id : nil))
    }
    try session.appendAndTell(events, options)
  }
}
