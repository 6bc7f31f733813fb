/// One record of a table, or one block of text, and where each of its values stands in the file.
struct TableRecord {
  /// A value as it stands in the file.
  struct Cell {
    /// The column's name, or that of the field of a block.
    var name: String
    var value: String
    /// Which of the record's lines it begins in.
    var line: Int
    /// Its bytes in that line.
    var range: Range<Int>
    /// Those of the name, where that stands in the same line.
    var nameRange: Range<Int>?
  }

  /// The lines it takes, as they stand in the file.
  var lines: [[UInt8]]
  /// The 1-based number of the first of them.
  var number: Int
  var cells: [Cell]
  /// What is wrong with its form.
  var fault: FormFault?

  /// A record that does not have the form it should.
  struct FormFault {
    var detail: String
    var hint: String
    var line: Int
    var range: Range<Int>
  }

  /// Where a cell stands: its line's number and bytes, and its own bytes in it, or those of its name.
  func place(
    of cell: Int,
    isName: Bool = false
  ) -> (number: Int, line: [UInt8], range: Range<Int>) {
    let cell = cells[cell]
    let range = isName ? cell.nameRange ?? cell.range : cell.range
    return (number + cell.line, lines[cell.line], range)
  }

  /// True if nothing but blanks stands in any of its cells.
  var isBlank: Bool {
    fault == nil && cells.allSatisfy { $0.value.allSatisfy { $0 == " " || $0 == "\t" } }
  }
}
