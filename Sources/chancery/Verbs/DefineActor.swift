import ArgumentParser
import ChanceryModel

/// `chancery define actor`.
struct DefineActor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "actor",
    abstract: "Define an office, a group, an organisation or a state.",
    discussion: """
      The states of ISO 3166, the EU, NATO and the UN are built in.

      Example: chancery define actor e5 --name E5 --kind group --member FRA --member DEU
      """
  )

  @Argument(help: "Its code: a slug, or two to eight capitals and digits.")
  var actor: String
  @Option(help: "What it is called.")
  var name: String
  @Option(help: ArgumentHelp("state, organisation, group or office.", valueName: "kind"))
  var kind: String
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp("Another name; may be repeated.", valueName: "name")
  )
  var alias: [String] = []
  @Option(help: ArgumentHelp("The state an office belongs to.", valueName: "name"))
  var of: String?
  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A member, with its days if known: FRA:2025-03-01..; may be repeated.",
      valueName: "name"
    )
  )
  var member: [String] = []
  @Option(help: ArgumentHelp("The group is who took part in that meeting.", valueName: "slug"))
  var meeting: String?
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("actor.defined")
    builder.set("actor", actor)
    builder.set("name", name)
    builder.set("kind", kind)
    builder.set("aliases", list: alias)
    if let of { builder.set("of", try session.resolve(.actor, of)) }
    if !member.isEmpty {
      builder.set("members", json: .array(try member.map { try entry($0, session) }))
    }
    builder.set("meeting", meeting)
    builder.set("note", options.note)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }

  private func entry(_ text: String, _ session: Session) throws -> JSONValue {
    let span = try DatedSpan(text, session)
    var entry = JSONObject()
    let name = span.parts.joined(separator: ":")
    entry["actor"] = .string(Text(try session.resolve(.actor, name, mayBeNew: options.declare)))
    if let from = span.from { entry["from"] = .string(Text(from)) }
    if let to = span.to { entry["to"] = .string(Text(to)) }
    return .object(entry)
  }
}
