import ArgumentParser
import ChanceryModel

/// `chancery define person`.
struct DefinePerson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "person",
    abstract: "Define a person and the offices they hold.",
    discussion: """
      The office on the day of speaking gives the rank of what was said.

      Example: chancery define person meloni --name "Giorgia Meloni" \
      --office "ITA:Prime Minister:head:2022-10-22.."
      """
  )

  @Argument(help: "The slug: small letters, digits and hyphens.")
  var person: String
  @Option(help: "The name to show.")
  var name: String
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Another name; may be repeated.", valueName: "name")
  )
  var alias: [String] = []
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "ACTOR:TITLE[:RANK][:FROM..TO], rank head, minister, spokesperson or official; may be repeated.",
      valueName: "office"
    )
  )
  var office: [String] = []
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("person.defined")
    builder.set("person", person)
    builder.set("name", name)
    builder.set("aliases", list: alias)
    if !office.isEmpty {
      builder.set("offices", json: .array(try office.map { try entry($0, session) }))
    }
    builder.set("note", options.note)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }

  private func entry(_ text: String, _ session: Session) throws -> JSONValue {
    let span = try DatedSpan(text, session)
    guard (1...3).contains(span.parts.count) else {
      throw Fault.usage(
        "“\(text)” is not an office",
        remedy: "write ACTOR:TITLE:RANK:FROM..TO, the last two if known"
      )
    }
    var entry = JSONObject()
    entry["actor"] = .string(
      Text(try session.resolve(.actor, span.parts[0], mayBeNew: options.declare))
    )
    if span.parts.count > 1 { entry["title"] = .string(Text(span.parts[1])) }
    if span.parts.count > 2 { entry["rank"] = .string(Text(span.parts[2])) }
    if let from = span.from { entry["from"] = .string(Text(from)) }
    if let to = span.to { entry["to"] = .string(Text(to)) }
    return .object(entry)
  }
}
