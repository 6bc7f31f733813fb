import ArgumentParser
import ChanceryClient
import ChanceryRender

/// `chancery meetings`.
struct Meetings: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meetings",
    abstract: "List the meetings, by date.",
    discussion: """
      A ≠ marks what the sources give differently; chancery meeting ID shows each.

      Example: chancery meetings --from 2025-03-11 --to 2025-03-27
      """
  )

  @Option(help: ArgumentHelp("Only meetings on or after that day.", valueName: "date"))
  var from: String?
  @Option(help: ArgumentHelp("Only meetings on or before that day.", valueName: "date"))
  var to: String?
  @OptionGroup var pages: PageOptions
  @OptionGroup var options: ReadOptions

  func run() throws {
    let session = try Session(options)
    let ends = try session.range(from: from, to: to)
    let range: [(name: String, value: String?)] = [("from", ends.from), ("to", ends.to)]
    try session.learnNames()
    try session.printList(
      MeetingsView.view,
      ["v1", "meetings"],
      query: range + options.clocks.query(session),
      limit: pages.limit
    )
  }
}
