import ArgumentParser
import ChanceryModel

/// What can be said of a meeting as a whole, and who was there.
struct MeetingFields: ParsableArguments {
  @Argument(
    help: "The meeting's slug, as paris-2025-03-27.",
    completion: NameCompletion.meeting
  )
  var meeting: String
  @Option(help: ArgumentHelp("Its day, or A/B for several days.", valueName: "date"))
  var date: String?
  @Option(help: "Where.")
  var place: String?
  @Option(help: "What it is called.")
  var title: String?
  @Option(help: ArgumentHelp("In person, virtual, closed doors, ….", valueName: "text"))
  var format: String?
  @Option(help: ArgumentHelp("Leaders, ministers, chiefs of staff, ….", valueName: "text"))
  var level: String?
  @Option(help: ArgumentHelp("Its hosts, separated by commas.", valueName: "names"))
  var hosts: String?
  @Option(parsing: .singleValue, help: ArgumentHelp("A point; may be repeated.", valueName: "text"))
  var agenda: [String] = []
  @Option(help: ArgumentHelp("The meeting it follows on.", valueName: "slug"))
  var follows: String?
  @Option(help: ArgumentHelp("Who took part, separated by commas.", valueName: "names"))
  var present: String?
  @Option(help: ArgumentHelp("Who watched, separated by commas.", valueName: "names"))
  var observers: String?
  @Option(help: ArgumentHelp("Who was reported absent, separated by commas.", valueName: "names"))
  var absent: String?
  @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
  @OptionGroup var options: AppendOptions

  /// Appends the fact, and an event for each actor named.
  func append(_ type: Text) throws(Fault) {
    let session = try Session(options)
    var builder = EventBuilder(type)
    builder.set("meeting", meeting)
    builder.set("date", try session.expression(date, form: .span))
    builder.set("place", place)
    builder.set("title", title)
    builder.set("format", format)
    builder.set("level", level)
    builder.set("hosts", list: try session.resolveList(hosts, mayBeNew: options.declare))
    builder.set("agenda", list: agenda)
    builder.set("follows", follows)
    builder.set("note", options.note)
    try evidence.fill(&builder, session, mayBeNew: options.declare)
    var events = [builder.event(id: options.id)]
    for (names, role) in [(present, "participant"), (observers, "observer"), (absent, "absent")] {
      for actor in try session.resolveList(names, mayBeNew: options.declare) {
        events.append(try attendance(actor, role, session))
      }
    }
    try session.appendAndTell(events, options)
  }

  private func attendance(
    _ actor: String,
    _ role: String,
    _ session: Session
  ) throws(Fault) -> JSONValue {
    var builder = EventBuilder("attendance.reported")
    builder.set("meeting", meeting)
    builder.set("actor", actor)
    builder.set("role", role)
    try evidence.fill(&builder, session, mayBeNew: options.declare)
    return builder.event()
  }
}

extension Session {
  /// The codes of names separated by commas.
  func resolveList(_ names: String?, mayBeNew: Bool) throws(Fault) -> [String] {
    var codes: [String] = []
    for name in (names ?? "").split(separator: ",") {
      let trimmed = name.drop { $0 == " " }
      codes.append(try resolve(.actor, String(trimmed), mayBeNew: mayBeNew))
    }
    return codes
  }
}
