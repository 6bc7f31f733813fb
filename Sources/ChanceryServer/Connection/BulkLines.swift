import ChanceryModel

/// The lines of an append in bulk on their way: which are still to be handed to the writer, which are there, and
/// what became of those before.
///
/// Lines become parts, each of which is appended whole or not at all. Some parts are at the writer at once, in
/// order; when one is refused, nothing behind it was appended, and its lines and all behind them are cut anew. A
/// value that knows neither threads nor the journal.
struct BulkLines {
  /// What is to be done next.
  enum Step {
    /// Hand these events to the writer, and tell what becomes of them by ``settle(_:_:)``.
    case part(Int, [EventDraft])
    /// Take further lines.
    case lines
    /// Nothing until a part comes back, or lines come that were asked for.
    case wait
    /// Nothing for a while: the writer had no room.
    case pause
    /// The end; of all lines, or with the refusal of one.
    case end(Refusal?)
  }

  /// How many events one part has at the most: some milliseconds of the writer's time, for which a single append
  /// may have to wait.
  static let partEvents = 100
  /// How many bytes of data a single upload may have at the writer: about as much as a commit takes, since larger
  /// commits cost less an event.
  static let aheadBytesMax = 5 * EventIntake.holdBytes
  /// How many it may have there however many others there are: a few parts.
  static let aheadBytesMin = EventIntake.holdBytes
  /// How often a part is tried again that the writer had no room for.
  private static let busyTriesMax = 600

  /// Lines that were handed over together, or one line that cannot be.
  private struct Piece {
    var number: Int
    var lines: ArraySlice<DecodedLines.Line>
    var byteCount: Int
    var result: Result<AppendAnswer, Refusal>?

    /// What is wrong with the line, if it is one that cannot be handed over.
    var refusal: Refusal? {
      if case .failure(let refusal)? = lines.first?.event { refusal } else { nil }
    }

    var lineNumber: Int { lines.first?.number ?? 0 }
  }

  private(set) var answer: BulkAnswer
  private let keepsGoing: Bool
  /// What is still to be handed over.
  private var rest: ArraySlice<DecodedLines.Line> = []
  /// What was, in order.
  private var ahead: [Piece] = []
  private var bytesAhead = 0
  private var nextNumber = 0
  private var isLast = false
  private var partMax = BulkLines.partEvents
  private var busyTries = 0
  /// Counts the beginnings: the parts of one belong to an upload of their own.
  private(set) var beginning = 0

  init(head: UInt64, keepsGoing: Bool) {
    answer = BulkAnswer(head: head)
    self.keepsGoing = keepsGoing
  }

  /// Takes the next lines.
  mutating func take(_ lines: DecodedLines) {
    rest += lines.lines
    isLast = lines.isLast
  }

  /// Tells what became of a part.
  mutating func settle(_ number: Int, _ result: Result<AppendAnswer, Refusal>) {
    guard let index = ahead.firstIndex(where: { $0.number == number }) else { return }
    ahead[index].result = result
  }

  /// How many bytes of data an upload may have at the writer, beside others: they share what one has alone.
  ///
  /// - Parameter uploads: How many there are, with this one.
  /// - Returns: Bytes.
  static func aheadBytes(among uploads: Int) -> Int {
    max(aheadBytesMax / max(uploads, 1), aheadBytesMin)
  }

  /// What to do next.
  ///
  /// - Parameter aheadBytes: How many bytes of data may be at the writer.
  /// - Returns: The step; to be asked for another after each that is not `wait`, `pause` or `end`.
  mutating func next(aheadBytes: Int = aheadBytesMax) -> Step {
    while let first = ahead.first {
      if let refusal = first.refusal {
        guard keepsGoing else { return .end(refusal.onLine(first.lineNumber)) }
        answer.refuse(refusal, line: first.lineNumber)
      } else {
        guard let result = first.result else { break }
        switch result {
        case .success(let part): answer.add(part)
        case .failure(let refusal):
          // What is behind it comes back first; it was not appended.
          guard ahead.allSatisfy({ $0.result != nil || $0.refusal != nil }) else { return .wait }
          beginAnew()
          if let step = settle(refusal, ofPartWith: first.lines.count) { return step }
          continue
        }
        busyTries = 0
        partMax = BulkLines.partEvents
      }
      bytesAhead -= first.byteCount
      ahead.removeFirst()
    }
    return handOver(aheadBytes)
  }

  /// Hands the next part over, if it may be.
  private mutating func handOver(_ aheadBytes: Int) -> Step {
    // Nothing is to come behind a refused line that ends it.
    if !keepsGoing, ahead.last?.refusal != nil { return .wait }
    guard bytesAhead < aheadBytes else { return .wait }
    guard let first = rest.first else {
      guard isLast else { return .lines }
      return ahead.isEmpty ? .end(nil) : .wait
    }
    if case .failure = first.event {
      add(rest.prefix(1), byteCount: 0)
      return next(aheadBytes: aheadBytes)
    }
    var drafts: [EventDraft] = []
    var byteCount = 0
    for line in rest.prefix(partMax) {
      guard case .success(let draft) = line.event else { break }
      drafts.append(draft)
      byteCount += draft.data.count + (draft.text?.count ?? 0)
    }
    return .part(add(rest.prefix(drafts.count), byteCount: byteCount), drafts)
  }

  @discardableResult
  private mutating func add(_ lines: ArraySlice<DecodedLines.Line>, byteCount: Int) -> Int {
    nextNumber += 1
    ahead.append(Piece(number: nextNumber, lines: lines, byteCount: byteCount))
    bytesAhead += byteCount
    rest = rest.dropFirst(lines.count)
    return nextNumber
  }

  /// Takes back what was handed over and not appended.
  private mutating func beginAnew() {
    rest = ArraySlice(ahead.flatMap(\.lines)) + rest
    ahead = []
    bytesAhead = 0
    beginning += 1
  }

  /// Decides what a refused part means; nil if its lines are to be handed over again at once.
  private mutating func settle(_ refusal: Refusal, ofPartWith count: Int) -> Step? {
    if refusal.code == .tooManyEvents, count > 1 {
      // Its events make too many rows for one commit.
      partMax = count / 2
      return nil
    }
    if refusal.code == .busy, busyTries < BulkLines.busyTriesMax {
      busyTries += 1
      return .pause
    }
    guard let (place, ofEvent) = BulkLines.place(of: refusal, among: count) else {
      return .end(refusal)
    }
    // Met again when its turn comes: the events before it are appended first.
    rest[rest.startIndex + place].event = .failure(ofEvent)
    return nil
  }

  /// Which event of a part a refusal is about, and the same refusal of that event alone; nil if it is about
  /// none of them, but the state of the journal.
  static func place(of refusal: Refusal, among count: Int) -> (Int, Refusal)? {
    if count == 1, refusal.code == .tooManyEvents { return (0, refusal) }
    guard let pointer = refusal.items.first?.pointer else { return nil }
    let parts = pointer.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
    guard let first = parts.first, let index = Int(first), index < count else {
      return count == 1 ? (0, refusal) : nil
    }
    var alone = refusal
    alone.items = refusal.items.compactMap { item in
      guard item.pointer.hasPrefix("/\(index)") else { return nil }
      var moved = item
      moved.pointer.removeFirst("/\(index)".count)
      return moved
    }
    return (index, alone)
  }
}
