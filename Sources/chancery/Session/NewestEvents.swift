import ChanceryRender

/// Keeps the last so many items of the pages it is given.
struct NewestEvents {
  private let count: Int
  private var items: [[UInt8]] = []

  init(count: Int) {
    self.count = count
  }

  /// Takes the items of a page, byte for byte.
  mutating func add(_ page: [UInt8]) {
    guard let list = NewestEvents.list(of: page) else { return }
    for element in JSONSlices.elements(of: page, at: list.lowerBound) {
      items.append(Array(page[element]))
    }
    if items.count > count { items.removeFirst(items.count - count) }
  }

  /// A page with these items, and all else as in `page`.
  func page(like page: [UInt8]) -> [UInt8] {
    guard let list = NewestEvents.list(of: page) else { return page }
    let joined = items.joined(separator: [UInt8(ascii: ",")])
    return page[..<list.lowerBound] + [UInt8(ascii: "[")] + joined + [UInt8(ascii: "]")]
      + page[list.upperBound...]
  }

  private static func list(of page: [UInt8]) -> Range<Int>? {
    JSONSlices.members(of: page).first { $0.name == "items" }?.value
  }
}
