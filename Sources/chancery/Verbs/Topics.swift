import ArgumentParser
import ChanceryRender

/// `chancery topics`.
struct Topics: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "topics",
    abstract: "List the topics, each with its proposition.",
    discussion: """
      A proposition is a sentence one can agree with; positions are positions on it.

      Example: chancery topics -o wide
      """
  )

  @Argument(help: "Only what this name finds: a code, a name, an alias or a beginning.")
  var name: String?
  @OptionGroup var pages: PageOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    try session.printVocabulary(.topic, VocabularyViews.topics, name: name, limit: pages.limit)
  }
}
