import ArgumentParser
import ChanceryRender

/// `chancery history`.
struct History: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show every statement that bears on a stance, oldest first.",
    discussion: """
      ROLE tells what each does: sets the stance, confirms it, is outranked on its day, contests it, \
      is of uncertain day, or stands aside.

      Example: chancery history France own-troops
      """
  )

  @Argument(
    help: "Whose history: code, name, alias or a unique beginning.",
    completion: NameCompletion.actor
  )
  var holder: String
  @Argument(
    help: "The topic; without it, all topics.",
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
    let topicName = try topicOption.either(topic)
    let holder = try session.resolve(.actor, holder)
    var path = ["v1", "stances", holder]
    if let topicName { path.append(try session.resolve(.topic, topicName)) }
    let count = try session.printList(
      HistoryView.view(session.names, hasTopics: topicName == nil),
      path + ["history"],
      query: clocks,
      limit: pages.limit
    )
    try exitCode.check(isNegative: count == 0)
  }
}
