import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery source show`.
struct SourceShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show what is known of a source.",
    discussion: "Example: chancery source show ansa-1"
  )

  @Argument(
    help: "The source: slug, title or a unique beginning.",
    completion: NameCompletion.source
  )
  var source: String
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let slug = try session.resolve(.source, source)
    let response = try session.fetch(.get("v1", "sources", slug))
    try session.printOne(response.body, view: VocabularyViews.sources) { answer in
      var card = Card(style: session.style, labelCells: 16)
      for member in answer.objectValue?.members ?? [] where member.key != "schema" {
        card.entry(member.key.string, FieldText.of(member.value))
      }
      return card.text
    }
  }
}
