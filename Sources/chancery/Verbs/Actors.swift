import ArgumentParser
import ChanceryRender

/// `chancery actors`.
struct Actors: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actors",
    abstract: "List the actors: defined here, or used as holders.",
    discussion: """
      With --built-in also the states of ISO 3166, the EU, NATO and the UN.

      Example: chancery actors Italy
      """
  )

  @Argument(help: "Only what this name finds: a code, a name, an alias or a beginning.")
  var name: String?
  @Flag(name: .customLong("built-in"), help: "Also the built-in states and organisations.")
  var isWithBuiltIn = false
  @OptionGroup var pages: PageOptions
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    try session.printVocabulary(
      .actor,
      VocabularyViews.actors,
      name: name,
      limit: pages.limit,
      query: [("all", isWithBuiltIn ? "true" : nil)]
    )
  }
}
