internal import Journal
internal import LMDB

/// A table whose rows are there for a span of heads.
///
/// Key: subject ‖ begin u64. Value: end u64 ‖ content. No subject may be the beginning of another's,
/// but by the eight bytes of a seq. At most one row of a subject is open; one that begins and ends with
/// the same event was seen by no head and is deleted.
struct ValidityTable: Sendable {
  let table: Table

  /// The row of a subject that began last.
  struct Row {
    var validity: Validity
    var content: [UInt8]

    var isOpen: Bool { validity.end == Validity.open }
  }

  /// Opens a row of a subject that has no open one.
  ///
  /// Cost: one put.
  func begin(
    _ subject: [UInt8],
    _ content: [UInt8] = [],
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    try transaction.put(
      table,
      subject + Journal.key(seq),
      ValidityTable.value(end: Validity.open, content)
    )
  }

  /// Ends the open row of a subject, if there is one, and says where that began.
  @discardableResult
  func end(
    _ subject: [UInt8],
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws -> UInt64? {
    guard let row = try newest(subject, transaction), row.isOpen else { return nil }
    let key = subject + Journal.key(row.validity.begin)
    if row.validity.begin < seq {
      try transaction.put(table, key, ValidityTable.value(end: seq, row.content))
    } else {
      try transaction.delete(table, key)
    }
    return row.validity.begin
  }

  /// Makes a content the one that holds from a seq on; nil: none does.
  ///
  /// Cost: one descent, and nothing else if it holds already.
  func set(
    _ subject: [UInt8],
    _ content: [UInt8]?,
    at seq: UInt64,
    _ transaction: inout WriteTransaction
  ) throws {
    let row = try newest(subject, transaction)
    if let row, row.isOpen {
      if row.content == content { return }
      try end(subject, at: seq, &transaction)
    }
    if let content { try begin(subject, content, at: seq, &transaction) }
  }

  /// The row of a subject that began last, open or not.
  func newest<T: ReadableTransaction & ~Copyable>(
    _ subject: [UInt8],
    _ transaction: borrowing T
  ) throws -> Row? {
    var cursor = try transaction.cursor(table)
    guard let found = try cursor.seekBackward(subject + Journal.key(Validity.open)),
      found.key.byteCount == subject.count + 8, found.key.starts(with: subject)
    else { return nil }
    guard found.value.byteCount >= 8 else { throw ProjectionDamage.row(table.name) }
    return Row(
      validity: ValidityTable.validity(of: found),
      content: found.value.extracting(8..<found.value.byteCount).toArray()
    )
  }

  /// The span of heads of an entry whose key ends, and whose value begins, as said above.
  static func validity(of entry: Entry) -> Validity {
    Validity(
      begin: entry.key.loadBigEndian(at: entry.key.byteCount - 8, as: UInt64.self),
      end: entry.value.loadBigEndian(as: UInt64.self)
    )
  }

  private static func value(end: UInt64, _ content: [UInt8]) -> [UInt8] {
    var value: [UInt8] = []
    value.reserveCapacity(8 + content.count)
    value.appendBigEndian(end)
    value += content
    return value
  }
}
