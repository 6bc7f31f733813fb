import ChanceryModel

/// What the one answer on the hot path is written with: a stance, many thousand times a second.
extension [UInt8] {
  /// Appends bytes of JSON that are known when this is compiled: names and punctuation together.
  mutating func append(_ json: StaticString) {
    json.withUTF8Buffer { append(contentsOf: $0) }
  }

  /// Appends a string with quotes and escapes, or `null`.
  mutating func append(json text: Text?) {
    if let text { CanonicalJSON.appendString(text, to: &self) } else { append("null") }
  }

  /// Appends a whole number, or `null`.
  mutating func append(json number: UInt64?) {
    guard var rest = number else {
      append("null")
      return
    }
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    if count - start > 1 { self[start...].reverse() }
  }

  /// Appends a day as a string, or `null`.
  mutating func append(json day: CivilDate?) {
    guard let day else {
      append("null")
      return
    }
    let (year, month, dayOfMonth) = day.components
    guard year >= 0 else {
      append(json: Text(day.description))
      return
    }
    append(UInt8(ascii: "\""))
    append(twoDigits: year / 100)
    append(twoDigits: year % 100)
    append(UInt8(ascii: "-"))
    append(twoDigits: month)
    append(UInt8(ascii: "-"))
    append(twoDigits: dayOfMonth)
    append(UInt8(ascii: "\""))
  }

  /// Appends a truth value.
  mutating func append(json value: Bool) {
    append(value ? "true" : "false")
  }

  /// Appends an array, item by item.
  mutating func append<Item>(
    array items: [Item],
    item append: (inout [UInt8], Item) -> Void
  ) {
    self.append("[")
    for (index, item) in items.enumerated() {
      if index > 0 { self.append(UInt8(ascii: ",")) }
      append(&self, item)
    }
    self.append("]")
  }

  private mutating func append(twoDigits number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}
