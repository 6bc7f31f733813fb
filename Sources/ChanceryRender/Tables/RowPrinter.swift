package import ChanceryModel

/// Prints the items of a list in one of the formats, as they come.
///
/// Pure: it gives back what is to be written.
package struct RowPrinter: Sendable {
  private let view: ListView
  private let format: OutputFormat
  private let style: RenderStyle
  private let names: ActorNames
  private let columns: [Column]
  private var waiting: [JSONValue] = []
  private var layout: TextTable.Layout
  private var hasHeader = false
  /// What was seen so far.
  package private(set) var tally = ListView.Tally()

  /// Rows are set in blocks of so many, so that a list of any length can pass through.
  private static let blockRowsMax = 1_000

  package init(
    view: ListView,
    format: OutputFormat,
    style: RenderStyle,
    names: ActorNames = ActorNames()
  ) {
    self.view = view
    self.format = format
    self.style = style
    self.names = names
    columns = view.columns(in: format)
    layout = TextTable.Layout(cellsMin: columns.map(\.cellsMin))
  }

  /// Takes note of what surrounds the items.
  package mutating func begin(page: JSONValue) {
    tally.page = page
  }

  /// Takes one item, as its JSON.
  ///
  /// With `flush` everything is given out now, as when items come one at a time.
  package mutating func add(_ item: [UInt8], flush: Bool = false) throws(Refusal) -> [UInt8] {
    guard !format.isJSON else {
      tally.count += 1
      return item + [UInt8(ascii: "\n")]
    }
    let value = try JSONParser.parse(item, limits: .answerItems)
    if !format.isData, view.isAside(value) {
      tally.aside.append(value)
      return []
    }
    tally.count += 1
    tally.positions[value["position"]?.stringValue ?? "", default: 0] += 1
    waiting.append(value)
    guard flush || view.sortKey == nil && waiting.count >= RowPrinter.blockRowsMax else {
      return []
    }
    return Array(setWaiting().utf8)
  }

  /// Ends the list, or cuts it there: what is still waiting, and the lines below it.
  package mutating func end(isCut: Bool = false) -> [UInt8] {
    guard !format.isJSON else { return [] }
    tally.isCut = isCut
    if let key = view.sortKey {
      // The standard library's sort is stable: items with the same key keep the API's order.
      waiting.sort { key($0) < key($1) }
    }
    let text = setWaiting()
    guard !format.isData else { return Array(text.utf8) }
    let footer = tally.count == 0 ? ["no \(view.noun) on record"] : view.footer(tally)
    return Array((text + wrapped(footer + view.asides(tally, names))).utf8)
  }

  private func wrapped(_ lines: [String]) -> String {
    lines.flatMap { TextWrap.lines($0, width: style.width) }.map { $0 + "\n" }.joined()
  }

  private mutating func setWaiting() -> String {
    defer { waiting = [] }
    switch format {
    case .csv: return delimited(DelimitedText.csv, names: \.field, fields: plainFields)
    case .tsv: return delimited(DelimitedText.tsv, names: \.field, fields: plainFields)
    case .md: return markdown()
    default: return table()
    }
  }

  private func plainFields(_ item: JSONValue) -> [String] { columns.map { $0.value(item) } }

  private mutating func delimited(
    _ line: ([String]) -> String,
    names: (Column) -> String,
    fields: (JSONValue) -> [String]
  ) -> String {
    var text = hasHeader ? "" : line(columns.map(names))
    hasHeader = true
    for item in waiting { text += line(fields(item)) }
    return text
  }

  private mutating func markdown() -> String {
    var text = ""
    if !hasHeader {
      text += DelimitedText.markdown(columns.map(\.title))
      text += DelimitedText.markdownRule(columns.map(\.isNumber))
      hasHeader = true
    }
    for item in waiting {
      text += DelimitedText.markdown(columns.map { $0.cell(item, names).text })
    }
    return text
  }

  private mutating func table() -> String {
    guard !waiting.isEmpty || !hasHeader else { return "" }
    var text = ""
    if !hasHeader { text += wrapped(view.header(tally.page)) }
    guard !waiting.isEmpty else { return text }
    let headings = columns.map {
      TextTable.Heading($0.title, wraps: $0.wraps, isNumber: $0.isNumber)
    }
    let rows = waiting.map { item in columns.map { $0.cell(item, names) } }
    let table = TextTable(headings, style: style)
    for line in table.lines(rows, hasHeader: !hasHeader, layout: &layout) { text += line + "\n" }
    hasHeader = true
    return text
  }
}

extension JSONLimits {
  /// An item stands within an answer that stands within the client's limit.
  fileprivate static let answerItems = JSONLimits(depth: 64)
}
