package import ChanceryModel

/// One column of a list: its heading for people, its field name for programs, and what it holds.
package struct Column: Sendable {
  /// Where a column appears; CSV and TSV have those of `everywhere`, `wide` and `data`.
  package enum Place: Sendable {
    case everywhere
    case wide
    case data
    /// `wide` only: what programs find under another name already.
    case wideTable
    /// `table`, `wide` and `md` only.
    case people
  }

  package let title: String
  package let field: String
  let place: Place
  let wraps: Bool
  let isNumber: Bool
  /// Cells the column has at least, so that lines that come one by one stand below each other.
  let cellsMin: Int
  let cell: @Sendable (JSONValue, ActorNames) -> Cell
  let value: @Sendable (JSONValue) -> String

  /// A column whose text in CSV is the member of that name.
  ///
  /// The heading is by default the field's name in capitals, the cell for people that member, or `—`.
  package init(
    _ field: String,
    title: String? = nil,
    _ place: Place = .everywhere,
    wraps: Bool = false,
    isNumber: Bool = false,
    cellsMin: Int = 0,
    cell: (@Sendable (JSONValue, ActorNames) -> Cell)? = nil
  ) {
    let key = Text(field)
    self.init(
      field,
      title: title,
      place,
      wraps: wraps,
      isNumber: isNumber,
      cellsMin: cellsMin,
      value: { FieldText.of($0[key]) },
      cell: cell ?? { item, _ in Cell(FieldText.orDash(item[key])) }
    )
  }

  /// A column whose text in CSV is made from the item.
  package init(
    _ field: String,
    title: String? = nil,
    _ place: Place = .everywhere,
    wraps: Bool = false,
    isNumber: Bool = false,
    cellsMin: Int = 0,
    value: @escaping @Sendable (JSONValue) -> String,
    cell: @escaping @Sendable (JSONValue, ActorNames) -> Cell
  ) {
    self.field = field
    self.title = title ?? field.uppercased()
    self.place = place
    self.wraps = wraps
    self.isNumber = isNumber
    self.cellsMin = cellsMin
    self.value = value
    self.cell = cell
  }

  func isIn(_ format: OutputFormat) -> Bool {
    switch format {
    case .table, .md: place == .everywhere || place == .people
    case .wide: place != .data
    case .csv, .tsv: place != .people && place != .wideTable
    case .json, .ndjson: false
    }
  }
}
