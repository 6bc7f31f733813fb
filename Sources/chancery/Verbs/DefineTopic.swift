import ArgumentParser
import ChanceryModel

/// `chancery define topic`.
struct DefineTopic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topic",
    abstract: "Define a topic.",
    discussion: """
      Example: chancery define topic ceasefire --title Ceasefire \
      --proposition "There should be a ceasefire now."
      """
  )

  @Argument(help: "Its slug: small letters, digits and hyphens.")
  var topic: String
  @Option(help: "What it is called.")
  var title: String
  @Option(help: ArgumentHelp("A sentence one can agree with.", valueName: "text"))
  var proposition: String?
  @Option(help: ArgumentHelp("policy, assessment or process.", valueName: "kind"))
  var kind: String?
  @Option(help: ArgumentHelp("The topic it is a part of.", valueName: "name"))
  var parent: String?
  @Option(help: ArgumentHelp("The day before which nobody spoke of it.", valueName: "date"))
  var from: String?
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("topic.defined")
    builder.set("topic", topic)
    builder.set("title", title)
    builder.set("proposition", proposition)
    builder.set("kind", kind)
    if let parent {
      builder.set("parent", try session.resolve(.topic, parent, mayBeNew: options.declare))
    }
    builder.set("from", try session.expression(from))
    builder.set("note", options.note)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }
}
