import ArgumentParser
import ChanceryAPI
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery version`.
struct Version: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version",
    abstract: "Show the versions of this command and of the daemon, if one answers.",
    discussion: "Example: chancery version"
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    var daemon: JSONValue = .null
    do {
      daemon = try session.parse(try session.fetch(HTTPRequest("GET", [])).body)
    } catch {
      guard error.status == ExitStatus.noDaemon else { throw error }
    }
    let answer: JSONValue = [
      "schema": "chancery.version/1", "client": .string(Text(ChanceryVersion.current)),
      "daemon": daemon["version"] ?? .null, "api": daemon["api"] ?? .null,
      "features": daemon["features"] ?? .null,
    ]
    try session.printOne(
      CanonicalJSON.bytes(of: answer),
      view: FieldsView.view,
      items: { FieldsView.items($0) }
    ) { answer in
      var card = Card(style: session.style)
      card.entry("chancery", ChanceryVersion.current)
      card.entry("chanceryd", answer["daemon"]?.stringValue ?? "none answers")
      card.entry(
        "features",
        (answer["features"]?.arrayValue ?? []).map { FieldText.of($0) }
          .joined(separator: ", ")
      )
      return card.text
    }
  }
}
