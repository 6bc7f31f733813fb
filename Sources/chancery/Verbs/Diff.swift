import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery diff`.
struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Show which stances differ between two days, or between what was known or public.",
    discussion: """
      FROM and TO are days. --known A..B and --public A..B compare one day as it was known, or public, \
      at two times: what late reports have changed. A.. ends with all there is, ..B begins with nothing; \
      a value without dots holds on both sides.

      KIND: changed (position, conditions or doubt), first (nothing was on record before), gone \
      (nothing is any more), evidence (the same stance rests on other words or dates). Of two days also \
      quiet: the same stance, and nothing said on it after FROM, up to TO; in a table these are named below \
      it, by topic, each with the day of the last word and the event behind the stance.

      Example: chancery diff --known 2025-03-24..2025-03-27 -t own-troops
      """
  )

  @Argument(help: ArgumentHelp("The day before.", valueName: "from"))
  var from: String?
  @Argument(help: ArgumentHelp("The day after (default: today, UTC).", valueName: "to"))
  var to: String?
  @Option(
    help: ArgumentHelp("Only that holder.", valueName: "name"),
    completion: NameCompletion.actor
  )
  var holder: String?
  @OptionGroup var topicOption: TopicOption
  @OptionGroup var pages: PageOptions
  @OptionGroup var options: ReadOptions

  func run() throws {
    let session = try Session(options)
    var query = try days(session)
    query += try knownSpan(session) + publicSpan(session)
    if let holder { query.append(("holder", try session.resolve(.actor, holder))) }
    if let topic = topicOption.topic { query.append(("topic", try session.resolve(.topic, topic))) }
    try session.learnNames()
    try session.printList(
      ChangesView.view,
      ["v1", "changes"],
      query: query,
      limit: pages.limit
    )
  }

  private typealias Query = [(name: String, value: String?)]

  private func days(_ session: Session) throws(Fault) -> Query {
    let clocks = options.clocks
    let isSpan = [clocks.known, clocks.publicBy].contains { $0.map(DateArgument.span) != nil }
    guard from != nil || isSpan else {
      throw .usage(
        "diff needs two times to compare",
        remedy: "chancery diff 2025-03-11 2025-03-27, or --known A..B, or --public A..B"
      )
    }
    if from != nil, clocks.at != nil {
      throw .usage("--at is one day, and FROM and TO are two", remedy: "leave one of them out")
    }
    let ends = try session.range(from: from, to: to)
    let day = try clocks.atDay(session)
    try session.require(ends.from, notAfter: ends.to ?? day ?? session.dates.today.description)
    return [
      ("from", ends.from), ("to", ends.to), ("at", day), ("quiet", from == nil ? nil : "true"),
    ]
  }

  private func knownSpan(_ session: Session) throws(Fault) -> Query {
    guard let text = options.clocks.known, let span = DateArgument.span(text) else {
      return [("known", try session.known(options.clocks.known))]
    }
    let begin = try session.known(span.begin ?? "0")
    let end = try session.known(span.end)
    if let first = begin.flatMap({ UInt64($0) }), let last = end.flatMap({ UInt64($0) }),
      first > last
    {
      throw .usage(
        "the last event, \(last), is before the first, \(first)",
        remedy: "write --known \(last)..\(first)"
      )
    }
    return [("known", nil), ("known_from", begin), ("known_to", end)]
  }

  private func publicSpan(_ session: Session) throws(Fault) -> Query {
    guard let text = options.clocks.publicBy, let span = DateArgument.span(text) else {
      return [("public", try session.day(options.clocks.publicBy))]
    }
    let begin = try session.day(span.begin) ?? CivilDate.first.description
    let end = try session.day(span.end)
    try session.require(begin, notAfter: end)
    return [("public_from", begin), ("public_to", end)]
  }
}
