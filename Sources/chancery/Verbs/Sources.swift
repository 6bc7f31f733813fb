import ArgumentParser
import ChanceryRender

/// `chancery sources`.
struct Sources: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sources",
    abstract: "List the sources.",
    discussion: """
      chancery source shows one, gives its text, or files another.

      Example: chancery sources -o wide
      """
  )

  @Argument(help: "Only what this name finds: a code, a name, an alias or a beginning.")
  var name: String?
  @OptionGroup var pages: PageOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    try session.printVocabulary(.source, VocabularyViews.sources, name: name, limit: pages.limit)
  }
}
