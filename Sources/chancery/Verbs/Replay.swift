import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// How a replay is ordered.
enum ReplayOrder: String, ExpressibleByArgument, CaseIterable {
  case said
  case recorded
}

/// `chancery replay`.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Step through time and show each change of a stance or a meeting.",
    discussion: """
      By the day things were said, or by when they were recorded. Nothing is written. On a terminal, the \
      replay of one topic plays its board as a time-lapse: space pauses, q ends.

      Example: chancery replay own-troops --from 2025-03-11 --to 2025-03-27
      """
  )

  @Argument(
    help: "The topic; without it, all changes, line by line.",
    completion: NameCompletion.topic
  )
  var topic: String?
  @Option(help: ArgumentHelp("The first day.", valueName: "date"))
  var from: String?
  @Option(help: ArgumentHelp("The last day.", valueName: "date"))
  var to: String?
  @Option(help: "The order: by the day said, or by recording.")
  var by = ReplayOrder.said
  @Option(
    help: ArgumentHelp("Only that holder.", valueName: "name"),
    completion: NameCompletion.actor
  )
  var holder: String?
  @OptionGroup var topicOption: TopicOption
  @Option(
    help: ArgumentHelp("With what was recorded by then: event, date or instant.", valueName: "when")
  )
  var known: String?
  @Option(
    help: ArgumentHelp(
      "Days a second of a time-lapse (default: the whole in about 20 s).",
      valueName: "days"
    )
  )
  var speed: Double?
  @Flag(name: .customLong("no-play"), help: "Print lines, on a terminal too.")
  var isStill = false
  @Option(help: ArgumentHelp("What “today” means, for repeatable output.", valueName: "date"))
  var today: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if let speed, !(speed > 0 && speed.isFinite) {
      throw ValidationError("--speed takes a number of days a second, as in 7 or 0.5")
    }
  }

  func run() throws {
    let session = Session(connection, output, today: try ClockOptions.day(ofToday: today))
    let ends = try session.range(from: from, to: to)
    let topic = try topicOption.either(topic).map { name throws(Fault) in
      try session.resolve(.topic, name)
    }
    var query: [(name: String, value: String?)] = [
      ("to", ends.to), ("by", by.rawValue), ("known", try session.known(known)), ("topic", topic),
    ]
    if let holder { query.append(("holder", try session.resolve(.actor, holder))) }
    try session.learnNames()
    if let topic, mayPlay(session), try play(topic, query, ends, session) { return }
    let stream = try session.stream(.get("v1", "replay", query: query + [("from", ends.from)]))
    if let end = try session.printLines(ReplayView.view, stream) { try check(end) }
  }

  private func check(_ end: JSONValue) throws(Fault) {
    guard end["end"]?.stringValue == "complete" else {
      throw Fault(
        "the replay was cut short: \(FieldText.of(end["end"]))",
        remedy: "run it again",
        status: ExitStatus.retry
      )
    }
  }

  // MARK: On a terminal

  private func mayPlay(_ session: Session) -> Bool {
    !isStill && session.output.isTerminal && session.format == .table
      && Environment.value("TERM") ?? "dumb" != "dumb"
  }

  /// Plays the board of a topic; false if there is nothing to play.
  ///
  /// What was on record before the first day is needed too, so all changes are read.
  private func play(
    _ topic: String,
    _ query: [(name: String, value: String?)],
    _ ends: (from: String?, to: String?),
    _ session: Session
  ) throws -> Bool {
    var film = ReplayFilm()
    let stream = try session.stream(.get("v1", "replay", query: query))
    var end: JSONValue = .null
    while let line = try session.nextLine(stream) {
      if let last = try session.control(line, "end") {
        end = last
        break
      }
      do {
        try film.add(line)
      } catch {
        throw Fault(malformed: error)
      }
    }
    try check(end)
    guard let changed = film.days else { return false }
    let first = try ends.from.map { try CivilDate.parse(Text($0)) } ?? changed.lowerBound
    let last = try ends.to.map { try CivilDate.parse(Text($0)) } ?? changed.upperBound
    guard first <= last else { return false }
    try ReplayPlayer(
      session: session,
      film: film,
      days: first...last,
      pace: speed.map { ReplayPace(daysPerSecond: $0) } ?? ReplayPace(of: first...last),
      title: "\(topic) by \(by.rawValue)" + (known.map { " \(Drawing.dot) known \($0)" } ?? "")
    ).run()
    return true
  }
}
