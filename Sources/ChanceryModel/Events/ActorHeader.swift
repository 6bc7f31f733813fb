/// The kind of an actor.
///
/// Raw values are stored: for ever.
package enum ActorKind: UInt8, Sendable, CaseIterable {
  case state = 1
  case organisation = 2
  case group = 3
  case office = 4

  package var word: Text {
    switch self {
    case .state: "state"
    case .organisation: "organisation"
    case .group: "group"
    case .office: "office"
    }
  }

  package init?(word: Text) {
    guard let found = ActorKind.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// `actor.defined`; a built-in actor is presented in the same form.
package struct ActorHeader: Sendable, Equatable {
  /// A dated membership of a group.
  package struct Member: Sendable, Equatable {
    package var actor: Text
    package var from: CivilDate?
    package var to: CivilDate?

    package init(actor: Text, from: CivilDate? = nil, to: CivilDate? = nil) {
      self.actor = actor
      self.from = from
      self.to = to
    }
  }

  package var code: Text
  package var kind: ActorKind
  /// The display name first, then aliases.
  package var names: [Text]
  /// The state an office belongs to.
  package var of: Text?
  package var members: [Member]
  /// The meeting whose participants the group is.
  package var meeting: Text?

  package init(
    code: Text,
    kind: ActorKind,
    names: [Text],
    of: Text? = nil,
    members: [Member] = [],
    meeting: Text? = nil
  ) {
    self.code = code
    self.kind = kind
    self.names = names
    self.of = of
    self.members = members
    self.meeting = meeting
  }
}
