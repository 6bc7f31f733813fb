import ArgumentParser
import ChanceryModel

/// Who spoke.
struct SpeakerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Who said it: a person's slug or name in full, an office, a state; any other stays a name.",
      valueName: "name"
    )
  )
  var by: String?
  @Option(help: ArgumentHelp("The speaker's role, in words.", valueName: "text"))
  var role: String?
  @Option(
    help: ArgumentHelp(
      "person, office, state, group, outlet, anonymous or desk.",
      valueName: "kind"
    )
  )
  var byKind: String?
  @Option(help: ArgumentHelp("Whose office the speaker holds.", valueName: "name"))
  var byActor: String?
  @Option(help: ArgumentHelp("head, minister, spokesperson or official.", valueName: "rank"))
  var rank: String?
  @Option(
    name: .customLong("for"),
    parsing: .singleValue,
    help: ArgumentHelp("Whom the speaker may speak for; may be repeated.", valueName: "name")
  )
  var speaksFor: [String] = []

  /// The speaker as an event holds it; nil if none was given.
  func json(_ session: Session) throws(Fault) -> JSONValue? {
    let fields = SpeakerFields(
      by: by,
      role: role,
      kind: byKind,
      actor: byActor,
      rank: rank,
      speaksFor: speaksFor
    )
    return try fields.json(session)
  }
}
