/// What a name, as a person types it, may mean.
package struct VocabularyMatch: Sendable, Equatable {
  /// How the name was found.
  package enum Match: String, Sendable, CaseIterable {
    /// It is a code or slug (or a state's alpha-2 code).
    case code
    /// It is a whole name or alias, as folded for look-up.
    case name
    /// It begins one name only.
    case prefix
    /// It is nothing that is known.
    case none
    /// It may mean several.
    case ambiguous
  }

  package var kind: VocabularyKind
  /// What it means; several if ambiguous, none if unknown.
  package var items: [JSONValue]
  package var match: Match
  /// The nearest known names, for one that is not.
  package var nearest: [Text]
  package var head: UInt64

  package init(
    kind: VocabularyKind,
    items: [JSONValue],
    match: Match,
    nearest: [Text] = [],
    head: UInt64
  ) {
    self.kind = kind
    self.items = items
    self.match = match
    self.nearest = nearest
    self.head = head
  }
}
