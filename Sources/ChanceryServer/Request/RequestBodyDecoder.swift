import ChanceryModel

/// Turns the body of an append into drafts, or says what is wrong with it and where.
struct RequestBodyDecoder: Sendable {
  let mediaType: BodyMediaType
  let eventLimit: Int
  let limits: EventLimits

  /// How many faults one refusal lists.
  private static let itemLimit = 100

  /// Reads all events, or none.
  func decode(_ bytes: [UInt8]) throws(Refusal) -> [EventDraft] {
    let drafts: [EventDraft]
    switch mediaType {
    case .json: drafts = try decodeDocument(bytes, mustBeArray: false)
    case .batch: drafts = try decodeDocument(bytes, mustBeArray: true)
    case .lines: drafts = try decodeLines(bytes)
    }
    guard !drafts.isEmpty else {
      throw Refusal(.malformedJSON, "the body holds no event", hint: "send at least one event")
    }
    return drafts
  }

  private func decodeDocument(
    _ bytes: [UInt8],
    mustBeArray: Bool
  ) throws(Refusal) -> [EventDraft] {
    let value = try JSONParser.parse(bytes)
    guard case .array(let elements) = value else {
      if mustBeArray {
        throw Refusal(.malformedJSON, at: "", "a batch is an array of events")
      }
      return [try EventDecoder.decode(value, limits: limits)]
    }
    try checkCount(elements.count)
    var faults = FaultList(limit: RequestBodyDecoder.itemLimit)
    var drafts: [EventDraft] = []
    drafts.reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() where !faults.isFull {
      do {
        drafts.append(try EventDecoder.decode(element, limits: limits))
      } catch {
        faults.add(error.below("/\(index)"))
      }
    }
    try faults.throwIfAny()
    return drafts
  }

  private func decodeLines(_ bytes: [UInt8]) throws(Refusal) -> [EventDraft] {
    var splitter = LineSplitter(byteLimit: bytes.count)
    let lines = splitter.take(bytes) + splitter.finish()
    try checkCount(lines.count)
    var faults = FaultList(limit: RequestBodyDecoder.itemLimit)
    var drafts: [EventDraft] = []
    drafts.reserveCapacity(lines.count)
    for line in lines where !faults.isFull {
      guard case .bytes(let bytes, let number) = line else { continue }
      do {
        drafts.append(try RequestBodyDecoder.decodeLine(bytes, limits: limits))
      } catch {
        faults.add(error.onLine(number))
      }
    }
    try faults.throwIfAny()
    return drafts
  }

  /// Reads one line's event.
  static func decodeLine(_ bytes: [UInt8], limits: EventLimits) throws(Refusal) -> EventDraft {
    try EventDecoder.decode(try JSONParser.parse(bytes), limits: limits)
  }

  private func checkCount(_ count: Int) throws(Refusal) {
    guard count <= eventLimit else {
      throw Refusal(
        .tooManyEvents,
        "\(count) events; one request takes at most \(eventLimit)",
        hint: "send several requests: each is atomic, and repeating one doubles nothing"
      )
    }
  }
}

/// Gathers refusals of one request into one.
private struct FaultList {
  let limit: Int
  private var first: Refusal?
  private var items: [Refusal.Item] = []

  init(limit: Int) {
    self.limit = limit
  }

  var isFull: Bool { items.count >= limit }

  mutating func add(_ refusal: Refusal) {
    if first == nil { first = refusal }
    items += refusal.items
    if refusal.items.isEmpty { items.append(Refusal.Item(pointer: "", detail: refusal.detail)) }
  }

  func throwIfAny() throws(Refusal) {
    guard var refusal = first else { return }
    refusal.items = Array(items.prefix(limit))
    throw refusal
  }
}
