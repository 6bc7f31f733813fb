internal import ChanceryModel
internal import LMDB

/// A declared stance as the fold's candidate, in the version that stood from `begin` to `end`.
///
/// Key in `rows`, of exact day: pair u32 ‖ lane u8 ‖ latest day ‖ rank u8 ‖ position u8 ‖ seq u64 ‖
/// begin u64; in `vague`, of uncertain day, with the earliest day or none behind the rank. So the last key
/// of a day is one of its winners, and those that weigh the same stand together by position. Value: end u64
/// ‖ version u64 ‖ flags u8 ‖ public day or none, and, if flagged so, utterance u64 ‖ the day by which what
/// supersedes it was public, or none.
///
/// The lane says how wide the bounds are: 0 for one day, n where they are 2^(n-1) to 2^n - 1 days apart, 31
/// without a floor. So bounds of lane n that cover a day end less than 2^n days after it, and those that
/// begin after a day end at least 2^(n-1) days later. A row that links pass over has 128 added to it.
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
  /// In the lane of a row that is passed over.
  private static let passedOverLane: UInt8 = 128

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
    if said.isExact, said.latest.isWritten(said.text) { flags |= hasPlainTextFlag }
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

  static func prefix(_ pair: UInt32) -> KeyBytes {
    var key = KeyBytes()
    key.appendBigEndian(pair)
    return key
  }

  /// The key up to `begin`.
  func subject(_ pair: UInt32) -> KeyBytes {
    subject(StanceRow.slot(of: candidate, Lane.prefix(pair, laneByte)))
  }

  /// How many bytes the key of a row of exact day has.
  static let exactKeyCount = 27

  /// The whole key of a row of exact day that counts.
  func exactKey(_ pair: UInt32, begin: UInt64) -> KeyBytes {
    var key = KeyBytes()
    key.appendBigEndian(pair)
    key.append(Lane.exact)
    key.appendDay(candidate.latest)
    key.append(candidate.rank.rawValue)
    key.append(candidate.position.rawValue)
    key.appendBigEndian(candidate.seq)
    key.appendBigEndian(begin)
    return key
  }

  /// The whole value of a row that nothing has ended and no link names.
  var exactValue: KeyBytes {
    var value = KeyBytes()
    value.appendBigEndian(Validity.open)
    value.appendBigEndian(candidate.version)
    value.append(flags)
    value.appendOptionalDay(publicDay)
    return value
  }

  /// The keys up to `begin` that it can have: as one that counts, and as one that links pass over.
  func subjects(_ pair: UInt32) -> [KeyBytes] {
    [candidate.lane, candidate.lane | StanceRow.passedOverLane].map { lane in
      subject(StanceRow.slot(of: candidate, Lane.prefix(pair, lane)))
    }
  }

  /// The key of its conditions up to `begin`: by day, whatever the lane.
  func conditionSubject(_ pair: UInt32) -> KeyBytes {
    var key = Lane.prefix(pair, laneByte & StanceRow.passedOverLane)
    key.appendDay(candidate.latest)
    key.append(candidate.rank.rawValue)
    key.appendOptionalDay(candidate.earliest)
    return subject(key)
  }

  private func subject(_ slot: KeyBytes) -> KeyBytes {
    var key = slot
    key.append(candidate.position.rawValue)
    key.appendBigEndian(candidate.seq)
    return key
  }

  /// What the keys of all begin with that count and weigh the same on its day.
  func slot(_ pair: UInt32) -> KeyBytes {
    StanceRow.slot(of: candidate, Lane.prefix(pair, candidate.lane))
  }

  private static func slot(of candidate: StanceCandidate, _ lane: KeyBytes) -> KeyBytes {
    var key = lane
    key.appendDay(candidate.latest)
    key.append(candidate.rank.rawValue)
    if !candidate.isExactDay { key.appendOptionalDay(candidate.earliest) }
    return key
  }

  private var laneByte: UInt8 { candidate.lane | (isPassedOver ? StanceRow.passedOverLane : 0) }

  /// The value after `end`.
  var content: KeyBytes {
    var content = KeyBytes()
    content.appendBigEndian(candidate.version)
    content.append(flags)
    content.appendOptionalDay(publicDay)
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
    let isExact = key.byteCount == StanceRow.exactKeyCount
    // Behind the rank of an uncertain one stands its earliest day.
    let offset = isExact ? 10 : 14
    guard isExact || key.byteCount == 31, value.byteCount >= 21,
      let rank = Rank(rawValue: key[9]), let position = Position(rawValue: key[offset])
    else { throw ProjectionDamage.row(StanceProjection.name) }
    flags = value[16]
    publicDay = value.loadOptionalDay(at: 17)
    var utterance: UInt64 = 0
    if flags & StanceRow.isLinkedFlag != 0 {
      guard value.byteCount == 33 else { throw ProjectionDamage.row(StanceProjection.name) }
      utterance = value.loadBigEndian(at: 21, as: UInt64.self)
      supersededPublic = value.loadOptionalDay(at: 29)
    }
    validity = Validity(
      begin: key.loadBigEndian(at: offset + 9, as: UInt64.self),
      end: value.loadBigEndian(as: UInt64.self)
    )
    let latest = key.loadDay(at: 5)
    candidate = StanceCandidate(
      seq: key.loadBigEndian(at: offset + 1, as: UInt64.self),
      version: value.loadBigEndian(at: 8, as: UInt64.self),
      earliest: isExact ? latest : key.loadOptionalDay(at: 10),
      latest: latest,
      rank: rank,
      position: position,
      utterance: utterance
    )
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

/// Where the keys of one lane of a pair lie.
enum Lane {
  /// The lane of exact days.
  static let exact: UInt8 = 0
  /// The lane of bounds without a floor.
  static let unbounded: UInt8 = 31

  static func prefix(_ pair: UInt32, _ lane: UInt8) -> KeyBytes {
    var key = StanceRow.prefix(pair)
    key.append(lane)
    return key
  }

  /// Before every key of a day, and behind every key of the day before.
  static func start(_ pair: UInt32, _ lane: UInt8, _ day: CivilDate) -> KeyBytes {
    var key = prefix(pair, lane)
    key.appendDay(day)
    return key
  }

  /// Behind every key of a day.
  static func end(_ pair: UInt32, _ lane: UInt8, _ day: CivilDate) -> KeyBytes {
    start(pair, lane, day).appending(0xFF)
  }
}

extension StanceCandidate {
  /// How wide its bounds are, in powers of two.
  var lane: UInt8 {
    guard let earliest else { return Lane.unbounded }
    let days = UInt32(latest.dayNumber - earliest.dayNumber)
    return UInt8(32 - days.leadingZeroBitCount)
  }
}
