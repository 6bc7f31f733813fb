/// A name that must exist where it is used.
package struct VocabularyName: Sendable, Hashable {
  package var kind: VocabularyKind
  package var name: Text

  package init(_ kind: VocabularyKind, _ name: Text) {
    self.kind = kind
    self.name = name
  }
}

extension EventHeader.Body {
  /// The name that the event defines; nil if it defines none.
  package func definedName(of type: EventType) -> VocabularyName? {
    switch self {
    case .source(let body): VocabularyName(.source, body.slug)
    case .actor(let body): VocabularyName(.actor, body.code)
    case .person(let body): VocabularyName(.person, body.slug)
    case .topic(let body): VocabularyName(.topic, body.slug)
    case .meeting(let body): type.isMeeting ? VocabularyName(.meeting, body.meeting) : nil
    default: nil
    }
  }
}
