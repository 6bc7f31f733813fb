/// Reads the records of a CSV or TSV file; the first line names the columns.
struct DelimitedReader {
  private var lines: LineReader
  private let name: String
  private let delimiter: UInt8
  /// True for CSV: quotation marks enclose what holds a delimiter or a line break.
  private let hasQuotes: Bool
  private(set) var columns: [String] = []

  /// Reads the line of the columns.
  init(_ lines: LineReader, name: String, delimiter: UInt8, hasQuotes: Bool) throws(Fault) {
    self.lines = lines
    self.name = name
    self.delimiter = delimiter
    self.hasQuotes = hasQuotes
    guard var record = try record() else { return }
    if let fault = record.fault { throw self.fault(record, fault) }
    // What some programs put in front of UTF-8.
    if record.cells[0].value.hasPrefix("\u{FEFF}") { record.cells[0].value.removeFirst() }
    for cell in record.cells.indices {
      var column = record.cells[cell].value.drop { $0 == " " || $0 == "\t" }
      while let last = column.last, last == " " || last == "\t" { column.removeLast() }
      guard !column.isEmpty else { throw self.fault(record, cell, "a column has no name") }
      guard !columns.contains(String(column)) else {
        throw self.fault(record, cell, "two columns are called “\(column)”")
      }
      columns.append(String(column))
    }
  }

  /// The next record with anything in it; nil at the end of the file.
  mutating func next() throws(Fault) -> TableRecord? {
    var found = try record()
    // Spreadsheets write a row of nothing as a row of delimiters.
    while found?.isBlank == true { found = try record() }
    guard var record = found, record.fault == nil else { return found }
    for cell in record.cells.indices.prefix(columns.count) {
      record.cells[cell].name = columns[cell]
    }
    if record.cells.count != columns.count {
      let cell = record.cells[min(columns.count, record.cells.count - 1)]
      record.fault = TableRecord.FormFault(
        detail: "\(record.cells.count) cells, and there are \(columns.count) columns",
        hint: hasQuotes
          ? "put a value that holds a delimiter in quotation marks"
          : "a tab within a value is written \\t",
        line: cell.line,
        range: cell.range
      )
    }
    return record
  }

  // MARK: - Records

  /// A record whose cells have no names yet; lines that are blank are passed over.
  private mutating func record() throws(Fault) -> TableRecord? {
    var first: [UInt8]
    repeat {
      guard let line = try lines.next() else { return nil }
      first = line
    } while first.allSatisfy { $0 == 32 }
    var record = TableRecord(lines: [first], number: lines.number, cells: [])
    var position = 0
    while true {
      let line = record.lines[record.lines.count - 1]
      let isQuoted = hasQuotes && position < line.count && line[position] == UInt8(ascii: "\"")
      let end = isQuoted ? try quoted(&record, position) : plain(&record, position)
      guard let end, record.fault == nil else { return record }
      let last = record.lines[record.lines.count - 1]
      guard end < last.count else { return record }
      position = end + 1
      if position == last.count { _ = plain(&record, position) }
      if position == last.count { return record }
    }
  }

  /// A value without quotation marks, up to the delimiter; where it ends.
  private func plain(_ record: inout TableRecord, _ start: Int) -> Int? {
    let index = record.lines.count - 1
    let line = record.lines[index]
    let end = line[start...].firstIndex(of: delimiter) ?? line.count
    let value = hasQuotes ? Array(line[start..<end]) : DelimitedReader.unescaped(line[start..<end])
    add(value, index, start..<end, &record)
    return end
  }

  /// A value in quotation marks, over as many lines as it takes; where it ends in the last.
  private mutating func quoted(_ record: inout TableRecord, _ start: Int) throws(Fault) -> Int? {
    let begin = record.lines.count - 1
    var value: [UInt8] = []
    var position = start + 1
    while true {
      let line = record.lines[record.lines.count - 1]
      guard let mark = line[position...].firstIndex(of: UInt8(ascii: "\"")) else {
        value += line[position...] + [10]
        guard let more = try lines.next() else {
          let range = start..<record.lines[begin].count
          record.fault = TableRecord.FormFault(
            detail: "the quotation mark is never closed",
            hint: "close it, and write a quotation mark within a value twice",
            line: begin,
            range: range
          )
          return nil
        }
        record.lines.append(more)
        position = 0
        continue
      }
      value += line[position..<mark]
      guard mark + 1 < line.count, line[mark + 1] != delimiter else {
        let isOneLine = begin == record.lines.count - 1
        add(value, begin, start..<(isOneLine ? mark + 1 : record.lines[begin].count), &record)
        return mark + 1
      }
      guard line[mark + 1] == UInt8(ascii: "\"") else {
        record.fault = TableRecord.FormFault(
          detail: "there is more behind the closing quotation mark",
          hint: "write a quotation mark within a value twice",
          line: record.lines.count - 1,
          range: mark + 1..<line.count
        )
        return nil
      }
      value.append(UInt8(ascii: "\""))
      position = mark + 2
    }
  }

  private func add(
    _ value: [UInt8],
    _ line: Int,
    _ range: Range<Int>,
    _ record: inout TableRecord
  ) {
    guard let text = String(validating: value, as: UTF8.self) else {
      record.fault = TableRecord.FormFault(
        detail: "the bytes are no UTF-8",
        hint: "save the table as UTF-8",
        line: line,
        range: range
      )
      return
    }
    record.cells.append(TableRecord.Cell(name: "", value: text, line: line, range: range))
  }

  /// `\t`, `\n`, `\r` and `\\` as what they stand for; any other backslash stays.
  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      let escaped: [UInt8: UInt8] = [0x74: 9, 0x6E: 10, 0x72: 13, 0x5C: 0x5C]
      guard byte == UInt8(ascii: "\\"), let next = rest.first, let meant = escaped[next] else {
        value.append(byte)
        continue
      }
      rest.removeFirst()
      value.append(meant)
    }
    return value
  }

  // MARK: - Faults of the first line

  private func fault(_ record: TableRecord, _ cell: Int, _ detail: String) -> Fault {
    let place = record.cells[cell]
    return fault(
      record,
      TableRecord.FormFault(
        detail: detail,
        hint: "give each column a name of its own in the first line",
        line: place.line,
        range: place.range
      )
    )
  }

  private func fault(_ record: TableRecord, _ form: TableRecord.FormFault) -> Fault {
    .at(
      name,
      line: record.number + form.line,
      record.lines[form.line],
      form.range,
      form.detail,
      remedy: form.hint
    )
  }
}
