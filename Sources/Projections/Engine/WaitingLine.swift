/// Elements that are taken in the order in which they were added, each at a cost that does not grow.
struct WaitingLine<Element> {
  private var elements: [Element?] = []
  /// How many of the elements are taken.
  private var start = 0

  /// How many wait.
  var count: Int { elements.count - start }

  /// The one that is taken next.
  var first: Element? { start < elements.count ? elements[start] : nil }

  mutating func add(_ element: Element) {
    elements.append(element)
  }

  /// Takes the first; nil if none waits.
  mutating func take() -> Element? {
    guard start < elements.count else { return nil }
    let taken = elements[start]
    elements[start] = nil
    start += 1
    if start * 2 >= elements.count {
      elements.removeFirst(start)
      start = 0
    }
    return taken
  }
}

extension WaitingLine: Sendable where Element: Sendable {}
