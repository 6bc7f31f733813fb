import ArgumentParser
import ChanceryAPI
import ChanceryModel
import Proofs

/// `chancery source file`.
struct SourceFile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "file",
    abstract: "File a source with its text.",
    discussion: """
      The text is UTF-8 and never changes: a new version is a new source.

      Example: chancery source file article.txt --slug ansa-1 --published 2025-03-21
      """
  )

  @Argument(help: ArgumentHelp("The text, or - for standard input.", valueName: "file"))
  var file: String
  @Option(help: ArgumentHelp("Its slug (default: from the file's name).", valueName: "slug"))
  var slug: String?
  @Flag(help: "File the digest only, not the text.")
  var digestOnly = false
  @OptionGroup var fields: SourceFields

  func run() throws {
    let session = try Session(fields.options)
    let bytes = try InputFile.read(file, bytesMax: Limits.sourceTextBytes)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Fault(
        "\(file) is not UTF-8",
        remedy: "convert it first: iconv -f latin1 -t utf-8",
        status: ExitStatus.badData
      )
    }
    var builder = try fields.builder(try slugOrName(), session)
    if digestOnly {
      builder.set("sha256", SHA256Digest.hex(of: bytes))
    } else {
      builder.set("text", text)
    }
    try session.appendAndTell([builder.event(id: fields.options.id)], fields.options)
  }

  private func slugOrName() throws(Fault) -> String {
    if let slug { return slug }
    let name = file.split(separator: "/").last.map { String($0) } ?? file
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    let folded = NameFolding.fold(stem)
    guard file != "-", Slug.isValid(Text(folded)) else {
      throw .usage("the source has no slug", remedy: "add --slug SLUG")
    }
    return folded
  }
}
