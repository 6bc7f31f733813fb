import ArgumentParser

/// `chancery follow`.
struct Follow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Show events as they are appended.",
    discussion: """
      From now on, or from an event on. After a broken connection it goes on where it stopped: \
      nothing is missed, nothing comes twice.

      Example: chancery follow -t own-troops -o ndjson
      """
  )

  @Option(help: ArgumentHelp("Begin behind that event (0: from the start).", valueName: "seq"))
  var after: UInt64?
  @Option(name: [.customShort("n"), .customLong("limit")], help: "End after so many events.")
  var limit: Int?
  @OptionGroup var filter: EventFilter
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("-n takes a count of 1 or more") }
  }

  func run() throws {
    let session = Session(connection, output)
    let head = try session.head()
    try session.requireRecorded(after, head: head)
    let query = try filter.query(session)
    try session.showFollowing(query, after: after ?? head, limit: limit)
  }
}
