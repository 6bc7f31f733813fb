/// Who spoke, as sent.
package struct SpeakerData: Sendable, Equatable {
  /// What sort of speaker it is.
  package enum Kind: String, Sendable, Word {
    case person, office, state, group, outlet, anonymous, desk
  }

  /// The slug of a defined person.
  package var person: Text?
  /// A name as the source gives it; never looked up.
  package var name: Text?
  package var kind: Kind?
  package var role: Text?
  /// The actor the speaker speaks for.
  package var actor: Text?
  /// Overrules the rank of the person's office.
  package var rank: Rank?
  /// Actors on whose behalf the words were said.
  package var onBehalfOf: [Text]

  package init(
    person: Text? = nil,
    name: Text? = nil,
    kind: Kind? = nil,
    role: Text? = nil,
    actor: Text? = nil,
    rank: Rank? = nil,
    onBehalfOf: [Text] = []
  ) {
    self.person = person
    self.name = name
    self.kind = kind
    self.role = role
    self.actor = actor
    self.rank = rank
    self.onBehalfOf = onBehalfOf
  }
}

extension SpeakerData {
  static let fields = FieldTable(["actor", "for", "kind", "name", "person", "rank", "role"])

  init(reading reader: inout FieldReader) {
    person = reader.slug("person")
    name = reader.text("name")
    kind = reader.word("kind")
    role = reader.text("role")
    actor = reader.actor("actor")
    rank = reader.word("rank", among: Rank.ofOffices + [.none])
    onBehalfOf = reader.actors("for")
    if reader.object.isEmpty {
      reader.problems.add(
        .missingField,
        at: "",
        "a speaker has a person, a name, a kind or an actor"
      )
    }
  }

  /// Reads a speaker: a string is a name.
  static func read(_ name: String, from reader: inout FieldReader) -> SpeakerData? {
    guard let value = reader.value(name) else { return nil }
    if case .string = value { return reader.text(name).map { SpeakerData(name: $0) } }
    return reader.part(value, at: name, table: fields) { SpeakerData(reading: &$0) }
  }
}
