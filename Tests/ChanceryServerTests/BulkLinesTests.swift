import ChanceryModel
import Testing

@testable import ChanceryServer

/// The lines of an append in bulk on their way to the writer, and back.
@Suite struct BulkLinesTests {
  /// A writer that takes parts in order, and nothing of an upload behind a refused part.
  private struct FakeWriter {
    /// Numbers of lines, in the order in which they were appended.
    var appended: [Int] = []
    /// Lines that the journal refuses.
    var bad: Set<Int> = []
    var waiting: [(number: Int, lines: [Int], beginning: Int)] = []
    /// The beginning that a part was refused of.
    var ended: Int?

    /// Serves the first part that waits.
    mutating func serve() -> (Int, Result<AppendAnswer, Refusal>)? {
      guard !waiting.isEmpty else { return nil }
      let part = waiting.removeFirst()
      guard ended != part.beginning else { return (part.number, .failure(Refusal(.busy, "ended"))) }
      if let index = part.lines.firstIndex(where: bad.contains) {
        ended = part.beginning
        return (part.number, .failure(Refusal(.unknownTopic, at: "/\(index)/data/topic", "no")))
      }
      let answer = BulkLinesTests.appended(part.lines.count, behind: appended.count)
      appended += part.lines
      return (part.number, .success(answer))
    }
  }

  /// The answer to a part of so many events.
  private static func appended(_ count: Int, behind head: Int = 0) -> AppendAnswer {
    AppendAnswer(
      first: UInt64(head + 1),
      last: UInt64(head + count),
      appended: count,
      duplicates: 0,
      head: UInt64(head + count),
      results: []
    )
  }

  /// A line whose event has its number for an id.
  private static func line(
    _ number: Int,
    refused: Bool = false,
    bytes: Int = 20
  ) -> DecodedLines.Line {
    guard !refused else {
      return DecodedLines.Line(number: number, event: .failure(Refusal(.invalidDate, "no date")))
    }
    let draft = EventDraft(
      type: .eventWithdrawn,
      id: Text("\(number)"),
      data: [UInt8](repeating: 0, count: bytes),
      body: .withdrawal(WithdrawalData(event: .seq(1)))
    )
    return DecodedLines.Line(number: number, event: .success(draft))
  }

  /// Carries batches of lines through, the writer lagging by some parts; the refusal that ended it, if one did.
  private func carry(
    _ batches: [[DecodedLines.Line]],
    _ writer: inout FakeWriter,
    _ lines: inout BulkLines,
    lag: Int
  ) -> Refusal? {
    var batches = batches[...]
    for _ in 0..<100_000 {
      let beginning = lines.beginning
      let step = lines.next()
      switch step {
      case .part(let number, let drafts):
        let numbers = drafts.map { Int($0.id?.string ?? "") ?? 0 }
        writer.waiting.append((number, numbers, lines.beginning))
        if writer.waiting.count > lag, let (number, result) = writer.serve() {
          lines.settle(number, result)
        }
      case .lines:
        if let batch = batches.popFirst() {
          lines.take(DecodedLines(lines: batch, isLast: batches.isEmpty))
        } else if let (number, result) = writer.serve() {
          lines.settle(number, result)
        } else {
          Issue.record("lines are asked for behind the last")
          return nil
        }
      case .wait, .pause:
        if let (number, result) = writer.serve() {
          lines.settle(number, result)
        } else if case .wait = step, beginning == lines.beginning {
          Issue.record("it waits for nothing")
          return nil
        }
      case .end(let refusal): return refusal
      }
    }
    Issue.record("it has no end")
    return nil
  }

  private func batches(
    _ count: Int,
    of size: Int,
    refused: Set<Int> = []
  ) -> [[DecodedLines.Line]] {
    stride(from: 1, through: count, by: size).map { start in
      (start..<min(start + size, count + 1)).map { Self.line($0, refused: refused.contains($0)) }
    }
  }

  @Test(arguments: [0, 1, 3, 50])
  func `all lines are appended in order, however far the writer lags`(_ lag: Int) {
    var writer = FakeWriter()
    var lines = BulkLines(head: 0, keepsGoing: false)
    let refusal = carry(batches(5003, of: 700), &writer, &lines, lag: lag)
    #expect(refusal == nil)
    #expect(writer.appended == Array(1...5003))
    #expect(lines.answer.appended == 5003 && lines.answer.read == 5003)
    #expect(lines.answer.first == 1 && lines.answer.last == 5003)
  }

