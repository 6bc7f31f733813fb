package import ChanceryModel
package import Journal
package import LMDB

/// The vocabulary that stands in the log at a head, for the time of one transaction.
///
/// Remembers what it looked up, so that a request of thousands of statements on a few topics decodes
/// each definition once. A failure of the store cannot leave through the ``Vocabulary`` protocol; it
/// is kept in ``failure``, and whoever resolved against this must look.
package final class LogVocabulary: Vocabulary {
  /// Where events are read.
  package struct Log {
    package let journal: Journal
    package let transaction: TransactionReference

    package init(_ journal: Journal, _ transaction: TransactionReference) {
      self.journal = journal
      self.transaction = transaction
    }
  }

  /// What was looked up; the definitions among it are good for as long as the vocabulary is the same.
  package final class Memory {
    fileprivate(set) var kept: Kept

    package init() { kept = Kept() }

    /// Goes on with what was looked up before.
    init(_ kept: Kept) { self.kept = kept }

    /// Forgets all definitions: an event has changed the vocabulary.
    package func forgetDefinitions() {
      let uses = kept.uses
      kept = Kept()
      kept.uses = uses
    }
  }

  /// What a ``Memory`` holds, to be kept from one transaction to the next.
  struct Kept: Sendable {
    fileprivate var actors = Remembered<ActorHeader>()
    fileprivate var people = Remembered<PersonHeader>()
    fileprivate var topics = Remembered<TopicHeader>()
    fileprivate var sources = Remembered<SourceHeader>()
    /// Names that are there, by kind; a look here copies no header.
    fileprivate var names: [Set<Text>] = VocabularyKind.allCases.map { _ in [] }
    fileprivate var uses = UseScan()
  }

  /// What was found under which names of a kind; nil where nothing was.
  fileprivate struct Remembered<Header: Sendable>: Sendable {
    /// Names that nobody defined could be any number.
    static var countMax: Int { 10_000 }

    private var found: [Text: Header?] = [:]

    subscript(name: Text) -> Header?? { found[name] }

    mutating func keep(_ header: Header?, of name: Text) -> Header? {
      if found.count >= Remembered.countMax { found.removeAll(keepingCapacity: true) }
      found[name] = .some(header)
      return header
    }
  }

  let journal: Journal
  let definitions: DefinitionProjection
  let versions: VersionProjection
  let stances: StanceProjection
  /// Where events are read.
  let transaction: TransactionReference
  /// Where the rows of the projections are read: mostly the same.
  let rows: TransactionReference
  let known: UInt64
  private let memory: Memory

  /// What is known of who uses which name.
  var uses: UseScan {
    _read { yield memory.kept.uses }
    _modify { yield &memory.kept.uses }
  }
  /// What the store or the log answered in place of a definition.
  package internal(set) var failure: (any Error)?

  /// - Parameters:
  ///   - log: Where events are read.
  ///   - set: The projections to look in.
  ///   - known: The head; what came later is not seen.
  ///   - rows: Where the rows of the projections are read.
  ///   - memory: What was looked up before, in the same vocabulary.
  package init(
    _ log: Log,
    _ set: ProjectionSet,
    known: UInt64,
    rows: TransactionReference,
    memory: Memory
  ) {
    journal = log.journal
    definitions = set.definitions
    versions = set.versions
    stances = set.stances
    self.known = known
    transaction = log.transaction
    self.rows = rows
    self.memory = memory
  }

  convenience init(
    _ journal: Journal,
    _ set: ProjectionSet,
    known: UInt64,
    _ transaction: TransactionReference,
    uses: UseScan
  ) {
    let memory = Memory()
    memory.kept.uses = uses
    self.init(
      Log(journal, transaction),
      set,
      known: known,
      rows: transaction,
      memory: memory
    )
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

  package func has(_ kind: VocabularyKind, _ name: Text) -> Bool {
    if kind == .meeting { return hasMeeting(name) }
    let index = Int(kind.rawValue) - 1
    if memory.kept.names[index].contains(name) { return true }
    let isThere =
      switch kind {
      case .actor: actor(name) != nil
      case .person: person(name) != nil
      case .topic: topic(name) != nil
      case .source: source(name) != nil
      case .meeting: hasMeeting(name)
      }
    // What is not there is looked for again: it may be any number of names.
    guard isThere, memory.kept.names[index].count < Remembered<ActorHeader>.countMax else {
      return isThere
    }
    memory.kept.names[index].insert(name)
    return true
  }

  package func actor(_ code: Text) -> ActorHeader? {
    if let known = memory.kept.actors[code] { return known }
    let found: ActorHeader? = attempt {
      guard case .actor(let body)? = try newest(.actor, code) else {
        return BuiltInActors.actor(code).map(ActorHeader.init)
      }
      return body
    }
    return memory.kept.actors.keep(found, of: code)
  }

  package func person(_ slug: Text) -> PersonHeader? {
    if let known = memory.kept.people[slug] { return known }
    let found: PersonHeader? = attempt {
      guard case .person(let body)? = try newest(.person, slug) else { return nil }
      return body
    }
    return memory.kept.people.keep(found, of: slug)
  }

  package func topic(_ slug: Text) -> TopicHeader? {
    if let known = memory.kept.topics[slug] { return known }
    let found: TopicHeader? = attempt {
      guard case .topic(let body)? = try newest(.topic, slug) else { return nil }
      return body
    }
    return memory.kept.topics.keep(found, of: slug)
  }

  package func source(_ slug: Text) -> SourceHeader? {
    if let known = memory.kept.sources[slug] { return known }
    let found: SourceHeader? = attempt {
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
    return memory.kept.sources.keep(found, of: slug)
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
    attempt { try versions.target(of: meeting, known: known, rows) }
  }

  package func isTopicInUse(_ slug: Text) -> Bool {
    attempt { try definitions.isInUse(.topic, slug, rows) } ?? false
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
      let defined = try definitions.foldedNames(kind, limit: 10_000, rows)
      let builtIn =
        kind == .actor ? Array(BuiltInActors.index.foldedNames) + NearActorNames.folded : []
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
    guard let last = try definitions.newest(kind, slug, known: known, rows) else {
      return nil
    }
    let state = try versions.state(last, known: known, rows)
    if state.isStanding { return (last, state) }
    for seq in try definitions.all(kind, slug, known: known, rows) {
      let state = try versions.state(seq, known: known, rows)
      if state.isStanding { return (seq, state) }
    }
    return nil
  }

  /// The standing definitions of a name, newest first.
  private func standing(_ kind: VocabularyKind, _ slug: Text) throws -> [UInt64] {
    try definitions.all(kind, slug, known: known, rows).filter {
      try versions.state($0, known: known, rows).isStanding
    }
  }

  func attempt<Value>(_ look: () throws -> Value?) -> Value? {
    do { return try look() } catch {
      if failure == nil { failure = error }
      return nil
    }
  }
}
