import ChanceryAPI
import ChanceryModel
import NIOCore
import NIOPosix

/// An append of any length: part by part, each all or nothing, in the order of the lines.
///
/// The first line that is refused ends it, unless the plan keeps going; all before that line stays. While
/// the writer has one part, the next lines are decoded.
///
/// `@unchecked Sendable`: one step at a time touches its state. ``EventIntake`` calls ``consume(_:done:)``
/// again only after it was done, and within it each step is begun by the end of the one before.
final class BulkAppend: EventConsumer, @unchecked Sendable {
  /// How many events one part has: a few milliseconds of the writer's time, so that single appends need not
  /// wait longer.
  static let partEvents = 1000
  /// How often a part is tried again that the writer had no room for, and after how long.
  private static let busyTriesMax = 600
  private static let busyDelay = TimeAmount.milliseconds(100)

  private let server: ServerContext
  private let eventLoop: any EventLoop
  private let plan: BulkPlan
  private var answer: BulkAnswer
  /// What is left of the lines at hand.
  private var rest: ArraySlice<DecodedLines.Line> = []
  private var isLast = false
  private var partMax = BulkAppend.partEvents
  private var busyTries = 0
  private var done: (@Sendable (Response?) -> Void)?

  init(server: ServerContext, eventLoop: any EventLoop, plan: BulkPlan) {
    self.server = server
    self.eventLoop = eventLoop
    self.plan = plan
    answer = BulkAnswer(head: server.journal.head)
  }

  func consume(_ lines: DecodedLines, done: @escaping @Sendable (Response?) -> Void) {
    rest = lines.lines[...]
    isLast = lines.isLast
    self.done = done
    goOn()
  }

  /// Goes on with the next line; on a thread of the pool.
  private func goOn() {
    while let first = rest.first {
      switch first.event {
      case .success: return appendPart()
      case .failure(let refusal):
        rest.removeFirst()
        answer.refuse(refusal, line: first.number)
        guard plan.keepsGoing else { return stop(refusal.onLine(first.number)) }
      }
    }
    settle(isLast ? Response(body: answer.encoded(), head: answer.head) : nil)
  }

  private func appendPart() {
    var drafts: [EventDraft] = []
    for line in rest.prefix(partMax) {
      guard case .success(let draft) = line.event else { break }
      drafts.append(draft)
    }
    let count = drafts.count
    let started = ContinuousClock.now
    let request = AppendRequest(
      drafts: drafts,
      declare: plan.declare,
      recordedBy: plan.recordedBy,
      byteCount: EventIntake.holdBytes
    )
    server.journal.append(request) { [self] result in
      server.metrics.recordAppend(events: count, seconds: started.duration(to: .now).inSeconds)
      switch result {
      case .success(let part):
        answer.add(part)
        busyTries = 0
        partMax = BulkAppend.partEvents
        rest = rest.dropFirst(count)
        // On the writer's thread: the last step of the lines at hand needs no other.
        if rest.isEmpty { goOn() } else { onPool() }
      case .failure(let refusal): settle(refusal, ofPartWith: count)
      }
    }
  }

  /// Decides what a refused part means.
  private func settle(_ refusal: Refusal, ofPartWith count: Int) {
    if refusal.code == .tooManyEvents, count > 1 {
      // Its events make too many rows for one commit.
      partMax = count / 2
      return onPool()
    }
    if refusal.code == .busy, busyTries < BulkAppend.busyTriesMax {
      busyTries += 1
      eventLoop.scheduleTask(in: BulkAppend.busyDelay) { [self] in onPool() }
      return
    }
    guard let (place, ofEvent) = BulkAppend.place(of: refusal, among: count) else {
      return stop(refusal)
    }
    // Met again when its turn comes: the events before it are appended first.
    rest[rest.startIndex + place].event = .failure(ofEvent)
    onPool()
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

  /// Ends the append before its body does.
  private func stop(_ refusal: Refusal) {
    rest = []
    settle(
      Response(
        refusal,
        in: .event,
        head: server.journal.head,
        extras: [
          ("appended", .integer(answer.appended)), ("duplicates", .integer(answer.duplicates)),
          ("first", answer.first.map { .integer(Int($0)) } ?? .null),
          ("last", answer.last.map { .integer(Int($0)) } ?? .null),
        ]
      )
    )
  }

  private func settle(_ response: Response?) {
    let done = done
    self.done = nil
    done?(response)
  }

  private func onPool() {
    server.pool.submit { [self] _ in goOn() }
  }
}

/// What a request to append in bulk says beside its body.
struct BulkPlan: Sendable {
  /// True if refused lines are passed over and told in the end.
  var keepsGoing: Bool
  var declare: Bool
  var recordedBy: Text
}
