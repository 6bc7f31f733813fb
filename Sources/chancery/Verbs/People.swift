import ArgumentParser
import ChanceryRender

/// `chancery people`.
struct People: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "people",
    abstract: "List the people and their offices.",
    discussion: """
      The office on the day decides the rank of what was said.

      Example: chancery people macron
      """
  )

  @Argument(help: "Only what this name finds: a code, a name, an alias or a beginning.")
  var name: String?
  @OptionGroup var pages: PageOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    try session.printVocabulary(.person, VocabularyViews.people, name: name, limit: pages.limit)
  }
}
