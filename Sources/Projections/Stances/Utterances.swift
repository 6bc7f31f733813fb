internal import ChanceryModel
internal import LMDB

/// The statements whose rows an append may change, and what certain links make of them.
///
/// Statements that standing links of kind same-utterance join, over however many others, are one
/// utterance; a standing link of kind supersedes passes over the whole utterance of its `to`. A link
/// counts while it and both its ends stand.
///
/// Cost: the content of each statement of the utterances touched, and the links of each; how many there may be
/// of both is limited (``EventLimits``).
struct Utterances {
  /// A statement that an append bears on.
  struct Member {
    var seq: UInt64
    /// What counted of it until now, and from now on; nil if nothing does.
    var before: EventContent?
    var after: EventContent?
    /// The lowest seq of its utterance, if that has more than one statement; else 0.
    var utterance: UInt64 = 0
    var isSuperseded = false
    /// The first day by which one that supersedes it was public; nil if none is dated.
    var supersededPublic: CivilDate?
  }

  private let contents: Contents
  private let stances: StanceTables
  private let transaction: TransactionReference
  private var members: [UInt64: Member] = [:]
  private var linksOf: [UInt64: [FoldedLinkRow]] = [:]
  private var contentOf: [UInt64: EventContent?] = [:]

  /// The statements that some changes bear on, ascending.
  static func members(
    of changes: EventChanges,
    _ contents: Contents,
    _ stances: StanceTables,
    _ transaction: TransactionReference
  ) throws -> [Member] {
    var utterances = Utterances(contents, stances, transaction)
    try utterances.gather(changes)
    try utterances.join()
    return utterances.members.values.sorted { $0.seq < $1.seq }
  }

  private init(
    _ contents: Contents,
    _ stances: StanceTables,
    _ transaction: TransactionReference
  ) {
    self.contents = contents
    self.stances = stances
    self.transaction = transaction
  }

  // MARK: - Who is touched

  /// Gathers the statements that change, those at the ends of links that do, and all that links of kind
  /// same-utterance lead to, whether these stand or not: more than the utterances before and after.
  private mutating func gather(_ changes: EventChanges) throws {
    var open: [UInt64] = []
    for change in changes.items {
      switch change.after?.body {
      case .statement:
        members[change.seq] = Member(
          seq: change.seq,
          before: change.standingBefore,
          after: change.standingAfter
        )
        open.append(change.seq)
        open += try links(of: change.seq).filter { !$0.isUtterance && $0.link.from == change.seq }
          .map(\.link.to)
      case .link:
        for content in [change.standingBefore, change.standingAfter] {
          guard case .link(let link)? = content?.body, link.isFolded else { continue }
          open += link.kind == .sameUtterance ? [link.from, link.to] : [link.to]
        }
      default: break
      }
    }
    var passed: Set<UInt64> = []
    while let seq = open.popLast() {
      guard passed.insert(seq).inserted else { continue }
      if members[seq] == nil {
        let content = try standing(seq)
        members[seq] = Member(seq: seq, before: content, after: content)
      }
      open += try links(of: seq).filter(\.isUtterance).map { $0.other(than: seq) }
    }
  }

  private mutating func links(of seq: UInt64) throws -> [FoldedLinkRow] {
    if let known = linksOf[seq] { return known }
    let links = try stances.links(of: seq, transaction)
    linksOf[seq] = links
    return links
  }

  /// What a statement says now, if it stands.
  private mutating func standing(_ seq: UInt64) throws -> EventContent? {
    if let known = contentOf[seq] { return known }
    var content = try contents.content(of: seq, transaction)
    if content?.isStanding == false || content?.body.statement == nil { content = nil }
    contentOf[seq] = .some(content)
    return content
  }

  // MARK: - What links make of them

  private mutating func join() throws {
    var placed: Set<UInt64> = []
    for seq in members.keys.sorted() where members[seq]?.after != nil && !placed.contains(seq) {
      let utterance = try joined(to: seq)
      placed.formUnion(utterance)
      try enter(utterance.sorted())
    }
  }

  /// The statements of an utterance, one of which is given.
  private mutating func joined(to seq: UInt64) throws -> Set<UInt64> {
    var found: Set<UInt64> = [seq]
    var open = [seq]
    while let next = open.popLast() {
      for link in try links(of: next) where link.isUtterance && link.isStanding {
        let other = link.other(than: next)
        if members[other]?.after != nil, found.insert(other).inserted { open.append(other) }
      }
    }
    return found
  }

  private mutating func enter(_ utterance: [UInt64]) throws {
    var isSuperseded = false
    var supersededPublic: CivilDate?
    for seq in utterance {
      for link in try links(of: seq)
      where !link.isUtterance && link.isStanding && link.link.to == seq {
        guard let content = try standing(link.link.from) else { continue }
        isSuperseded = true
        supersededPublic = [supersededPublic, content.publicDay].compactMap { $0 }.min()
      }
    }
    for seq in utterance {
      members[seq]?.utterance = utterance.count > 1 ? utterance[0] : 0
      members[seq]?.isSuperseded = isSuperseded
      members[seq]?.supersededPublic = supersededPublic
    }
  }
}

extension EventHeader.Body {
  /// The statement, if it is one.
  var statement: StatementHeader? {
    guard case .statement(let body) = self else { return nil }
    return body
  }
}

extension FoldedLinkRow {
  fileprivate var isUtterance: Bool { link.kind == .sameUtterance }

  fileprivate func other(than seq: UInt64) -> UInt64 { link.from == seq ? link.to : link.from }
}
