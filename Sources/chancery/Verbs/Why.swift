import ArgumentParser
import ChanceryRender

/// `chancery why`.
struct Why: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Show why a stance is what it is: each statement, kept or passed over, and why.",
    discussion: """
      Goes through the fold step by step, oldest first. WHY names the clause that kept the statement or \
      passed it over, and the event that counted in its place; the number is the part of the rule: \
      chancery help fold.

      Example: chancery why Italy own-troops --at 2025-03-27
      """
  )

  @Argument(
    help: "Whose stance: code, name, alias or a unique beginning.",
    completion: NameCompletion.actor
  )
  var holder: String
  @Argument(
    help: "The topic: slug, title or a unique beginning.",
    completion: NameCompletion.topic
  )
  var topic: String?
  @OptionGroup var topicOption: TopicOption
  @OptionGroup var exitCode: ExitCodeOption
  @OptionGroup var pages: PageOptions
  @OptionGroup var options: ReadOptions

  func run() throws {
    let session = try Session(options)
    let clocks = try options.clocks.query(session)
    guard let topic = try topicOption.slug(or: topic, session) else {
      throw Fault.usage(
        "why needs a topic",
        remedy: "chancery stance \(holder) lists those the holder has spoken on"
      )
    }
    let holder = try session.resolve(.actor, holder)
    let count = try session.printList(
      WhyView.view(session.names),
      ["v1", "stances", holder, topic, "why"],
      query: clocks,
      limit: pages.limit
    )
    try exitCode.check(isNegative: count == 0)
  }
}
