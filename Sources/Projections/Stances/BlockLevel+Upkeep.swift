internal import LMDB

// MARK: - Keeping blocks in line with their rows

extension BlockLevel {
  /// Takes note of a row that was just put.
  ///
  /// Cost: one descent; for one row in sixteen a step for each row of its block, and for one in about thirty
  /// the block is divided.
  ///
  /// - Parameters:
  ///   - row: The row's key, without what is common to its level.
  ///   - seq: The event that put it.
  ///   - transaction: Where the blocks are.
  /// - Throws: The store's error, or damage.
  func began(
    _ row: KeyBytes,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let isDue = BlockLevel.isDue(seq)
    let found = try transaction.withReference { reference throws in
      try block(of: row, reference)
    }
    guard let found else {
      let first = BlockLevel.zeros(row.count)
      if isDue, try isFull(first, &transaction) { try settle(first, &transaction) }
      return
    }
    if found.newest.end == Validity.open {
      guard isDue, try isFull(found.low, &transaction) else { return }
    }
    try settle(found.low, &transaction)
  }

  /// Takes note of a row that just ended, or was deleted.
  ///
  /// Cost: one descent, and a step for each row of its block that has ended.
  func ended(_ row: KeyBytes, _ transaction: inout WriteTransaction) throws {
    let low = try transaction.withReference { reference throws -> KeyBytes? in
      guard let found = try block(of: row, reference) else { return nil }
      let isOpen = try found.newest.end == Validity.open && hasOpenRow(found.low, reference)
      return isOpen ? nil : found.low
    }
    if let low { try settle(low, &transaction) }
  }

  /// True for one event in sixteen, in no order: that is when the rows of a block are counted.
  ///
  /// A count kept beside each block would be one more row to write for every event.
  static func isDue(_ seq: UInt64) -> Bool {
    (seq &* 0x9E37_79B9_7F4A_7C15) >> 60 == 0
  }

  // MARK: The rows of a block

  private func isFull(_ low: KeyBytes, _ transaction: inout WriteTransaction) throws -> Bool {
    try transaction.withReference { reference throws in
      var count = 0
      try forEachRow(of: low, reference) { _ in
        count += 1
        return count < BlockLevel.size
      }
      return count == BlockLevel.size
    }
  }

  private func hasOpenRow(_ low: KeyBytes, _ transaction: TransactionReference) throws -> Bool {
    var isOpen = false
    try forEachRow(of: low, transaction) { found in
      isOpen = ValidityTable.validity(of: found).end == Validity.open
      return !isOpen
    }
    return isOpen
  }

  /// Calls `body` with each row of a block, in order, until it says false.
  private func forEachRow(
    of low: KeyBytes,
    _ transaction: TransactionReference,
    _ body: (Entry) throws -> Bool
  ) throws {
    let high = try above.next(after: low, transaction).map { prefix + $0 }
    var cursor = try transaction.cursor(table)
    var entry = try cursor.seek(prefix + low)
    while let found = entry, found.key.starts(with: prefix),
      high.map({ found.key.compare(to: $0) < 0 }) ?? true
    {
      guard found.key.byteCount >= prefix.count + 8, found.value.byteCount >= 8 else {
        throw ProjectionDamage.row(StanceProjection.name)
      }
      guard try body(found) else { return }
      entry = try cursor.next()
    }
  }

  // MARK: What is to be changed

  /// A row of a level, by its key without what is common to it.
  private struct Row {
    var key: KeyBytes
    var validity: Validity
  }

  /// A span of a block, by its key without what is common to its level.
  private struct Span: Equatable {
    var key: KeyBytes
    var end: UInt64
  }

  private static func zeros(_ count: Int) -> KeyBytes {
    var zeros = KeyBytes()
    zeros.append(0, times: count)
    return zeros
  }

