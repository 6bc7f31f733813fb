/// Reads blocks of `field: value`, one statement each, with a blank line between them.
///
/// A line that begins with a blank goes on with the value before; after `field: |` each such line is a line of
/// the value. A line that begins with `#` is a remark.
struct BlockReader {
  private var lines: LineReader
  /// True if the whole file is one block, blank lines and all.
  private let isOne: Bool

  init(_ lines: LineReader, isOne: Bool = false) {
    self.lines = lines
    self.isOne = isOne
  }

  /// The next block; nil at the end of the file.
  mutating func next() throws(Fault) -> TableRecord? {
    var record: TableRecord?
    while var line = try lines.next() {
      // A mark of the byte order is no part of the first field's name.
      if lines.number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
      let text = line.drop { $0 == 32 || $0 == 9 }
      if text.isEmpty && !isOne {
        if let found = BlockReader.finished(record) { return found }
        record = nil
        continue
      }
      var block = record ?? TableRecord(lines: [], number: lines.number, cells: [])
      block.lines.append(line)
      if let first = line.first, first != UInt8(ascii: "#"), !text.isEmpty {
        BlockReader.read(line, text, &block)
      }
      record = block
    }
    return BlockReader.finished(record)
  }

  /// A block with anything in it but remarks.
  private static func finished(_ record: TableRecord?) -> TableRecord? {
    guard var record, !record.cells.isEmpty || record.fault != nil else { return nil }
    for cell in record.cells.indices where record.cells[cell].value.hasPrefix("|\n") {
      record.cells[cell].value.removeFirst(2)
    }
    return record
  }

  private static func read(
    _ line: [UInt8],
    _ text: ArraySlice<UInt8>,
    _ block: inout TableRecord
  ) {
    guard block.fault == nil else { return }
    let index = block.lines.count - 1
    guard let value = String(validating: text, as: UTF8.self) else {
      return fail("the bytes are no UTF-8", "save the file as UTF-8", index, line, &block)
    }
    if text.startIndex > 0 {
      guard let last = block.cells.indices.last else {
        return fail(
          "a value without its field",
          "begin the line with “field: ”",
          index,
          line,
          &block
        )
      }
      goOn(value, &block.cells[last])
      return
    }
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > 0,
      let name = String(validating: text[..<colon], as: UTF8.self)
    else {
      return fail("no “field: value”", "as in “holder: ITA”", index, line, &block)
    }
    if let before = block.cells.firstIndex(where: { $0.name == name }) {
      // A template has fields without a value; whoever adds one below means that one.
      guard block.cells[before].value.isEmpty else {
        return fail(
          "“\(name)” stands here a second time",
          "a blank line goes between two statements",
          index,
          line,
          &block
        )
      }
      block.cells.remove(at: before)
    }
    let start = line[(colon + 1)...].firstIndex { $0 != 32 } ?? line.count
    let end = (line.lastIndex { $0 != 32 && $0 != 9 } ?? start - 1) + 1
    let given = String(decoding: line[start..<max(start, end)], as: UTF8.self)
    block.cells.append(
      TableRecord.Cell(
        name: name,
        value: given,
        line: index,
        range: start..<max(start, end),
        nameRange: 0..<colon
      )
    )
  }

  /// Goes on with a value: line by line after `|`, else as one text.
  private static func goOn(_ text: String, _ cell: inout TableRecord.Cell) {
    if cell.value == "|" {
      cell.value = "|\n" + text
    } else if cell.value.hasPrefix("|\n") {
      cell.value += "\n" + text
    } else {
      cell.value += (cell.value.isEmpty ? "" : " ") + text
    }
  }

  private static func fail(
    _ detail: String,
    _ hint: String,
    _ index: Int,
    _ line: [UInt8],
    _ block: inout TableRecord
  ) {
    block.fault = TableRecord.FormFault(
      detail: detail,
      hint: hint,
      line: index,
      range: 0..<line.count
    )
  }
}
