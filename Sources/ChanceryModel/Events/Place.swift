/// A place in an event's data, spelled as a pointer only if something is wrong there.
struct Place {
  private let head: StaticString
  private let first: Int?
  private let middle: StaticString
  private let second: Int?
  private let tail: StaticString

  /// The place `head/first` + `middle/second` + `tail`, numbers only where given.
  init(
    _ head: StaticString,
    _ first: Int? = nil,
    _ middle: StaticString = "",
    _ second: Int? = nil,
    _ tail: StaticString = ""
  ) {
    self.head = head
    self.first = first
    self.middle = middle
    self.second = second
    self.tail = tail
  }

  /// The pointer from the event's root.
  var pointer: String {
    var pointer = "/data\(head)"
    if let first { pointer += "/\(first)" }
    pointer += "\(middle)"
    if let second { pointer += "/\(second)" }
    return pointer + "\(tail)"
  }
}
