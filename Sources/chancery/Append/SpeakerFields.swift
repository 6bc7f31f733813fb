import ChanceryModel

/// Who spoke, as a person types it.
struct SpeakerFields: Hashable {
  /// A person's slug or name, an office, a state.
  var by: String?
  var role: String?
  var kind: String?
  /// Whose office the speaker holds.
  var actor: String?
  var rank: String?
  var speaksFor: [String] = []

  /// The speaker as an event holds it; nil if none was given.
  ///
  /// A name the journal knows becomes the person's slug or the actor's code; any other stays a name.
  func json(_ session: Session) throws(Fault) -> JSONValue? {
    guard let by else {
      guard role == nil, kind == nil, actor == nil, rank == nil, speaksFor.isEmpty else {
        throw .usage("the speaker has no name", remedy: "add --by NAME")
      }
      return nil
    }
    var speaker = try found(by, session)
    if let role { speaker["role"] = .string(Text(role)) }
    if let rank { speaker["rank"] = .string(Text(rank)) }
    if let kind { speaker["kind"] = .string(Text(kind)) }
    if let actor { speaker["actor"] = .string(Text(try session.resolve(.actor, actor))) }
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
    if let kind, ["outlet", "anonymous", "desk"].contains(kind) { return speaker }
    switch try session.find(.person, name) {
    case .one(let slug):
      speaker["name"] = nil
      speaker["person"] = .string(Text(slug))
    case .ambiguous(let meanings):
      throw .usage(
        "“\(name)” may be any of several",
        at: Session.lines(meanings),
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
