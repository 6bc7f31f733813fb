/// One line of the input that is not blank.
struct ImportLine {
  /// The line as it stands in the file, without its line end.
  ///
  /// Of a table, it is the event that was made of a record; empty if none can be.
  let content: [UInt8]
  /// Which file it is in.
  let file: Int
  /// Its 1-based number there.
  let number: Int
  /// Its 1-based number among all lines of all files that are not blank.
  let ordinal: Int
  /// The record of a table that it was made of.
  var row: ImportRow?
}

/// A record of a table, and what of an event each of its cells went into.
struct ImportRow {
  let record: TableRecord
  /// Where a value of the event stands, by its pointer.
  var cells: [(pointer: String, cell: Int)] = []
  /// Why it makes no event.
  var fault: LineFault?

  /// The number, the bytes and the part at fault of a line, for a pointer into the event: the value, or the
  /// field's name where it stands beside.
  func place(
    of pointer: String,
    isName: Bool = false
  ) -> (number: Int, line: [UInt8], range: Range<Int>) {
    if let form = record.fault {
      return (record.number + form.line, record.lines[form.line], form.range)
    }
    let fitting = cells.filter { pointer == $0.pointer || pointer.hasPrefix($0.pointer + "/") }
    if let cell = fitting.max(by: { $0.pointer.utf8.count < $1.pointer.utf8.count })?.cell {
      return record.place(of: cell, isName: isName)
    }
    return (record.number, record.lines[0], 0..<record.lines[0].count)
  }
}
