import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery board`.
struct Board: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "board",
    abstract: "Show where everybody stands on a topic, or on several.",
    discussion: """
      One line a holder, each with the event that set the stance and how many confirm it. A holder \
      that is not listed has no statement on record.

      --matrix sets holders against topics, each stance with its event; without a topic, against all. \
      --silent lists who has nothing on record, or nothing since a day, among all states and \
      organisations on record or the members of a group.

      Example: chancery board own-troops --at 2025-03-27
      Example: chancery board --matrix own-troops ceasefire --at 2025-03-27
      Example: chancery board own-troops --silent --since 2025-03-20
      """
  )

  @Argument(
    help: "The topic: slug, title or a unique beginning; several with --matrix.",
    completion: NameCompletion.topic
  )
  var topics: [String] = []
  @OptionGroup var topicsOption: TopicsOption
  @Flag(help: "Set holders against topics.")
  var matrix = false
  @Flag(help: "List who has nothing on record.")
  var silent = false
  @Option(help: ArgumentHelp("With --silent: nothing on that day or after.", valueName: "date"))
  var since: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "With --silent: an actor, or a group for its members; may be repeated.",
      valueName: "name"
    ),
    completion: NameCompletion.actor
  )
  var among: [String] = []
  @OptionGroup var exitCode: ExitCodeOption
  @OptionGroup var pages: PageOptions
  @OptionGroup var options: ReadOptions

  func validate() throws {
    if matrix && silent { throw ValidationError("--matrix and --silent exclude each other") }
    if matrix && pages.count != nil { throw ValidationError("a matrix is whole: leave out -n") }
    if !silent && (since != nil || !among.isEmpty) {
      throw ValidationError("--since and --among go with --silent")
    }
  }

  func run() throws {
    let session = try Session(options)
    var topics = try topicsOption.resolved(session, and: topics)
    if matrix { return try showMatrix(topics, session) }
    if topics.isEmpty, let topic = try session.topicOfSettings() { topics = [topic] }
    guard topics.count <= 1 else {
      throw Fault.usage(
        "a board is of one topic, and \(topics.count) are given",
        remedy: "chancery board --matrix \(topics.joined(separator: " "))"
      )
    }
    guard let topic = topics.first else {
      throw Fault.usage("board needs a topic", remedy: "chancery topics lists them")
    }
    if silent { return try showSilence(topic, session) }
    try session.learnNames()
    let count = try session.printList(
      StanceViews.board,
      ["v1", "stances"],
      query: [("topic", topic)] + options.clocks.query(session),
      limit: pages.limit
    )
    try exitCode.check(isNegative: count == 0)
  }

  private func record(_ session: Session) throws(Fault) -> RecordReader {
    let clocks = options.clocks
    return try RecordReader(
      session,
      at: try clocks.atDay(session) ?? session.dates.today.description,
      known: try session.known(clocks.known),
      publicBy: try session.day(clocks.publicBy)
    )
  }

  // MARK: Matrix

  private func showMatrix(_ named: [String], _ session: Session) throws {
    let record = try record(session)
    var boards: [JSONValue] = []
    var topics: [String] = []
    for topic in named.isEmpty ? try record.topics() : named {
      let board = try record.board(topic)
      // Of all topics those are left out on which nobody has ever said anything.
      if named.isEmpty && board.isEmpty { continue }
      topics.append(topic)
      boards += board
    }
    let page = StanceMatrix.page(
      topics: topics,
      boards: boards,
      clocks: (record.at, record.known, record.publicBy),
      head: record.head
    )
    switch session.format {
    case .table, .wide:
      let matrix = StanceMatrix(try session.parse(page))
      try session.finish(
        matrix.text(
          isWide: session.format == .wide,
          names: session.names,
          style: session.style
        )
      )
    case .md:
      try session.finish(StanceMatrix(try session.parse(page)).markdown(names: session.names))
    default: try session.printPage(page, StanceMatrix.view)
    }
    try exitCode.check(isNegative: boards.isEmpty)
  }

  // MARK: Silence

  private func showSilence(_ topic: String, _ session: Session) throws {
    let record = try record(session)
    let since = try session.civilDay(since, end: .first)
    try session.require(since?.description, notAfter: record.at)
    let reader = SilenceReader(record: record, topic: topic, since: since)
    let codes = try reader.among(among)
    let silent = try reader.silent(among: codes)
    let page = SilenceView.page(
      topic: topic,
      since: since?.description,
      among: codes.count,
      stances: Array(silent.prefix(pages.limit.count ?? silent.count)),
      clocks: (record.at, record.known, record.publicBy),
      head: record.head
    )
    try session.printPage(page, SilenceView.view)
    if let count = pages.limit.count, count < silent.count, !pages.limit.isAsked {
      session.note("the list goes on: --all shows everything, -n N the first N")
    }
    try exitCode.check(isNegative: silent.isEmpty)
  }
}
