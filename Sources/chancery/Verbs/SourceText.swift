import ArgumentParser
import ChanceryClient

/// `chancery source text`.
struct SourceText: OneForm {
  static let form = "the words of the document, byte for byte"
  static let configuration = CommandConfiguration(
    commandName: "text",
    abstract: "Print the text of a source, as filed.",
    discussion: "Example: chancery source text ansa-1"
  )

  @Argument(
    help: "The source: slug, title or a unique beginning.",
    completion: NameCompletion.source
  )
  var source: String
  @OptionGroup var pager: PagerOption
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, pager: pager)
    let slug = try session.resolve(.source, source)
    let response = try session.fetch(.get("v1", "sources", slug, "text"))
    try session.finish(data: response.body, asJSON: false)
  }
}
