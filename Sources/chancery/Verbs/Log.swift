import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery log`.
struct Log: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: "Show what was recorded, in the order of recording.",
    discussion: """
      The newest 20 events, or -n of them, or those after a number; -f goes on as events come.

      Example: chancery log -n 3
      """
  )

  @Option(help: ArgumentHelp("Only events after that one, oldest first.", valueName: "seq"))
  var after: UInt64?
  @Option(
    name: [.customShort("n"), .customLong("limit")],
    help: "The newest so many (default: 20)."
  )
  var limit: Int?
  @Flag(help: "All events.")
  var all = false
  @Flag(
    name: [.customShort("f"), .customLong("follow")],
    help: "Then show new events as they come."
  )
  var isFollowing = false
  @OptionGroup var filter: EventFilter
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  static let newestDefault = 20

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("-n takes a count of 1 or more") }
  }

  func run() throws {
    let session = Session(connection, output)
    let query = try filter.query(session)
    let head = try session.head()
    if isFollowing {
      try session.requireRecorded(after, head: head)
      let newest = UInt64(limit ?? Log.newestDefault)
      let start = after ?? (all ? 0 : head > newest ? head - newest : 0)
      return try session.showFollowing(query, after: start, limit: nil)
    }
    if !filter.isEmpty, after == nil, !all { return try newest(session, query, head) }
    let count = limit ?? (after == nil ? Log.newestDefault : nil)
    let newest = UInt64(count ?? 0)
    let start = after ?? (all ? 0 : head > newest ? head - newest : 0)
    try session.printList(
      LogView.view,
      ["v1", "events"],
      query: query,
      limit: PageLimit(count: all ? nil : count, isAsked: true),
      after: String(start),
      pins: false
    )
  }

  /// The newest events that pass a filter: the log is read from its start, only the last are kept.
  private func newest(
    _ session: Session,
    _ query: [(name: String, value: String?)],
    _ head: UInt64
  ) throws {
    var ring = NewestEvents(count: limit ?? Log.newestDefault)
    var after: String?
    var lastPage: [UInt8] = []
    repeat {
      let page = try session.fetch(
        .get("v1", "events", query: query + [("after", after), ("limit", "1000")])
      )
      let answer = try session.parse(page.body)
      ring.add(page.body)
      lastPage = page.body
      after = answer["next"].flatMap { $0.isNull ? nil : FieldText.of($0) }
    } while after != nil
    try session.printPage(ring.page(like: lastPage), LogView.view)
  }
}
