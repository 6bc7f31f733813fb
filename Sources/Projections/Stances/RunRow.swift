internal import ChanceryModel
internal import LMDB

/// A maximal stretch of one position in the timeline that stood from `begin` to `end`.
///
/// Key: pair u32 ‖ start day ‖ begin u64. Value: end u64 ‖ position u8 ‖ undated u8 ‖ setter's
/// rank u8 ‖ setter's seq u64. A run ends where the next one starts.
struct RunRow: Equatable {
  var start: CivilDate
  var position: Position
  /// The dates do not prove the change that began the run (design §5, clause 3).
  var isUndated: Bool
  /// The statement that began the run.
  var setter: UInt64
  /// The rank of that statement: those below it on its day change nothing.
  var setterRank: Rank

  /// Before every key of a day.
  static func lowerBound(_ pair: UInt32, _ day: CivilDate) -> KeyBytes {
    var key = StanceRow.prefix(pair)
    key.appendDay(day)
    return key
  }

  /// A key after every key of a day.
  static func upperBound(_ pair: UInt32, _ day: CivilDate) -> KeyBytes {
    var key = lowerBound(pair, day)
    key.append(0xFF, times: 8)
    return key
  }

  /// The key up to `begin`.
  func subject(_ pair: UInt32) -> KeyBytes { RunRow.lowerBound(pair, start) }

  /// The key of the same run in `turns`.
  func turnKey(_ pair: UInt32, begin: UInt64) -> KeyBytes {
    var key = KeyBytes()
    key.appendDay(start)
    key.appendBigEndian(pair)
    key.appendBigEndian(begin)
    return key
  }

  /// The value after `end`.
  var content: KeyBytes {
    var content = KeyBytes()
    content.append(position.rawValue)
    content.append(isUndated ? 1 : 0)
    content.append(setterRank.rawValue)
    content.appendBigEndian(setter)
    return content
  }

  /// The value of the same run in `turns`.
  func turnValue(end: UInt64) -> KeyBytes {
    var value = KeyBytes()
    value.appendBigEndian(end)
    value.append(content)
    return value
  }

  init(start: CivilDate, position: Position, isUndated: Bool, setter: StanceCandidate) {
    self.init(
      start: start,
      position: position,
      isUndated: isUndated,
      setter: setter.seq,
      setterRank: setter.rank
    )
  }

  init(
    start: CivilDate,
    position: Position,
    isUndated: Bool,
    setter: UInt64,
    setterRank: Rank
  ) {
    self.start = start
    self.position = position
    self.isUndated = isUndated
    self.setter = setter
    self.setterRank = setterRank
  }

  init(key: RawSpan, value: RawSpan) throws {
    guard key.byteCount == 16, value.byteCount == 19, let position = Position(rawValue: value[8]),
      let rank = Rank(rawValue: value[10])
    else { throw ProjectionDamage.row(StanceProjection.name) }
    start = key.loadDay(at: 4)
    self.position = position
    isUndated = value[9] == 1
    setterRank = rank
    setter = value.loadBigEndian(at: 11, as: UInt64.self)
  }

  static func validity(key: RawSpan, value: RawSpan) -> Validity {
    Validity(
      begin: key.loadBigEndian(at: 8, as: UInt64.self),
      end: value.loadBigEndian(as: UInt64.self)
    )
  }
}

/// A run as stored, with the seq it begins at.
struct StoredRun {
  var run: RunRow
  var begin: UInt64
}
