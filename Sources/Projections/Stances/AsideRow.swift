internal import ChanceryModel
internal import LMDB

/// A stance that never sets what is on record: attributed, absent, leaked, or a deed.
///
/// Key: pair u32 ‖ latest day ‖ seq u64 ‖ begin u64. Value: end u64 ‖ version u64 ‖ standing u8 ‖
/// position u8 (0 none) ‖ kind u8 ‖ public day or none.
struct AsideRow {
  var latest: CivilDate
  var seq: UInt64
  /// The event that holds its content.
  var version: UInt64
  var standing: Standing
  var position: Position?
  var kind: StatementKind
  var validity = Validity(begin: 0, end: Validity.open)
  var publicDay: CivilDate?

  /// The key up to `begin`.
  func subject(_ pair: UInt32) -> KeyBytes {
    var key = AsideRow.lowerBound(pair, latest)
    key.appendBigEndian(seq)
    return key
  }

  private static func lowerBound(_ pair: UInt32, _ day: CivilDate) -> KeyBytes {
    var key = StanceRow.prefix(pair)
    key.appendDay(day)
    return key
  }

  /// A key after every key of a day.
  static func upperBound(_ pair: UInt32, _ day: CivilDate) -> KeyBytes {
    var key = lowerBound(pair, day)
    key.append(0xFF, times: 16)
    return key
  }

  /// The value after `end`.
  var content: KeyBytes {
    var content = KeyBytes()
    content.appendBigEndian(version)
    content.append(standing.rawValue)
    content.append(position?.rawValue ?? 0)
    content.append(kind.rawValue)
    content.appendOptionalDay(publicDay)
    return content
  }

  init(
    seq: UInt64,
    version: UInt64,
    stance: StanceHeader,
    statement: StatementHeader,
    publicDay: CivilDate?
  ) {
    latest = statement.said.latest
    self.seq = seq
    self.version = version
    standing = stance.standing
    position = stance.position
    kind = statement.kind
    self.publicDay = publicDay
  }

  init(key: RawSpan, value: RawSpan) throws {
    guard key.byteCount == 24, value.byteCount == 23, let standing = Standing(rawValue: value[16]),
      let kind = StatementKind(rawValue: value[18])
    else { throw ProjectionDamage.row(StanceProjection.name) }
    latest = key.loadDay(at: 4)
    seq = key.loadBigEndian(at: 8, as: UInt64.self)
    validity = Validity(
      begin: key.loadBigEndian(at: 16, as: UInt64.self),
      end: value.loadBigEndian(as: UInt64.self)
    )
    version = value.loadBigEndian(at: 8, as: UInt64.self)
    self.standing = standing
    position = Position(rawValue: value[17])
    self.kind = kind
    publicDay = value.loadOptionalDay(at: 19)
  }

  /// True if the row was there at that head and, where a day is given, published by it.
  func isVisible(known: UInt64, publicDay limit: CivilDate?) -> Bool {
    guard validity.contains(known) else { return false }
    guard let limit else { return true }
    return publicDay.map { $0 <= limit } ?? false
  }
}
