internal import ChanceryModel
internal import LMDB

/// A declared stance of uncertain day that is not passed over, found by the days it may cover.
///
/// Key: pair u32 ‖ width u8 ‖ latest day ‖ seq u64 ‖ begin u64. Width n holds the bounds that are
/// 2^(n-1) to 2^n - 1 days apart, 31 those without a floor; a bound of width n that covers a day
/// ends less than 2^n days after it, so 23 short ranges find them all. Value: end u64 ‖ version u64 ‖
/// earliest day or none ‖ position u8.
struct VagueRow {
  /// The width of bounds without a floor.
  static let unbounded: UInt8 = 31

  var seq: UInt64
  var version: UInt64
  var earliest: CivilDate?
  var latest: CivilDate
  var position: Position
  var validity: Validity

  var width: UInt8 {
    guard let earliest else { return VagueRow.unbounded }
    let days = UInt32(latest.dayNumber - earliest.dayNumber)
    return UInt8(32 - days.leadingZeroBitCount)
  }

  static func prefix(_ pair: UInt32, width: UInt8) -> [UInt8] {
    StanceRow.prefix(pair) + [width]
  }

  static func lowerBound(_ pair: UInt32, width: UInt8, latest: CivilDate) -> [UInt8] {
    var key = prefix(pair, width: width)
    key.appendDay(latest)
    return key
  }

  /// The key up to `begin`.
  func subject(_ pair: UInt32) -> [UInt8] {
    var key = VagueRow.lowerBound(pair, width: width, latest: latest)
    key.appendBigEndian(seq)
    return key
  }

  /// The value after `end`.
  var content: [UInt8] {
    var content: [UInt8] = []
    content.appendBigEndian(version)
    content.appendOptionalDay(earliest)
    content.append(position.rawValue)
    return content
  }

  init(row: StanceRow) {
    seq = row.candidate.seq
    version = row.candidate.version
    earliest = row.candidate.earliest
    latest = row.candidate.latest
    position = row.candidate.position
    validity = row.validity
  }

  init(key: RawSpan, value: RawSpan) throws {
    guard key.byteCount == 25, value.byteCount == 21, let position = Position(rawValue: value[20])
    else { throw ProjectionDamage.row(StanceProjection.name) }
    latest = key.loadDay(at: 5)
    seq = key.loadBigEndian(at: 9, as: UInt64.self)
    version = value.loadBigEndian(at: 8, as: UInt64.self)
    validity = Validity(
      begin: key.loadBigEndian(at: 17, as: UInt64.self),
      end: value.loadBigEndian(as: UInt64.self)
    )
    earliest = value.loadOptionalDay(at: 16)
    self.position = position
  }

  /// True if the stance can have been said on that day.
  func covers(_ day: CivilDate) -> Bool {
    day <= latest && earliest.map { $0 <= day } ?? true
  }

  /// The stance as a candidate of the fold, its rank left out.
  var candidate: StanceCandidate {
    StanceCandidate(
      seq: seq,
      version: version,
      earliest: earliest,
      latest: latest,
      rank: .none,
      position: position,
      conditions: nil
    )
  }
}
