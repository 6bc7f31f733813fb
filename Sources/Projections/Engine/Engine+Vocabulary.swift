package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Topics, actors, people, sources

extension Engine {
  /// A page of the definitions of a kind, in the order of their slugs.
  ///
  /// Actors are those defined in the log or holding a stance; `all` adds those built in.
  package func vocabulary(
    _ kind: VocabularyKind,
    all: Bool,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> VocabularyPage {
    try reading { transaction, set in
      let slugs = try slugs(kind, all: all, after: after, limit: limit + 1, set, transaction)
      var items: [JSONValue] = []
      for slug in slugs.prefix(limit) {
        items.append(try item(kind, slug, set, transaction))
      }
      return VocabularyPage(
        kind: kind,
        items: items,
        next: slugs.count > limit ? slugs[limit - 1] : nil,
        head: try journal.head(transaction)
      )
    }
  }

  /// One definition.
  ///
  /// - Throws: `unknown-topic` and the like.
  package func vocabularyItem(
    _ kind: VocabularyKind,
    _ slug: Text
  ) throws(Refusal) -> (item: JSONValue, head: UInt64) {
    try reading { transaction, set in
      (try item(kind, slug, set, transaction), try journal.head(transaction))
    }
  }

  /// What a name that a person types may mean: a code, a name or alias, or the beginning of one.
  package func vocabularyMatch(
    _ kind: VocabularyKind,
    name: Text
  ) throws(Refusal) -> VocabularyMatch {
    try reading { transaction, set in
      let head = try journal.head(transaction)
      let (match, slugs) = try matches(kind, name, set, transaction)
      var items: [JSONValue] = []
      for slug in slugs.prefix(20) { items.append(try item(kind, slug, set, transaction)) }
      let nearest = slugs.isEmpty ? try self.nearest(name, kind, set, transaction) : []
      return VocabularyMatch(
        kind: kind,
        items: items,
        match: match,
        nearest: nearest,
        head: head
      )
    }
  }

  // MARK: Lists

  private func slugs(
    _ kind: VocabularyKind,
    all: Bool,
    after: Text?,
    limit: Int,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [Text] {
    var slugs = try set.definitions.slugs(
      kind,
      after: after,
      limit: limit,
      known: Validity.now,
      set.versions,
      transaction
    )
    guard kind == .actor else { return slugs }
    slugs += try holders(after: after, limit: limit, set, transaction)
    if all {
      slugs += BuiltInActors.all.lazy.map(\.code).filter { code in after.map { $0 < code } ?? true }
    }
    return Array(Set(slugs).sorted().prefix(limit))
  }

  /// The codes of those who hold a stance, each once: some descents a holder.
  private func holders(
    after: Text?,
    limit: Int,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [Text] {
    let tables = set.stances.stances
    var holders: [Text] = []
    var cursor = try transaction.cursor(tables.pairs)
    var entry =
      if let after { try cursor.seek(Array(after.utf8.prefix(400)) + [1]) } else {
        try cursor.first()
      }
    while holders.count < limit, let found = entry {
      let code = Array(found.key.toArray().prefix { $0 != 0 })
      if try tables.isSpokenOf(found.value.loadBigEndian(as: UInt32.self), transaction) {
        holders.append(Text(String(decoding: code, as: UTF8.self)))
        entry = try cursor.seek(code + [1])
      } else {
        entry = try cursor.next()
      }
    }
    return holders
  }

  /// How many hold a stance on a topic, ten thousand pairs looked at.
  private func holderCount(
    of topic: Text,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> Int {
    let tables = set.stances.stances
    let prefix = [UInt8](prefix: topic)
    var count = 0
    var looked = 0
    var cursor = try transaction.cursor(tables.topics)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix), looked < 10_000 {
      let pair = found.value.loadBigEndian(as: UInt32.self)
      if try tables.isSpokenOf(pair, transaction) { count += 1 }
      looked += 1
      entry = try cursor.next()
    }
    return count
  }

  // MARK: Matches

  private func matches(
    _ kind: VocabularyKind,
    _ name: Text,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> (VocabularyMatch.Match, [Text]) {
    if try definition(kind, name, set, transaction) != nil { return (.code, [name]) }
    let folded = DefinitionProjection.foldedName(name)
    guard !folded.isEmpty else { return (.none, []) }
    let defined = try set.definitions.slugs(kind, named: folded, limit: 200, transaction)
    // What the log defines beats what is built in, a whole name beats its beginning.
    let exact = try current(kind, defined.exact, folded, isWhole: true, set, transaction)
    if !exact.isEmpty { return (exact.count == 1 ? .name : .ambiguous, exact) }
    if kind == .actor, case .one(let code) = BuiltInActors.index.resolve(name.string),
      isWholeName(name, of: code)
    {
      return (.name, [code])
    }
    var longer = try current(kind, defined.prefix, folded, isWhole: false, set, transaction)
    if kind == .actor {
      switch BuiltInActors.index.resolve(name.string) {
      case .one(let code): longer.append(code)
      case .ambiguous(let codes): longer += codes
      case .none: break
      }
    }
    let distinct = Set(longer).sorted()
    switch distinct.count {
    case 0: return (.none, [])
    case 1: return (.prefix, distinct)
    default: return (.ambiguous, distinct)
    }
  }

  private func isWholeName(_ name: Text, of code: Text) -> Bool {
    guard let actor = BuiltInActors.actor(code) else { return false }
    let folded = DefinitionProjection.foldedName(name)
    return ([code.string] + actor.names).contains {
      DefinitionProjection.foldedName(Text($0)) == folded
    }
  }

  /// Those of the slugs whose present definition still has the name.
  private func current(
    _ kind: VocabularyKind,
    _ slugs: [Text],
    _ folded: [UInt8],
    isWhole: Bool,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [Text] {
    var current: [Text] = []
    for slug in slugs where !current.contains(slug) {
      guard let seq = try definition(kind, slug, set, transaction) else { continue }
      let contents = Contents(journal, set)
      let names = try contents.content(of: seq, transaction)?.body.names ?? []
      let hasName = ([slug] + names).contains { name in
        let own = DefinitionProjection.foldedName(name)
        return isWhole ? own == folded : own.starts(with: folded)
      }
      if hasName { current.append(slug) }
    }
    return current.sorted()
  }

  // MARK: Items

  /// The event that defines a slug now; nil also for what is only built in.
  private func definition(
    _ kind: VocabularyKind,
    _ slug: Text,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> UInt64? {
    try set.definitions.standing(kind, slug, known: Validity.now, set.versions, transaction)
  }

  /// A definition as answers show it: its data in the version that counts, its slug under the kind's
  /// name, and its seq.
  func item(
    _ kind: VocabularyKind,
    _ slug: Text,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> JSONValue {
    guard let seq = try definition(kind, slug, set, transaction) else {
      if kind == .actor, let actor = BuiltInActors.actor(slug) { return builtIn(actor) }
      throw Engine.unknown(
        kind.unknown,
        kind.noun,
        slug,
        try nearest(slug, kind, set, transaction)
      )
    }
    guard case .object(var object)? = try Contents(journal, set).data(of: seq, transaction) else {
      throw JournalDamage("the data of event \(seq) is no object")
    }
    for field in kind.shownFields where object[field] == nil { object[field] = .null }
    object["seq"] = .integer(Int(seq))
    switch kind {
    case .topic:
      if object["kind"] == .some(.null) { object["kind"] = .string(TopicKind.policy.word) }
      object["holders"] = .integer(try holderCount(of: slug, set, transaction))
    case .source:
      object["text"] = .bool(try hasText(slug, set, transaction))
    case .actor, .person, .meeting: break
    }
    return .object(object)
  }

  private func hasText(
    _ slug: Text,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> Bool {
    try text(of: slug, set, transaction) != nil
  }

  /// The text that a standing filing of a source put on file; nil if none did.
  func text(
    of slug: Text,
    _ set: ProjectionSet,
    _ transaction: TransactionReference
  ) throws -> [UInt8]? {
    for seq in try set.definitions.all(.source, slug, known: Validity.now, transaction)
    where try set.versions.state(seq, known: Validity.now, transaction).isStanding {
      if let text = try journal.text(seq, transaction) { return text }
    }
    return nil
  }

  private func builtIn(_ actor: BuiltInActor) -> JSONValue {
    var object = JSONObject()
    for field in VocabularyKind.actor.shownFields { object[field] = .null }
    object["actor"] = .string(actor.code)
    object["name"] = .string(Text(actor.name))
    object["kind"] = .string(Text(actor.kind.rawValue))
    object["aliases"] = .array(actor.names.dropFirst().map { .string(Text($0)) })
    object["seq"] = .null
    return .object(object)
  }
}

extension VocabularyKind {
  fileprivate var unknown: RefusalCode {
    switch self {
    case .actor: .unknownActor
    case .person: .unknownPerson
    case .topic: .unknownTopic
    case .source: .unknownSource
    case .meeting: .unknownMeeting
    }
  }

  fileprivate var noun: String {
    switch self {
    case .actor: "actor"
    case .person: "person"
    case .topic: "topic"
    case .source: "source"
    case .meeting: "meeting"
    }
  }

  /// The fields that an item has in any case, `null` where the definition has none.
  fileprivate var shownFields: [Text] {
    switch self {
    case .actor: ["actor", "name", "kind", "of", "aliases", "members", "meeting"]
    case .person: ["person", "name", "aliases", "offices"]
    case .topic: ["topic", "title", "kind", "proposition", "parent", "from"]
    case .source:
      [
        "source", "title", "publisher", "url", "published", "language", "translated_from",
        "derived_from", "reliability", "sha256", "bytes",
      ]
    case .meeting: ["meeting"]
    }
  }
}

extension EventHeader.Body {
  /// The names that a definition gives.
  fileprivate var names: [Text] {
    switch self {
    case .source(let body): [body.title].compactMap { $0 }
    case .actor(let body): body.names
    case .person(let body): body.names
    case .topic(let body): [body.title]
    default: []
    }
  }
}
