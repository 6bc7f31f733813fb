package import ChanceryModel
package import Journal
package import LMDB

/// The vocabulary that stands in the log at a head, for the time of one transaction.
///
/// Remembers what it looked up, so that a request of thousands of statements on a few topics decodes
/// each definition once. A failure of the store cannot leave through the ``Vocabulary`` protocol; it
/// is kept in ``failure``, and whoever resolved against this must look.
package final class LogVocabulary: Vocabulary {
  let journal: Journal
  let definitions: DefinitionProjection
  let versions: VersionProjection
  let transaction: TransactionReference
  let known: UInt64
  private var actors: [Text: ActorHeader?] = [:]
  private var people: [Text: PersonHeader?] = [:]
  private var topics: [Text: TopicHeader?] = [:]
  private var sources: [Text: SourceHeader?] = [:]

  /// What is known of who uses which name.
  var uses: UseScan
  /// What the store or the log answered in place of a definition.
  package internal(set) var failure: (any Error)?

  init(
    _ journal: Journal,
    _ set: ProjectionSet,
    known: UInt64,
    _ transaction: TransactionReference,
    uses: UseScan
  ) {
    self.journal = journal
    definitions = set.definitions
    versions = set.versions
    self.known = known
    self.transaction = transaction
    self.uses = uses
  }

  /// The vocabulary of a head.
  package convenience init(
    _ journal: Journal,
    _ set: ProjectionSet,
    known: UInt64,
    _ transaction: TransactionReference
  ) {
    self.init(journal, set, known: known, transaction, uses: UseScan())
  }

  // MARK: - Definitions

  package func actor(_ code: Text) -> ActorHeader? {
    remembered(code, in: &actors) {
      guard case .actor(let body)? = try newest(.actor, code) else {
        return BuiltInActors.actor(code).map(ActorHeader.init)
      }
      return body
    }
  }

  package func person(_ slug: Text) -> PersonHeader? {
    remembered(slug, in: &people) {
      guard case .person(let body)? = try newest(.person, slug) else { return nil }
      return body
    }
  }

  package func topic(_ slug: Text) -> TopicHeader? {
    remembered(slug, in: &topics) {
      guard case .topic(let body)? = try newest(.topic, slug) else { return nil }
      return body
    }
  }

  package func source(_ slug: Text) -> SourceHeader? {
    remembered(slug, in: &sources) {
      guard case .source(var body)? = try newest(.source, slug) else { return nil }
      // A later filing may leave out what an earlier one gave: the text never changes.
      if !body.hasText || body.sha256 == nil {
        for seq in try standing(.source, slug) {
          guard
            case .source(let earlier) = try journal.requiredHeader(seq, transaction).body
          else { continue }
          body.hasText = body.hasText || earlier.hasText
          body.sha256 = body.sha256 ?? earlier.sha256
        }
      }
      return body
    }
  }

  package func sourceText(_ slug: Text) -> [UInt8]? {
    attempt {
      for seq in try standing(.source, slug) {
        if let text = try journal.text(seq, transaction) { return text }
      }
      return nil
    }
  }

  package func hasMeeting(_ slug: Text) -> Bool {
    attempt { try newestStanding(.meeting, slug) } != nil
  }

  package func merge(of meeting: Text) -> Text? {
    attempt { try versions.target(of: meeting, known: known, transaction) }
  }

  package func isTopicInUse(_ slug: Text) -> Bool {
    attempt { try definitions.isInUse(.topic, slug, transaction) } ?? false
  }

  package func event(source: Text, id: Text) -> (seq: UInt64, type: EventType)? {
    attempt {
      guard let seq = try journal.sequence(source: source, id: id, transaction), seq <= known,
        let type = try journal.type(seq, transaction)
      else { return nil }
      return (seq, type)
    }
  }

  package func eventType(_ seq: UInt64) -> EventType? {
    guard seq > 0, seq <= known else { return nil }
    return attempt { try journal.type(seq, transaction) }
  }

  package func nearest(_ name: Text, kind: VocabularyKind) -> [Text] {
    attempt {
      // A typo is answered from the first thousands of names; more would hold others up.
      let defined = try definitions.foldedNames(kind, limit: 10_000, transaction)
      let builtIn = kind == .actor ? Array(BuiltInActors.index.foldedNames) : []
      let codes = NearestNames.nearest(name.string, among: defined + builtIn, limit: 12)
        .map { Text($0) }
      let known = try codes.filter { code in
        if kind == .actor, BuiltInActors.actor(code) != nil { return true }
        return try newestStanding(kind, code) != nil
      }
      return Array(known.prefix(3))
    } ?? []
  }

  /// The header of the newest standing definition, in the version that counts.
  private func newest(_ kind: VocabularyKind, _ slug: Text) throws -> EventHeader.Body? {
    guard let found = try newestStanding(kind, slug) else { return nil }
    return try journal.requiredHeader(found.state.version, transaction).body
      .content(of: found.seq, at: found.state.version)
  }

  private func newestStanding(
    _ kind: VocabularyKind,
    _ slug: Text
  ) throws -> (seq: UInt64, state: EventState)? {
    // Most names have one definition, and it stands.
    guard let last = try definitions.newest(kind, slug, known: known, transaction) else {
      return nil
    }
    let state = try versions.state(last, known: known, transaction)
    if state.isStanding { return (last, state) }
    for seq in try definitions.all(kind, slug, known: known, transaction) {
      let state = try versions.state(seq, known: known, transaction)
      if state.isStanding { return (seq, state) }
    }
    return nil
  }

  /// The standing definitions of a name, newest first.
  private func standing(_ kind: VocabularyKind, _ slug: Text) throws -> [UInt64] {
    try definitions.all(kind, slug, known: known, transaction).filter {
      try versions.state($0, known: known, transaction).isStanding
    }
  }

  private func remembered<Header>(
    _ slug: Text,
    in memory: inout [Text: Header?],
    _ look: () throws -> Header?
  ) -> Header? {
    if let known = memory[slug] { return known }
    let found = attempt(look)
    memory[slug] = .some(found)
    return found
  }

  func attempt<Value>(_ look: () throws -> Value?) -> Value? {
    do { return try look() } catch {
      if failure == nil { failure = error }
      return nil
    }
  }
}
