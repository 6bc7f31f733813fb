import ChanceryModel

/// What the one answer on the hot path is written with: a stance, many thousand times a second.
///
/// It fills memory taken once, where ``JSONWriter`` asks before each byte whether its array is its own
/// and long enough. Writing past the end traps: the caller's ``capacity`` was too small.
struct ByteSink {
  /// Not initialised from `count` on.
  private let memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  /// Makes an array of at most `capacity` bytes.
  static func bytes(capacity: Int, write: (inout ByteSink) -> Void) -> [UInt8] {
    // The sink lives as long as the closure, and counts just the bytes it has initialised.
    [UInt8](unsafeUninitializedCapacity: capacity) { memory, count in
      var sink = ByteSink(memory: memory)
      write(&sink)
      count = sink.count
    }
  }

  private init(memory: UnsafeMutableBufferPointer<UInt8>) {
    self.memory = memory
  }

  /// Writes bytes of JSON known when this is compiled: names and punctuation together.
  mutating func write(_ json: StaticString) {
    json.withUTF8Buffer { write($0) }
  }

  /// Writes bytes that are one valid JSON value already.
  mutating func write(_ json: [UInt8]) {
    json.withUnsafeBufferPointer { write($0) }
  }

  private mutating func write(_ bytes: UnsafeBufferPointer<UInt8>) {
    precondition(bytes.count <= memory.count - count, "an answer longer than its bound")
    guard let source = bytes.baseAddress, let base = memory.baseAddress else { return }
    // Within bounds by the line above; the two never overlap, for nobody else has this memory.
    (base + count).initialize(from: source, count: bytes.count)
    count += bytes.count
  }

  private mutating func write(_ byte: UInt8) {
    precondition(count < memory.count, "an answer longer than its bound")
    memory.initializeElement(at: count, to: byte)
    count += 1
  }
}

// MARK: - Values

extension ByteSink {
  /// The most bytes a text takes: every byte escaped, and quotes.
  static func bound(of text: Text?) -> Int { 6 * (text?.utf8.count ?? 1) + 2 }

  /// Writes a string with quotes and escapes, or `null`.
  mutating func write(_ text: Text?) {
    guard let text else { return write("null") }
    let isWritten = text.utf8.withContiguousStorageIfAvailable { utf8 in
      guard utf8.allSatisfy(ByteSink.isPlain) else { return false }
      write(UInt8(ascii: "\""))
      write(utf8)
      write(UInt8(ascii: "\""))
      return true
    }
    guard isWritten != true else { return }
    var escaped: [UInt8] = []
    CanonicalJSON.appendString(text, to: &escaped)
    write(escaped)
  }

  /// Writes a whole number, or `null`.
  mutating func write(_ number: UInt64?) {
    guard var rest = number else { return write("null") }
    var digitCount = 1
    var power: UInt64 = 10
    while digitCount < 20, rest >= power {
      digitCount += 1
      power = power.multipliedReportingOverflow(by: 10).partialValue
    }
    precondition(digitCount <= memory.count - count, "an answer longer than its bound")
    for index in stride(from: count + digitCount - 1, through: count, by: -1) {
      let digit = UInt8(truncatingIfNeeded: rest % 10)
      memory.initializeElement(at: index, to: UInt8(ascii: "0") + digit)
      rest /= 10
    }
    count += digitCount
  }

  /// Writes a day as a string, or `null`.
  mutating func write(_ day: CivilDate?) {
    guard let day else { return write("null") }
    let (year, month, dayOfMonth) = day.components
    guard year >= 0 else { return write(Text(day.description)) }
    write(UInt8(ascii: "\""))
    write(twoDigits: year / 100)
    write(twoDigits: year % 100)
    write(UInt8(ascii: "-"))
    write(twoDigits: month)
    write(UInt8(ascii: "-"))
    write(twoDigits: dayOfMonth)
    write(UInt8(ascii: "\""))
  }

  /// Writes a truth value.
  mutating func write(_ value: Bool) {
    write(value ? "true" : "false")
  }

  /// Writes an array, item by item.
  mutating func write<Item>(array items: [Item], item write: (inout ByteSink, Item) -> Void) {
    self.write(UInt8(ascii: "["))
    for index in items.indices {
      if index > 0 { self.write(UInt8(ascii: ",")) }
      write(&self, items[index])
    }
    self.write(UInt8(ascii: "]"))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func write(twoDigits number: Int) {
    write(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    write(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}
