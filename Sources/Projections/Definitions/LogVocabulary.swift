package import ChanceryModel
package import Journal
package import LMDB

/// The vocabulary that stands in the log at a head, for the time of one transaction.
///
/// Remembers what it looked up, so that a request of thousands of statements on a few topics decodes
/// each definition once. A failure of the store cannot leave through the ``Vocabulary`` protocol; it
/// is kept in ``failure``, and whoever resolved against this must look.
package final class LogVocabulary: Vocabulary {
  private let journal: Journal
  private let definitions: DefinitionProjection
  private let transaction: TransactionReference
  private let known: UInt64
  private var actors: [Text: ActorHeader?] = [:]
  private var people: [Text: PersonHeader?] = [:]
  private var topics: [Text: TopicHeader?] = [:]
  private var sources: [Text: SourceHeader?] = [:]

  /// What the store or the log answered in place of a definition.
  package private(set) var failure: (any Error)?

  package init(
    _ journal: Journal,
    _ definitions: DefinitionProjection,
    known: UInt64,
    _ transaction: TransactionReference
  ) {
    self.journal = journal
    self.definitions = definitions
    self.known = known
    self.transaction = transaction
  }

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
        for seq in try definitions.all(.source, slug, known: known, transaction) {
          guard case .source(let earlier) = try journal.requiredHeader(seq, transaction).body
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
      for seq in try definitions.all(.source, slug, known: known, transaction) {
        if let text = try journal.text(seq, transaction) { return text }
      }
      return nil
    }
  }

  package func hasMeeting(_ slug: Text) -> Bool {
    attempt { try definitions.newest(.meeting, slug, known: known, transaction) } != nil
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
        return try definitions.newest(kind, code, known: self.known, transaction) != nil
      }
      return Array(known.prefix(3))
    } ?? []
  }

  private func newest(_ kind: VocabularyKind, _ slug: Text) throws -> EventHeader.Body? {
    guard let seq = try definitions.newest(kind, slug, known: known, transaction) else {
      return nil
    }
    return try journal.requiredHeader(seq, transaction).body
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

  private func attempt<Value>(_ look: () throws -> Value?) -> Value? {
    do { return try look() } catch {
      if failure == nil { failure = error }
      return nil
    }
  }
}
