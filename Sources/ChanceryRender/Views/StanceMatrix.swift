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

  /// The matrix in columns; where they do not fit, topics have letters and a key below.
  package func text(isWide: Bool, names: ActorNames, style: RenderStyle) -> String {
    guard !holders.isEmpty else { return "no statement on record\n" }
    let plain = RenderStyle(width: style.width)
    let measured = table(isShort: false, isWide: isWide, names: names, style: plain)
    let isShort =
      style.width.map { width in measured.contains { CellWidth.of($0) > width } } ?? false
    let lines = table(isShort: isShort, isWide: isWide, names: names, style: style)
    var text = style.paint(heading, .bold) + "\n"
    for line in lines { text += line + "\n" }
    if isShort {
      for (index, topic) in topics.enumerated() {
        text += "\(StanceMatrix.letter(index))  \(SafeText.line(topic))\n"
      }
    }
    return text + legend(isShort: isShort) + "\n"
  }

  /// The matrix as a GitHub table.
  package func markdown(names: ActorNames) -> String {
    var text = DelimitedText.markdown(["HOLDER"] + topics)
    text += DelimitedText.markdownRule([Bool](repeating: false, count: topics.count + 1))
    let stances = stances()
    for holder in holders {
      let cells = topics.map { cell(stances[holder]?[$0], isShort: false, isWide: false).text }
      text += DelimitedText.markdown([names[holder.string]] + cells)
    }
    return text
  }

  private var heading: String {
    "\(Counts.of(holders.count, "holder")) · \(Counts.of(topics.count, "topic")) · "
      + StanceViews.asOf(page)
  }

  private func legend(isShort: Bool) -> String {
    let stances = page["items"]?.arrayValue ?? []
    let positions = Set(stances.map { $0["position"]?.stringValue })
    var parts = StanceMark.order.filter { positions.contains($0) }.map { StanceMark.text($0) }
    parts.append(StanceMark.text(nil))
    if stances.contains(where: { $0["contested"]?.boolValue == true }) {
      parts.append("≠ contested")
    }
    return parts.joined(separator: "  ")
      + (isShort ? "\nin a wider terminal, and with -o csv or json, each stance has its event" : "")
  }

  private func table(
    isShort: Bool,
    isWide: Bool,
    names: ActorNames,
    style: RenderStyle
  ) -> [String] {
    let titles = isShort ? topics.indices.map { StanceMatrix.letter($0) } : topics
    let headings = [TextTable.Heading("HOLDER", wraps: true)] + titles.map { TextTable.Heading($0) }
    let stances = stances()
    let rows = holders.map { holder in
      [Cell(names[holder.string])]
        + topics.map { cell(stances[holder]?[$0], isShort: isShort, isWide: isWide) }
    }
    return TextTable(headings, style: style).lines(rows)
  }

  /// `● support 150`: the position, a mark of doubt, and the event that set it.
  private func cell(_ stance: JSONValue?, isShort: Bool, isWide: Bool) -> Cell {
    let position = stance?["position"]?.stringValue
    let doubt = stance?["contested"]?.boolValue == true ? " ≠" : ""
    let colour = StanceMark.colour(position)
    guard let position else { return Cell(StanceMark.glyph(nil), colour) }
    if isShort { return Cell(StanceMark.glyph(position) + (doubt.isEmpty ? "" : "≠"), colour) }
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
