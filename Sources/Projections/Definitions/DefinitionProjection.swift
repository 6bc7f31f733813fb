internal import ChanceryModel
internal import Journal
package import LMDB

/// Which event defined what, under which names, and which topics are in use.
///
/// | table | key | value |
/// |---|---|---|
/// | definitions | kind u8 ‖ slug ‖ 0 ‖ seq u64 | – |
/// | names | kind u8 ‖ folded name ‖ 0 ‖ slug | – |
/// | uses | kind u8 ‖ slug | seq u64 of the first use |
///
/// A definition replaces the one before it from its seq on, as long as it stands; the definition itself
/// is read from the log, in its effective version. `names` only finds candidates, those of every version:
/// a name that a later definition dropped is checked against it. Of a meeting, every event that speaks
/// of it as such has a row.
package struct DefinitionProjection: Projection {
  package static let name = "definitions"
  package static let version: UInt8 = 2
  package static let tableNames = ["definitions", "names", "uses"]

  let definitions: Table
  let names: Table
  let uses: Table

  package init(tables: [Table]) {
    definitions = tables[0]
    names = tables[1]
    uses = tables[2]
  }

  package var tables: [Table] { [definitions, names, uses] }

  package func apply(
    _ changes: EventChanges,
    _ contents: Contents,
    to transaction: inout WriteTransaction
  ) throws {
    for change in changes.items {
      guard let body = change.after?.body, body != change.before?.body else { continue }
      try enter(body, change, at: changes.seq, &transaction)
    }
  }

  /// Enters what a new event, or a new version of one, defines and uses.
  private func enter(
    _ body: EventHeader.Body,
    _ change: EventChange,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    switch body {
    case .source(let body):
      try define(.source, body.slug, names: [body.title].compactMap { $0 }, change, &transaction)
    case .actor(let body): try define(.actor, body.code, names: body.names, change, &transaction)
    case .person(let body):
      try define(.person, body.slug, names: body.names, change, &transaction)
    case .topic(let body): try define(.topic, body.slug, names: [body.title], change, &transaction)
    case .statement(let body): try enter(body, at: seq, &transaction)
    case .meeting(let body):
      if change.type.isMeeting {
        try define(.meeting, body.meeting, names: [], change, &transaction)
      }
    case .report, .link, .merge, .correction, .withdrawal, .redaction, .review, .expectation,
      .redacted:
      break
    }
  }

  /// Enters what a statement uses.
  func enter(
    _ statement: StatementHeader,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    for stance in statement.stances { try use(.topic, stance.topic, seq, &transaction) }
    for topic in statement.aboutTopics { try use(.topic, topic, seq, &transaction) }
  }

  private func define(
    _ kind: VocabularyKind,
    _ slug: Text,
    names spoken: [Text],
    _ change: EventChange,
    _ transaction: inout WriteTransaction
  ) throws {
    if change.before == nil {
      try transaction.put(definitions, DefinitionProjection.key(kind, slug, change.seq), [])
    }
    for name in [slug] + spoken {
      try transaction.put(names, DefinitionProjection.nameKey(kind, name, slug), [])
    }
  }

  /// Notes the first use of what a slug names.
  func use(
    _ kind: VocabularyKind,
    _ slug: Text,
    _ seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    var key: [UInt8] = []
    key.reserveCapacity(1 + slug.utf8.count)
    key.append(kind.rawValue)
    key.append(contentsOf: slug.utf8)
    guard try !transaction.contains(uses, key) else { return }
    try transaction.put(uses, key, Journal.key(seq))
  }

  static func prefix(_ kind: VocabularyKind, _ slug: Text) -> [UInt8] {
    [kind.rawValue] + [UInt8](prefix: slug)
  }

  /// False for what no code or slug can be: a zero byte would reach into the seq of another's key.
  static func canBeDefined(_ slug: Text) -> Bool {
    slug.utf8.count <= 400 && !slug.utf8.contains(0)
  }

  static func key(_ kind: VocabularyKind, _ slug: Text, _ seq: UInt64) -> [UInt8] {
    prefix(kind, slug) + Journal.key(seq)
  }

  /// Folded names are cut so that a key never exceeds what the store takes.
  static func nameKey(_ kind: VocabularyKind, _ name: Text, _ slug: Text) -> [UInt8] {
    [kind.rawValue] + foldedName(name) + [0] + Array(slug.utf8)
  }

  static func foldedName(_ name: Text) -> [UInt8] {
    Array(NameFolding.fold(name.string).utf8.prefix(200))
  }
}