  /// Brings a block in line with its rows, and divides it if they are many.
  func settle(_ low: KeyBytes, _ transaction: inout WriteTransaction) throws {
    let stored = try transaction.withReference { reference throws in
      try storedSpans(of: low, reference)
    }
    let wanted = try transaction.withReference { reference throws in
      try wantedSpans(of: low, reference)
    }
    let blocks = above
    var changed: [KeyBytes] = []
    for span in stored where !wanted.contains(where: { $0.key == span.key }) {
      try transaction.delete(blocks.table, blocks.prefix + span.key)
      changed.append(span.key)
    }
    for span in wanted where !stored.contains(where: { $0 == span }) {
      var value = KeyBytes()
      value.appendBigEndian(span.end)
      try transaction.put(blocks.table, blocks.prefix + span.key, value)
      changed.append(span.key)
    }
    try blocks.follow(changed, &transaction)
  }

  /// Settles the blocks of some rows that have changed.
  private func follow(_ rows: [KeyBytes], _ transaction: inout WriteTransaction) throws {
    guard let any = rows.first else { return }
    let lows = try transaction.withReference { reference throws -> [KeyBytes] in
      var lows: [KeyBytes] = []
      for row in rows {
        if let found = try block(of: row, reference), !lows.contains(found.low) {
          lows.append(found.low)
        }
      }
      return lows.sorted()
    }
    for low in lows { try settle(low, &transaction) }
    guard lows.isEmpty else { return }
    let first = BlockLevel.zeros(any.count)
    if try isFull(first, &transaction) { try settle(first, &transaction) }
  }

  /// The spans of a block as they stand above: their keys and ends.
  private func storedSpans(
    of low: KeyBytes,
    _ transaction: TransactionReference
  ) throws -> [Span] {
    let blocks = above
    var spans: [Span] = []
    var cursor = try transaction.cursor(blocks.table)
    var entry = try cursor.seek(blocks.prefix + low)
    while let found = entry, found.key.starts(with: blocks.prefix + low) {
      guard found.value.byteCount == 8 else { throw ProjectionDamage.row(StanceProjection.name) }
      let key = KeyBytes(found.key.extracting(blocks.prefix.count..<found.key.byteCount))
      spans.append(Span(key: key, end: ValidityTable.validity(of: found).end))
      entry = try cursor.next()
    }
    return spans
  }

  /// The spans of a block as its rows make them, each in the blocks it is to be divided into.
  private func wantedSpans(
    of low: KeyBytes,
    _ transaction: TransactionReference
  ) throws -> [Span] {
    var rows: [Row] = []
    try forEachRow(of: low, transaction) { found in
      rows.append(
        Row(
          key: KeyBytes(found.key.extracting(prefix.count..<found.key.byteCount)),
          validity: ValidityTable.validity(of: found)
        )
      )
      return true
    }
    let half = BlockLevel.size / 2
    let parts = rows.count >= BlockLevel.size ? rows.count / half : 1
    var spans: [Span] = []
    for part in 0..<parts {
      let end = part == parts - 1 ? rows.count : (part + 1) * half
      let start = part == 0 ? low : rows[part * half].key
      for span in BlockLevel.union(of: rows[(part * half)..<end].map(\.validity)) {
        var key = start
        key.appendBigEndian(span.begin)
        spans.append(Span(key: key, end: span.end))
      }
    }
    return spans
  }

  /// The heads at which any of some rows was there, as spans apart from each other; never empty.
  private static func union(of rows: [Validity]) -> [Validity] {
    var spans: [Validity] = []
    for row in rows.sorted(by: { $0.begin < $1.begin }) where row.begin < row.end {
      if let last = spans.last, row.begin <= last.end {
        spans[spans.count - 1] = Validity(begin: last.begin, end: max(last.end, row.end))
      } else {
        spans.append(row)
      }
    }
    while spans.count > spansMax { closeShortestGap(in: &spans) }
    return spans.isEmpty ? [Validity(begin: 0, end: 0)] : spans
  }

  private static func closeShortestGap(in spans: inout [Validity]) {
    let gaps = (1..<spans.count).map { spans[$0].begin - spans[$0 - 1].end }
    guard let index = gaps.indices.min(by: { gaps[$0] < gaps[$1] }) else { return }
    spans[index] = Validity(begin: spans[index].begin, end: spans[index + 1].end)
    spans.remove(at: index + 1)
  }
}
