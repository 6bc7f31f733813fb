package import ChanceryModel

/// Prints a paged list of the API: `{…,"items":[…],"next":…}`.
///
/// `json` is the first page byte for byte, with the items of all pages and the last `next`; `ndjson` is
/// one item a line. Pure: it gives back what is to be written.
package struct ListPrinter: Sendable {
  private var rows: RowPrinter
  private let format: OutputFormat
  private let limit: Int?
  /// The bytes of the first page behind its items, with a place for `next`.
  private var suffix: (before: [UInt8], after: [UInt8])?
  private var next: [UInt8] = Array("null".utf8)
  /// How many items were printed.
  package var count: Int { rows.tally.count }
  /// The cursor behind the last item; nil if the list is complete.
  package private(set) var nextCursor: String?

  package init(
    view: ListView,
    format: OutputFormat,
    style: RenderStyle,
    names: ActorNames = ActorNames(),
    limit: Int? = nil
  ) {
    rows = RowPrinter(view: view, format: format, style: style, names: names)
    self.format = format
    self.limit = limit
  }

  /// True if no more items are wanted.
  package var isFull: Bool { limit.map { count >= $0 } ?? false }

  /// Takes the next page.
  package mutating func add(page: [UInt8]) throws(Refusal) -> [UInt8] {
    let members = JSONSlices.members(of: page)
    guard let list = members.first(where: { $0.name == "items" }) else {
      throw Refusal(.malformedJSON, "the daemon's answer has no items")
    }
    let isFirst = suffix == nil
    let following = members.first { $0.name == "next" }
    try note(next: following.map { Array(page[$0.value]) } ?? Array("null".utf8))
    var output: [UInt8] = []
    if isFirst {
      rows.begin(page: try surroundings(page, without: list.value))
      suffix = ListPrinter.suffix(of: page, items: list.value, next: following?.value)
      if format == .json { output += page[..<list.value.lowerBound] + [UInt8(ascii: "[")] }
    }
    for element in JSONSlices.elements(of: page, at: list.value.lowerBound) where !isFull {
      if format == .json {
        if count > 0 { output.append(UInt8(ascii: ",")) }
        output += try rows.add(Array(page[element])).dropLast()
      } else {
        output += try rows.add(Array(page[element]))
      }
    }
    return output
  }

  /// Ends the list.
  package mutating func end() -> [UInt8] {
    guard format == .json else { return rows.end(isCut: nextCursor != nil) }
    guard let suffix else { return [] }
    let cursor = suffix.after.isEmpty ? [] : next
    return [UInt8(ascii: "]")] + suffix.before + cursor + suffix.after + [UInt8(ascii: "\n")]
  }

  private mutating func note(next: [UInt8]) throws(Refusal) {
    self.next = next
    switch try JSONParser.parse(next) {
    case .string(let text): nextCursor = text.string
    case .number(let number): nextCursor = Int(exactly: number).map { String($0) }
    default: nextCursor = nil
    }
  }

  private func surroundings(_ page: [UInt8], without items: Range<Int>) throws(Refusal) -> JSONValue
  {
    let empty = page[..<items.lowerBound] + Array("[]".utf8) + page[items.upperBound...]
    return try JSONParser.parse(Array(empty), limits: JSONLimits(depth: 64))
  }

  private static func suffix(
    of page: [UInt8],
    items: Range<Int>,
    next: Range<Int>?
  ) -> (before: [UInt8], after: [UInt8]) {
    var end = page.endIndex
    while end > items.upperBound, page[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    guard let next, next.lowerBound > items.upperBound else {
      return (Array(page[items.upperBound..<end]), [])
    }
    return (Array(page[items.upperBound..<next.lowerBound]), Array(page[next.upperBound..<end]))
  }
}
