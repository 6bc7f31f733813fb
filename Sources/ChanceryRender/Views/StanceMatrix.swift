package import ChanceryModel

/// Holders by topics: where everybody stands on several questions at one day.
///
/// For people a row a holder and a column a topic; for programs a row a stance.
package struct StanceMatrix: Sendable {
  private let topics: [String]
  /// The answer in the shape of the API's lists.
  private let page: JSONValue

  /// Takes what ``page(topics:boards:clocks:head:)`` made.
  package init(_ page: JSONValue) {
    self.page = page
    topics = (page["topics"]?.arrayValue ?? []).map { FieldText.of($0) }
  }

  /// Holders who have said nothing on any of the topics, but on whom something stands aside, have a row.
  private var holders: [Text] {
    Set((page["items"]?.arrayValue ?? []).compactMap { $0["holder"]?.textValue }).sorted()
  }

  private func stances() -> [Text: [String: JSONValue]] {
    var stances: [Text: [String: JSONValue]] = [:]
    for item in page["items"]?.arrayValue ?? [] {
      guard let holder = item["holder"]?.textValue else { continue }
      stances[holder, default: [:]][FieldText.of(item["topic"])] = item
    }
    return stances
  }

  // MARK: For people

  /// Names may be wrapped to so many cells.
  private static let nameCellsMin = 12

  /// The matrix in columns; where they do not fit, topics have letters and a key below.
  package func text(isWide: Bool, names: ActorNames, style: RenderStyle) -> String {
    guard !holders.isEmpty else { return "no statement on record\n" }
    let whole = table(topics.indices, isShort: false, isWide: isWide, names: names)
    let isShort = !TextTable(whole.headings, style: style).fits(whole.rows)
    var text = ""
    for line in TextWrap.lines(heading, width: style.width) {
      text += style.paint(line, .bold) + "\n"
    }
    let perTable = isShort ? lettersMax(style) : topics.count
    for first in stride(from: 0, to: max(1, topics.count), by: perTable) {
      let part = first..<min(topics.count, first + perTable)
      let table = table(part, isShort: isShort, isWide: isWide, names: names)
      for line in TextTable(table.headings, style: style).lines(table.rows) { text += line + "\n" }
    }
    if isShort {
      for (index, topic) in topics.enumerated() {
        text += "\(StanceMatrix.letter(index))  \(SafeText.line(topic))\n"
      }
    }
    let hint = "in a wider terminal, and with -o csv or json, each stance has its event"
    let hints = isShort ? TextWrap.lines(hint, width: style.width) : []
    for line in TextWrap.legend(legend, width: style.width) + hints { text += line + "\n" }
    return text
  }

  /// How many letters stand beside the holders' names.
  private func lettersMax(_ style: RenderStyle) -> Int {
    let cells = 2 + (topics.indices.last.map { CellWidth.of(StanceMatrix.letter($0)) } ?? 1)
    return max(1, ((style.width ?? 80) - StanceMatrix.nameCellsMin) / max(cells, 4))
  }

  /// The matrix as a GitHub table.
  package func markdown(names: ActorNames) -> String {
    var text = DelimitedText.markdown(["HOLDER"] + topics)
    text += DelimitedText.markdownRule([Bool](repeating: false, count: topics.count + 1))
    let stances = stances()
    for holder in holders {
      let cells = topics.map { topic in
        let stance = stances[holder]?[topic]
        // No legend stands below: the mark for none has its words beside it.
        return stance?["position"]?.stringValue == nil
          ? StanceMark.text(nil) : cell(stance, isShort: false, isWide: false).text
      }
      text += DelimitedText.markdown([names[holder.string]] + cells)
    }
    return text
  }

  private var heading: String {
    "\(Counts.of(holders.count, "holder")) \(Drawing.dot) \(Counts.of(topics.count, "topic")) \(Drawing.dot) "
      + StanceViews.asOf(page)
  }

  private var legend: [String] {
    let stances = page["items"]?.arrayValue ?? []
    let positions = Set(stances.map { $0["position"]?.stringValue })
    var parts = StanceMark.order.filter { positions.contains($0) }.map { StanceMark.text($0) }
    parts.append(StanceMark.text(nil))
    if stances.contains(where: { $0["contested"]?.boolValue == true }) {
      parts.append("\(Drawing.unequal) contested")
    }
    return parts
  }

  private func table(
    _ part: Range<Int>,
    isShort: Bool,
    isWide: Bool,
    names: ActorNames
  ) -> (headings: [TextTable.Heading], rows: [[Cell]]) {
    let titles = part.map { isShort ? StanceMatrix.letter($0) : topics[$0] }
    let stances = stances()
    let rows = holders.map { holder in
      [Cell(names[holder.string])]
        + part.map { cell(stances[holder]?[topics[$0]], isShort: isShort, isWide: isWide) }
    }
    return (
      [TextTable.Heading("HOLDER", wraps: true)] + titles.map { TextTable.Heading($0) }, rows
    )
  }

  /// `● support 150`: the position, a mark of doubt, and the event that set it.
  private func cell(_ stance: JSONValue?, isShort: Bool, isWide: Bool) -> Cell {
    let position = stance?["position"]?.stringValue
    let doubt = stance?["contested"]?.boolValue == true ? " \(Drawing.unequal)" : ""
    let colour = StanceMark.colour(position)
    guard let position else { return Cell(StanceMark.glyph(nil), colour) }
    if isShort {
      return Cell(StanceMark.glyph(position) + (doubt.isEmpty ? "" : Drawing.unequal), colour)
    }
    let event = FieldText.of(stance?["seq"])
    let since = isWide ? " since \(FieldText.of(stance?["since"]))" : ""
    return Cell("\(StanceMark.text(position))\(doubt) \(event)\(since)", colour)
  }

  /// The letter of a topic: `A` to `Z`, then `AA` and so on.
  private static func letter(_ index: Int) -> String {
    let last = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? last : letter(index / 26 - 1) + last
  }

  // MARK: For programs

  /// A row a stance.
  package static let view: ListView = {
    var view = StanceViews.one
    view.footer = { [Counts.of($0.count, "stance")] }
    return view
  }()

  /// The answer in the shape of the API's lists.
  ///
  /// - Parameters:
  ///   - topics: The topics, in order.
  ///   - boards: The items of their boards.
  ///   - clocks: The day, the seq and the day of publication that they were asked with.
  ///   - head: The head of the answers.
  /// - Returns: One JSON text.
  package static func page(
    topics: [String],
    boards: [JSONValue],
    clocks: (at: String, known: Int, publicBy: String?),
    head: Int
  ) -> [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.matrix/1")
    json.member("topics", topics.map { Text($0) })
    json.members(clocks, head: head)
    json.member("items", .array(boards))
    json.endObject()
    return json.bytes
  }
}
