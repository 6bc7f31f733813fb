/// The data of `actor.defined`.
package struct ActorData: Sendable, Equatable {
  package var actor: Text
  package var name: Text
  package var kind: ActorKind
  package var aliases: [Text]
  /// The actor that an office belongs to.
  package var of: Text?
  package var members: [ActorHeader.Member]
  package var meeting: Text?

  package init(
    actor: Text,
    name: Text,
    kind: ActorKind,
    aliases: [Text] = [],
    of: Text? = nil,
    members: [ActorHeader.Member] = [],
    meeting: Text? = nil
  ) {
    self.actor = actor
    self.name = name
    self.kind = kind
    self.aliases = aliases
    self.of = of
    self.members = members
    self.meeting = meeting
  }
}

extension ActorData {
  static let fields = FieldTable([
    "actor", "aliases", "extra", "kind", "meeting", "members", "name", "note", "of",
  ])
  private static let memberFields = FieldTable(["actor", "from", "to"])

  init(reading reader: inout FieldReader) {
    actor = reader.requiredActor("actor")
    name = reader.requiredText("name")
    kind = reader.requiredWord("kind", else: .group)
    aliases = reader.texts("aliases")
    of = reader.actor("of")
    members = reader.parts("members", table: ActorData.memberFields) { member in
      let code = member.requiredActor("actor")
      let period = member.period()
      return ActorHeader.Member(actor: code, from: period.from, to: period.to)
    }
    meeting = reader.slug("meeting")
    guard reader.problems.isEmpty else { return }
    checkCode(&reader.problems)
    checkKind(&reader.problems)
  }

  /// Whose code may be defined.
  ///
  /// A built-in code may be defined again, to give it more names, as what it is. No other bare ISO
  /// code is a user's: `IT` and `ita` mean ITA. A code in capitals that ISO gives no meaning is free
  /// (the UN's data need EAZ); should ISO ever assign it, the definition in the log still stands.
  private func checkCode(_ problems: inout Problems) {
    if let builtIn = BuiltInActors.actor(actor) {
      guard kind != ActorKind(builtIn.kind) else { return }
      problems.add(
        .invalidValue,
        at: "/kind",
        "\(actor) is built in as \(ActorKind(builtIn.kind).word)",
        hint: "define it again only to add names; give what you mean a code of its own"
      )
    } else if BuiltInActors.isReserved(actor) {
      problems.add(
        .invalidValue,
        at: "/actor",
        "“\(actor)” is a bare ISO 3166 code",
        hint: "states go by alpha-3 and are built in; choose another code for your own"
      )
    }
  }

  private func checkKind(_ problems: inout Problems) {
    if of != nil, kind != .office {
      problems.add(.invalidValue, at: "/of", "only an office is “of” somebody")
    }
    let isGroup = kind == .group || kind == .organisation
    if !members.isEmpty, !isGroup {
      problems.add(.invalidValue, at: "/members", "only a group or an organisation has members")
    }
    if meeting != nil, kind != .group {
      problems.add(.invalidValue, at: "/meeting", "only a group is those who met")
    }
  }
}

extension ActorKind {
  /// The kind of a built-in actor.
  init(_ kind: BuiltInActor.Kind) {
    switch kind {
    case .state: self = .state
    case .organisation: self = .organisation
    }
  }
}

extension ActorHeader {
  /// A built-in actor in the form of a defined one.
  package init(_ builtIn: BuiltInActor) {
    self.init(
      code: builtIn.code,
      kind: ActorKind(builtIn.kind),
      names: builtIn.names.map { Text($0) }
    )
  }
}
