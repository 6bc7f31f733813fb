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
  /// A name the journal knows, in full, becomes the person's slug or the actor's code; any other stays a name.
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

  /// Whom a name means in full: a person, else an actor.
  ///
  /// What only begins with it, or has it as a word, is never taken, since a name may be anybody's; it is told.
  private func found(_ name: String, _ session: Session) throws(Fault) -> JSONObject {
    var speaker = JSONObject()
    speaker["name"] = .string(Text(name))
    if let kind, ["outlet", "anonymous", "desk"].contains(kind) { return speaker }
    var near: [Session.Meaning] = []
    for kind in [NameKind.person, .actor] {
      switch try session.find(kind, name) {
      case .one(let meaning, isWhole: true):
        if kind == .person {
          speaker["name"] = nil
          speaker["person"] = .string(Text(meaning.code))
        } else {
          speaker["actor"] = .string(Text(meaning.code))
        }
        tell(name, isTakenFor: meaning, session)
        return speaker
      case .ambiguous(let meanings, isWhole: true):
        throw .usage(
          "“\(name)” may be any of several",
          at: Session.lines(meanings),
          remedy: "say which, by its slug or code; \(kind.verb) lists them"
        )
      case .one(let meaning, isWhole: false): near.append(meaning)
      case .ambiguous(let meanings, isWhole: false): near += meanings
      case .none(let codes):
        for code in codes {
          let meaning = try session.meaning(kind, code)
          if meaning.hasWord(beginningWith: name) { near.append(meaning) }
        }
      }
    }
    tell(name, near: near, session)
    return speaker
  }

  /// Tells who was meant, unless that is what was typed.
  private func tell(_ name: String, isTakenFor meaning: Session.Meaning, _ session: Session) {
    let typed = NameFolding.fold(name)
    let own = [meaning.code, meaning.name ?? meaning.code].map { NameFolding.fold($0) }
    if !own.contains(typed) { session.tell(name, isTakenFor: meaning) }
  }

  /// Tells that a name was left as it is, if anybody on record comes near it.
  private func tell(_ name: String, near meanings: [Session.Meaning], _ session: Session) {
    guard !meanings.isEmpty else { return }
    let shown = meanings.prefix(SpeakerFields.nearCountMax).map(\.text).joined(separator: ", ")
    let more = meanings.count - SpeakerFields.nearCountMax
    session.tell(
      taken: "“\(name)” is recorded as a name: nobody is called that in full (near: \(shown)"
        + (more > 0 ? " and \(more) more)" : ")")
    )
  }

  /// How many of those who come near a name are told.
  private static let nearCountMax = 3
}
