internal import ChanceryModel
internal import Journal
internal import LMDB

/// A link that bears on the fold, at one of the statements it names, in the version that counts.
///
/// Key: statement's seq u64 ‖ link's seq u64. Value: from u64 ‖ to u64 ‖ kind u8 ‖ standing u8. It is kept as
/// it is now: what it made of rows at earlier heads, those rows tell.
struct FoldedLinkRow {
  /// The link's own seq.
  var seq: UInt64
  var link: LinkHeader
  var isStanding: Bool

  var keys: [[UInt8]] { [link.from, link.to].map { Journal.key($0) + Journal.key(seq) } }

  var value: [UInt8] {
    var value: [UInt8] = []
    value.appendBigEndian(link.from)
    value.appendBigEndian(link.to)
    value.append(link.kind.rawValue)
    value.append(isStanding ? 1 : 0)
    return value
  }

  init?(_ seq: UInt64, _ content: EventContent?) {
    guard let content, case .link(let link) = content.body, link.isFolded else { return nil }
    self.seq = seq
    self.link = link
    isStanding = content.isStanding
  }

  init(key: RawSpan, value: RawSpan) throws {
    guard key.byteCount == 16, value.byteCount == 18, let kind = LinkKind(rawValue: value[16])
    else { throw ProjectionDamage.row(StanceProjection.name) }
    seq = key.loadBigEndian(at: 8, as: UInt64.self)
    link = LinkHeader(
      from: value.loadBigEndian(as: UInt64.self),
      to: value.loadBigEndian(at: 8, as: UInt64.self),
      kind: kind,
      certainty: .certain
    )
    isStanding = value[17] == 1
  }
}

extension StanceTables {
  /// The links that bear on the fold and name a statement, standing or not.
  ///
  /// Cost: one descent, and a step for each.
  func links(of statement: UInt64, _ transaction: TransactionReference) throws -> [FoldedLinkRow] {
    let prefix = Journal.key(statement)
    var links: [FoldedLinkRow] = []
    var cursor = try transaction.cursor(self.links)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      links.append(try FoldedLinkRow(key: found.key, value: found.value))
      entry = try cursor.next()
    }
    return links
  }
}

extension StanceProjection {
  /// Keeps the rows of a link as the version has it that counts now.
  func keepLinks(_ change: EventChange, _ transaction: inout WriteTransaction) throws {
    guard change.type == .statementsLinked else { return }
    let new = FoldedLinkRow(change.seq, change.after)
    let keys = new?.keys ?? []
    for key in FoldedLinkRow(change.seq, change.before)?.keys ?? [] where !keys.contains(key) {
      try transaction.delete(stances.links, key)
    }
    guard let new else { return }
    for key in keys { try transaction.put(stances.links, key, new.value) }
  }
}
