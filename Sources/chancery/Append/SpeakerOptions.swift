import ArgumentParser
import ChanceryModel

/// Who spoke.
struct SpeakerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Who said it: a person's slug or name, an office, a state.",
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
  ///
  /// A name the journal knows becomes the person's slug or the actor's code; any other stays a name.
  func json(_ session: Session) throws(Fault) -> JSONValue? {
    guard let by else {
      guard role == nil, byKind == nil, byActor == nil, rank == nil, speaksFor.isEmpty else {
        throw .usage("the speaker has no name", remedy: "add --by NAME")
      }
      return nil
    }
    var speaker = try found(by, session)
    if let role { speaker["role"] = .string(Text(role)) }
    if let rank { speaker["rank"] = .string(Text(rank)) }
    if let byKind { speaker["kind"] = .string(Text(byKind)) }
    if let byActor { speaker["actor"] = .string(Text(try session.resolve(.actor, byActor))) }
    if !speaksFor.isEmpty {
      var codes: [JSONValue] = []
      for name in speaksFor { codes.append(.string(Text(try session.resolve(.actor, name)))) }
      speaker["for"] = .array(codes)
    }
    let isBare = speaker.members.count == 1 && speaker["name"] != nil
    return isBare ? .string(Text(by)) : .object(speaker)
  }

  private func found(_ name: String, _ session: Session) throws(Fault) -> JSONObject {
    var speaker = JSONObject()
    speaker["name"] = .string(Text(name))
    if let byKind, ["outlet", "anonymous", "desk"].contains(byKind) { return speaker }
    switch try session.find(.person, name) {
    case .one(let slug):
      speaker["name"] = nil
      speaker["person"] = .string(Text(slug))
    case .ambiguous(let slugs):
      throw .usage(
        "“\(name)” may be any of several: \(slugs.joined(separator: ", "))",
        remedy: "say which, by its slug; chancery people lists them"
      )
    case .none:
      if case .one(let code) = try session.find(.actor, name) {
        speaker["actor"] = .string(Text(code))
      }
    }
    return speaker
  }
}
