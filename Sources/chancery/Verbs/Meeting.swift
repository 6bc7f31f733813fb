import ArgumentParser
import ChanceryClient
import ChanceryRender

/// `chancery meeting`.
struct Meeting: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meeting",
    abstract: "Show one meeting: who was there, how many, what came of it.",
    discussion: """
      Sources that differ are shown side by side, each with its event: counts are never merged.

      Example: chancery meeting paris-2025-03-11
      """
  )

  @Argument(
    help: "The meeting's slug; chancery meetings lists them.",
    completion: NameCompletion.meeting
  )
  var meeting: String
  @OptionGroup var options: ReadOptions

  func run() throws {
    let session = try Session(options)
    let response = try session.fetch(
      HTTPRequest("GET", ["v1", "meetings", meeting], query: options.clocks.query(session))
    )
    try session.learnNames()
    let names = session.names
    try session.printOne(
      response.body,
      view: MeetingFacts.view,
      items: { MeetingFacts.items($0, names: names) }
    ) { MeetingCard.text($0, names: names, style: session.style) }
  }
}
