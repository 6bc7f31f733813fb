internal import ChanceryModel
internal import LMDB

/// A declared stance as the fold's candidate, in the version that stood from `begin` to `end`.
///
/// Key: pair u32 ‖ latest day ‖ class u8 (1 exact, 0 uncertain) ‖ rank u8 ‖ seq u64 ‖ begin u64, so
/// that the last key of a day is its winner. Value: end u64 ‖ version u64 ‖ position u8 ‖ flags u8
/// ‖ public day or none ‖ earliest day or none.
struct StanceRow {
  /// The row has an entry in `conditions`.
  static let hasConditions: UInt8 = 1
  /// The said text is just the day, so that it need not be read from the record.
  static let hasPlainText: UInt8 = 2

  var candidate: StanceCandidate
  var validity: Validity
  var flags: UInt8
  /// The last day the earliest dated source can have been published, or nil if none is dated.
  var publicDay: CivilDate?

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
    var key = StanceRow.lowerBound(pair, candidate.latest)
    key.append(candidate.isExactDay ? 1 : 0)
    key.append(candidate.rank.rawValue)
    key.appendBigEndian(candidate.seq)
    key.appendBigEndian(validity.begin)
    return key
  }

  var value: [UInt8] {
    var value: [UInt8] = []
    value.appendBigEndian(validity.end)
    value.appendBigEndian(candidate.version)
    value.append(candidate.position.rawValue)
    value.append(flags)
    value.appendOptionalDay(publicDay)
    value.appendOptionalDay(candidate.earliest)
    return value
  }

  init(candidate: StanceCandidate, validity: Validity, flags: UInt8, publicDay: CivilDate?) {
    self.candidate = candidate
    self.validity = validity
    self.flags = flags
    self.publicDay = publicDay
  }

  /// Reads a row; its conditions are not read.
  init(key: RawSpan, value: RawSpan) throws {
    guard key.byteCount == 26, value.byteCount == 26,
      let rank = Rank(rawValue: key[9]), let position = Position(rawValue: value[16])
    else { throw ProjectionDamage.row("stances") }
    candidate = StanceCandidate(
      seq: key.loadBigEndian(at: 10, as: UInt64.self),
      version: value.loadBigEndian(at: 8, as: UInt64.self),
      earliest: value.loadOptionalDay(at: 22),
      latest: key.loadDay(at: 4),
      rank: rank,
      position: position,
      conditions: nil
    )
    validity = Validity(
      begin: key.loadBigEndian(at: 18, as: UInt64.self),
      end: value.loadBigEndian(as: UInt64.self)
    )
    flags = value[17]
    publicDay = value.loadOptionalDay(at: 18)
  }

  /// True if the row was there at that head and, where a day is given, published by it.
  func isVisible(known: UInt64, publicDay limit: CivilDate?) -> Bool {
    guard validity.contains(known) else { return false }
    guard let limit else { return true }
    guard let publicDay else { return false }
    return publicDay <= limit
  }
}