extension DefinitionProjection {
  /// The newest definition of a slug that a head had, standing or not; or nil.
  func newest<T: ReadableTransaction & ~Copyable>(
    _ kind: VocabularyKind,
    _ slug: Text,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> UInt64? {
    guard DefinitionProjection.canBeDefined(slug) else { return nil }
    let prefix = DefinitionProjection.prefix(kind, slug)
    var cursor = try transaction.cursor(definitions)
    guard let found = try cursor.seekBackward(prefix + Journal.key(known)),
      found.key.starts(with: prefix)
    else { return nil }
    return found.key.loadBigEndian(at: prefix.count, as: UInt64.self)
  }

  /// Every definition of a slug that a head had, standing or not, newest first.
  func all<T: ReadableTransaction & ~Copyable>(
    _ kind: VocabularyKind,
    _ slug: Text,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> [UInt64] {
    guard DefinitionProjection.canBeDefined(slug) else { return [] }
    let prefix = DefinitionProjection.prefix(kind, slug)
    var seqs: [UInt64] = []
    var cursor = try transaction.cursor(definitions)
    var entry = try cursor.seekBackward(prefix + Journal.key(known))
    while let found = entry, found.key.starts(with: prefix) {
      seqs.append(found.key.loadBigEndian(at: prefix.count, as: UInt64.self))
      entry = try cursor.previous()
    }
    return seqs
  }

  /// The definition of a slug that stands at a head: the newest that no withdrawal takes away; or nil.
  ///
  /// Cost: two descents, and two more for each newer one that does not stand.
  func standing<T: ReadableTransaction & ~Copyable>(
    _ kind: VocabularyKind,
    _ slug: Text,
    known: UInt64,
    _ versions: VersionProjection,
    _ transaction: borrowing T
  ) throws -> UInt64? {
    var last = known
    while let seq = try newest(kind, slug, known: last, transaction) {
      if try versions.state(seq, known: known, transaction).isStanding { return seq }
      last = seq - 1
    }
    return nil
  }

  /// The slugs of a kind that are defined at a head, after one, ascending, up to a limit, each once.
  func slugs<T: ReadableTransaction & ~Copyable>(
    _ kind: VocabularyKind,
    after: Text?,
    limit: Int,
    known: UInt64,
    _ versions: VersionProjection,
    _ transaction: borrowing T
  ) throws -> [Text] {
    var slugs: [Text] = []
    // A byte after the zero that ends a slug: past all its rows.
    var start: [UInt8] = [kind.rawValue]
    if let after { start += Array(after.utf8.prefix(400)) + [1] }
    var cursor = try transaction.cursor(definitions)
    while slugs.count < limit, let found = try cursor.seek(start), found.key[0] == kind.rawValue {
      let count = found.key.byteCount - 10
      guard count > 0, let text = found.key.extracting(1..<1 + count).toString() else {
        throw ProjectionDamage.row(DefinitionProjection.name)
      }
      let slug = Text(text)
      if try standing(kind, slug, known: known, versions, transaction) != nil {
        slugs.append(slug)
      }
      start = [kind.rawValue] + Array(slug.utf8) + [1]
    }
    return slugs
  }

  /// True if a statement has used a topic.
  func isInUse<T: ReadableTransaction & ~Copyable>(
    _ kind: VocabularyKind,
    _ slug: Text,
    _ transaction: borrowing T
  ) throws -> Bool {
    try transaction.contains(uses, [kind.rawValue] + Array(slug.utf8))
  }

  /// The slugs that some definition gave a folded name beginning with `folded`, and those whose name
  /// is exactly that, up to a limit of examined rows.
  func slugs<T: ReadableTransaction & ~Copyable>(
    _ kind: VocabularyKind,
    named folded: [UInt8],
    limit: Int,
    _ transaction: borrowing T
  ) throws -> (exact: [Text], prefix: [Text]) {
    let prefix = [kind.rawValue] + folded
    var exact: [Text] = []
    var longer: [Text] = []
    var cursor = try transaction.cursor(names)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix), exact.count + longer.count < limit {
      let key = found.key.toArray()
      guard let zero = key.firstIndex(of: 0) else {
        throw ProjectionDamage.row(DefinitionProjection.name)
      }
      let slug = Text(String(decoding: key[(zero + 1)...], as: UTF8.self))
      if zero == prefix.count {
        exact.append(slug)
      } else if !longer.contains(slug) {
        longer.append(slug)
      }
      entry = try cursor.next()
    }
    return (exact, longer)
  }

  /// Each slug of a kind with each name that some definition gave it, folded, up to a limit of rows.
  func foldedNames<T: ReadableTransaction & ~Copyable>(
    _ kind: VocabularyKind,
    limit: Int,
    _ transaction: borrowing T
  ) throws -> [(name: String, folded: String)] {
    var names: [(name: String, folded: String)] = []
    var cursor = try transaction.cursor(self.names)
    var entry = try cursor.seek([kind.rawValue])
    while let found = entry, found.key[0] == kind.rawValue, names.count < limit {
      let key = found.key.toArray()
      guard let zero = key.firstIndex(of: 0) else {
        throw ProjectionDamage.row(DefinitionProjection.name)
      }
      names.append(
        (
          name: String(decoding: key[(zero + 1)...], as: UTF8.self),
          folded: String(decoding: key[1..<zero], as: UTF8.self)
        )
      )
      entry = try cursor.next()
    }
    return names
  }
}
