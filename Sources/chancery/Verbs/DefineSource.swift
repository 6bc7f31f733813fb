import ArgumentParser
import ChanceryModel

/// `chancery define source`.
struct DefineSource: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "File a source without its text.",
    discussion: """
      With its text, quotes are checked against it: chancery source file.

      Example: chancery define source ansa-1 --title "Macron: Paris Thursday" --published 2025-03-21
      """
  )

  @Argument(help: "Its slug: small letters, digits and hyphens.")
  var source: String
  @Option(help: ArgumentHelp("The digest of its text.", valueName: "hex"))
  var sha256: String?
  @OptionGroup var fields: SourceFields

  func run() throws {
    let session = try Session(fields.options)
    var builder = try fields.builder(source, session)
    builder.set("sha256", sha256)
    try session.appendAndTell([builder.event(id: fields.options.id)], fields.options)
  }
}