  @Test(arguments: [0, 2, 50])
  func `the first bad line ends it, and all before that line is there`(_ lag: Int) {
    for (bad, refused, first) in [
      ([1234], [2000], 1234), ([3000], [700], 700), ([200], [201], 200),
    ] {
      var writer = FakeWriter()
      writer.bad = Set(bad)
      var lines = BulkLines(head: 0, keepsGoing: false)
      let all = batches(4000, of: 650, refused: Set(refused))
      let refusal = carry(all, &writer, &lines, lag: lag)
      #expect(refusal?.items.first?.line == first || refusal?.code == .invalidDate)
      #expect(writer.appended == Array(1..<first))
      #expect(lines.answer.appended == first - 1)
    }
  }

  @Test(arguments: [0, 2, 50])
  func `with keep-going only the bad lines are missing, told in order`(_ lag: Int) {
    var writer = FakeWriter()
    writer.bad = [5, 6, 1000, 2999]
    let refused: Set<Int> = [1, 7, 1001, 3000]
    var lines = BulkLines(head: 0, keepsGoing: true)
    let refusal = carry(batches(3000, of: 400, refused: refused), &writer, &lines, lag: lag)
    #expect(refusal == nil)
    let bad = writer.bad.union(refused)
    #expect(writer.appended == (1...3000).filter { !bad.contains($0) })
    #expect(lines.answer.faults.refused == 8)
    #expect(lines.answer.read == 3000)
    let order = lines.answer.faults.errors.map(\.line)
    #expect(order == order.sorted())
  }

  @Test func `no more is at the writer than a commit needs, and then it waits`() {
    var lines = BulkLines(head: 0, keepsGoing: false)
    let long = (1...40).map { Self.line($0, bytes: BulkLines.aheadBytesMax / 4) }
    lines.take(DecodedLines(lines: Array(long.prefix(1)), isLast: false))
    var parts = 0
    for number in 2...40 {
      if case .part = lines.next() { parts += 1 }
      if case .wait = lines.next() { break }
      lines.take(DecodedLines(lines: [long[number - 1]], isLast: false))
    }
    #expect(parts == 4)
  }

  @Test func `uploads share what one of them may have at the writer, and each has some parts`() {
    for uploads in 1...5 {
      let all = BulkLines.aheadBytes(among: uploads) * uploads
      #expect((BulkLines.aheadBytesMax - uploads...BulkLines.aheadBytesMax).contains(all))
    }
    #expect(BulkLines.aheadBytes(among: 64) == BulkLines.aheadBytesMin)
    var lines = BulkLines(head: 0, keepsGoing: false)
    let long = (1...8).map { Self.line($0, bytes: BulkLines.aheadBytesMin) }
    lines.take(DecodedLines(lines: Array(long.prefix(1)), isLast: false))
    guard case .part(let number, _) = lines.next(aheadBytes: BulkLines.aheadBytesMin) else {
      Issue.record("the first part has to be handed over")
      return
    }
    lines.take(DecodedLines(lines: Array(long.dropFirst()), isLast: true))
    guard case .wait = lines.next(aheadBytes: BulkLines.aheadBytesMin) else {
      Issue.record("a second part has to wait while others have the room")
      return
    }
    lines.settle(number, .success(Self.appended(1)))
    guard case .part = lines.next(aheadBytes: BulkLines.aheadBytesMin) else {
      Issue.record("the second part has to follow the first")
      return
    }
  }

  @Test func `a part of too many rows is halved, down to one event`() {
    var lines = BulkLines(head: 0, keepsGoing: false)
    lines.take(DecodedLines(lines: (1...8).map { Self.line($0) }, isLast: true))
    var sizes: [Int] = []
    for _ in 0..<4 {
      guard case .part(let number, let drafts) = lines.next() else { break }
      sizes.append(drafts.count)
      lines.settle(number, .failure(Refusal(.tooManyEvents, "too many rows")))
    }
    #expect(sizes == [8, 4, 2, 1])
    guard case .end(let refusal?) = lines.next() else {
      Issue.record("one event of too many rows has to end it")
      return
    }
    #expect(refusal.code == .tooManyEvents)
  }

  @Test func `a part that the writer has no room for is tried again after a pause`() {
    var lines = BulkLines(head: 0, keepsGoing: false)
    lines.take(DecodedLines(lines: [Self.line(1)], isLast: true))
    for _ in 0..<3 {
      guard case .part(let number, _) = lines.next() else {
        Issue.record("it is handed over again")
        return
      }
      lines.settle(number, .failure(Refusal(.busy, "full")))
      if case .pause = lines.next() { continue }
      Issue.record("it pauses")
    }
  }
}
