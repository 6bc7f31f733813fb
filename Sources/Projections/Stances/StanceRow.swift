internal import ChanceryModel
internal import LMDB

/// A declared stance as the fold's candidate, in the version that stood from `begin` to `end`.
///
/// Key: pair u32 ‖ latest day ‖ class u8 (1 exact, 0 uncertain) ‖ rank u8 ‖ seq u64 ‖ begin u64, so
/// that the last key of a day is its winner. Value: end u64 ‖ version u64 ‖ position u8 ‖ flags u8
/// ‖ public day or none ‖ earliest day or none, and, if flagged so, utterance u64 ‖ the day by which what
/// supersedes it was public, or none.
struct StanceRow {
  /// The row has an entry in `conditions`.
  private static let hasConditionsFlag: UInt8 = 1
  /// The said text is just the day, so that it need not be read from the record.
  private static let hasPlainTextFlag: UInt8 = 2
  /// A standing statement certainly supersedes it.
  private static let isSupersededFlag: UInt8 = 4
  /// It is superseded, or another statement of its utterance counts: all public days apart.
  private static let isPassedOverFlag: UInt8 = 8
  /// The value says which utterance it is of, and since when what supersedes it is public.
  private static let isLinkedFlag: UInt8 = 16

  var candidate: StanceCandidate
  var validity = Validity(begin: 0, end: Validity.open)
  private var flags: UInt8
  /// The last day the earliest dated source can have been published, or nil if none is dated.
  var publicDay: CivilDate?
  /// The same of the first public statement that supersedes it.
  private(set) var supersededPublic: CivilDate?

  var hasConditions: Bool { flags & StanceRow.hasConditionsFlag != 0 }
  var hasPlainText: Bool { flags & StanceRow.hasPlainTextFlag != 0 }
  /// True if it takes no part in the timeline without a public day.
  var isPassedOver: Bool { flags & StanceRow.isPassedOverFlag != 0 }

  static func flags(_ candidate: StanceCandidate, _ said: Moment) -> UInt8 {
    var flags: UInt8 = 0
    if candidate.conditions != nil { flags |= hasConditionsFlag }
    if said.isExact, said.text == Text(said.latest.description) { flags |= hasPlainTextFlag }
    return flags
  }

  /// Enters what links make of it; `counts` if no other statement of its utterance does.
  mutating func link(_ member: Utterances.Member, counts: Bool) {
    candidate.utterance = member.utterance
    supersededPublic = member.supersededPublic
    if member.isSuperseded { flags |= StanceRow.isSupersededFlag }
    if member.isSuperseded || !counts { flags |= StanceRow.isPassedOverFlag }
    if member.isSuperseded || member.utterance != 0 { flags |= StanceRow.isLinkedFlag }
  }

  static func prefix(_ pair: UInt32) -> [UInt8] {
    var key: [UInt8] = []
    key.appendBigEndian(pair)
    return key
  }

  /// The first possible key of a day.
  static func lowerBound(_ pair: UInt32, _ day: CivilDate) -> [UInt8] {
    var key = prefix(pair)
    key.appendDay(day)
    return key
  }

  /// A key after every key of a day.
  static func upperBound(_ pair: UInt32, _ day: CivilDate) -> [UInt8] {
    lowerBound(pair, day) + [UInt8](repeating: 0xFF, count: 18)
  }

  func key(_ pair: UInt32) -> [UInt8] {
    var key = subject(pair)
    key.appendBigEndian(validity.begin)
    return key
  }

  /// The key up to `begin`.
  func subject(_ pair: UInt32) -> [UInt8] {
    var key = StanceRow.lowerBound(pair, candidate.latest)
    key.append(candidate.isExactDay ? 1 : 0)
    key.append(candidate.rank.rawValue)
    key.appendBigEndian(candidate.seq)
    return key
  }

  /// The value after `end`.
  var content: [UInt8] {
    var content: [UInt8] = []
    content.appendBigEndian(candidate.version)
    content.append(candidate.position.rawValue)
    content.append(flags)
    content.appendOptionalDay(publicDay)
    content.appendOptionalDay(candidate.earliest)
    if flags & StanceRow.isLinkedFlag != 0 {
      content.appendBigEndian(candidate.utterance)
      content.appendOptionalDay(supersededPublic)
    }
    return content
  }

  init(candidate: StanceCandidate, flags: UInt8, publicDay: CivilDate?) {
    self.candidate = candidate
    self.flags = flags
    self.publicDay = publicDay
  }

  /// Reads a row; its conditions are not read.
  init(key: RawSpan, value: RawSpan) throws {
    guard key.byteCount == 26, value.byteCount >= 26, let rank = Rank(rawValue: key[9]),
      let position = Position(rawValue: value[16])
    else { throw ProjectionDamage.row(StanceProjection.name) }
    candidate = StanceCandidate(
      seq: key.loadBigEndian(at: 10, as: UInt64.self),
      version: value.loadBigEndian(at: 8, as: UInt64.self),
      earliest: value.loadOptionalDay(at: 22),
      latest: key.loadDay(at: 4),
      rank: rank,
      position: position
    )
    validity = Validity(
      begin: key.loadBigEndian(at: 18, as: UInt64.self),
      end: value.loadBigEndian(as: UInt64.self)
    )
    flags = value[17]
    publicDay = value.loadOptionalDay(at: 18)
    guard flags & StanceRow.isLinkedFlag != 0 else { return }
    guard value.byteCount == 38 else { throw ProjectionDamage.row(StanceProjection.name) }
    candidate.utterance = value.loadBigEndian(at: 26, as: UInt64.self)
    supersededPublic = value.loadOptionalDay(at: 34)
  }

  /// True if the row was there at that head and, where a day is given, published by it.
  func isVisible(known: UInt64, publicDay limit: CivilDate?) -> Bool {
    guard validity.contains(known) else { return false }
    guard let limit else { return true }
    guard let publicDay else { return false }
    return publicDay <= limit
  }

  /// True if it is superseded by what was public by a day; nil: by whatever is known.
  func isSuperseded(by limit: CivilDate?) -> Bool {
    guard let limit else { return flags & StanceRow.isSupersededFlag != 0 }
    return supersededPublic.map { $0 <= limit } ?? false
  }
}
