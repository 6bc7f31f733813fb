/// The kind of a topic.
///
/// Raw values are stored: for ever.
package enum TopicKind: UInt8, Sendable, CaseIterable {
  case policy = 1
  case assessment = 2
  case process = 3

  package var word: Text {
    switch self {
    case .policy: "policy"
    case .assessment: "assessment"
    case .process: "process"
    }
  }

  package init?(word: Text) {
    guard let found = TopicKind.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// `topic.defined`.
package struct TopicHeader: Sendable, Equatable {
  package var slug: Text
  package var title: Text
  package var kind: TopicKind
  package var parent: Text?
  package var proposition: Text?
  /// The floor of open dates: the first day the topic can have been spoken of.
  package var from: CivilDate?

  package init(
    slug: Text,
    title: Text,
    kind: TopicKind = .policy,
    parent: Text? = nil,
    proposition: Text? = nil,
    from: CivilDate? = nil
  ) {
    self.slug = slug
    self.title = title
    self.kind = kind
    self.parent = parent
    self.proposition = proposition
    self.from = from
  }
}
