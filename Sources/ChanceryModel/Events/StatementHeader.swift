/// What a statement is made of.
///
/// Raw values are stored: for ever.
package enum StatementKind: UInt8, Sendable, CaseIterable {
  case words = 1
  case vote = 2
  case deed = 3

  package var word: Text {
    switch self {
    case .words: "words"
    case .vote: "vote"
    case .deed: "deed"
    }
  }

  package init?(word: Text) {
    guard let found = StatementKind.allCases.first(where: { $0.word == word }) else { return nil }
    self = found
  }
}

/// `statement.made`.
package struct StatementHeader: Sendable, Equatable {
  package var said: Moment
  package var kind: StatementKind
  package var rank: Rank
  /// The person who spoke, if a defined one.
  package var person: Text?
  /// The actor the speaker spoke for: an office, a state, an organisation.
  package var actor: Text?
  package var stances: [StanceHeader]
  package var aboutTopics: [Text]
  package var aboutActors: [Text]
  package var aboutMeetings: [Text]
  /// The meeting where it was said.
  package var meeting: Text?
  package var reports: [ReportHeader]
  /// Earlier events the statement refers to, by seq.
  package var refersTo: [UInt64]

  package init(
    said: Moment,
    kind: StatementKind = .words,
    rank: Rank = .none,
    person: Text? = nil,
    actor: Text? = nil,
    stances: [StanceHeader] = [],
    aboutTopics: [Text] = [],
    aboutActors: [Text] = [],
    aboutMeetings: [Text] = [],
    meeting: Text? = nil,
    reports: [ReportHeader] = [],
    refersTo: [UInt64] = []
  ) {
    self.said = said
    self.kind = kind
    self.rank = rank
    self.person = person
    self.actor = actor
    self.stances = stances
    self.aboutTopics = aboutTopics
    self.aboutActors = aboutActors
    self.aboutMeetings = aboutMeetings
    self.meeting = meeting
    self.reports = reports
    self.refersTo = refersTo
  }

  /// The first day by which every reader could know of the statement: the earliest `published`
  /// (latest day) of its sources; nil if no source is dated.
  package var publicDay: CivilDate? {
    reports.compactMap(\.publishedLatest).min()
  }
}
