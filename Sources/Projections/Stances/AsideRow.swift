internal import ChanceryModel
internal import LMDB

/// A stance that never sets what is on record: attributed, absent, leaked, or a deed.
///
/// Key: pair u32 ‖ latest day ‖ seq u64 ‖ begin u64. Value: end u64 ‖ standing u8 ‖ position u8 (0
/// none) ‖ kind u8 ‖ public day or none.
struct AsideRow {
  var latest: CivilDate
  var seq: UInt64
  var standing: Standing
  var position: Position?
  var kind: StatementKind
  var validity: Validity
  var publicDay: CivilDate?

  func key(_ pair: UInt32) -> [UInt8] {
    var key = StanceRow.lowerBound(pair, latest)
    key.appendBigEndian(seq)
    key.appendBigEndian(validity.begin)
    return key
  }

  /// A key after every key of a day.
  static func upperBound(_ pair: UInt32, _ day: CivilDate) -> [UInt8] {
    StanceRow.lowerBound(pair, day) + [UInt8](repeating: 0xFF, count: 16)
  }

  var value: [UInt8] {
    var value: [UInt8] = []
    value.appendBigEndian(validity.end)
    value.append(standing.rawValue)
    value.append(position?.rawValue ?? 0)
    value.append(kind.rawValue)
    value.appendOptionalDay(publicDay)
    return value
  }

  init(
    latest: CivilDate,
    seq: UInt64,
    stance: StanceHeader,
    kind: StatementKind,
    validity: Validity,
    publicDay: CivilDate?
  ) {
    self.latest = latest
    self.seq = seq
    standing = stance.standing
    position = stance.position
    self.kind = kind
    self.validity = validity
    self.publicDay = publicDay
  }

  init(key: RawSpan, value: RawSpan) throws {
    guard key.byteCount == 24, value.byteCount == 15, let standing = Standing(rawValue: value[8]),
      let kind = StatementKind(rawValue: value[10])
    else { throw ProjectionDamage.row("stances") }
    latest = key.loadDay(at: 4)
    seq = key.loadBigEndian(at: 8, as: UInt64.self)
    validity = Validity(
      begin: key.loadBigEndian(at: 16, as: UInt64.self),
      end: value.loadBigEndian(as: UInt64.self)
    )
    self.standing = standing
    position = Position(rawValue: value[9])
    self.kind = kind
    publicDay = value.loadOptionalDay(at: 11)
  }

  /// True if the row was there at that head and, where a day is given, published by it.
  func isVisible(known: UInt64, publicDay limit: CivilDate?) -> Bool {
    guard validity.contains(known) else { return false }
    guard let limit else { return true }
    return publicDay.map { $0 <= limit } ?? false
  }
}
