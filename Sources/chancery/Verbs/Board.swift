import ArgumentParser
import ChanceryRender

/// `chancery board`.
struct Board: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where everybody stands on a topic.",
    discussion: """
      One line a holder, each with the event that set the stance and how many confirm it. A holder \
      that is not listed has no statement on record.

      Example: chancery board own-troops --at 2025-03-27
      """
  )

  @Argument(help: "The topic: slug, title or a unique beginning.")
  var topic: String?
  @OptionGroup var topicOption: TopicOption
  @OptionGroup var exitCode: ExitCodeOption
  @OptionGroup var pages: PageOptions
  @OptionGroup var options: ReadOptions

  func run() throws {
    let session = try Session(options)
    guard let name = try topicOption.either(topic) else {
      throw Fault.usage("board needs a topic", remedy: "chancery topics lists them")
    }
    let clocks = try options.clocks.query(session)
    let topic = try session.resolve(.topic, name)
    let count = try session.printList(
      StanceViews.board,
      ["v1", "stances"],
      query: [("topic", topic)] + clocks,
      limit: pages.limit
    )
    try exitCode.check(isNegative: count == 0)
  }
}
