import ChanceryAPI
import ChanceryModel

/// A check of events without append: however many lines, each against all before it.
///
/// `@unchecked Sendable`: ``EventIntake`` calls it again only after it was ready.
final class BodyCheck: EventConsumer, @unchecked Sendable {
  private let server: ServerContext
  private let checker: any EventChecking
  private var answer = CheckAnswer()

  init(server: ServerContext, declare: Bool) {
    self.server = server
    checker = server.journal.makeChecker(declare: declare)
  }

  func consume(_ lines: DecodedLines, _ calls: EventCalls) {
    var drafts: [EventDraft] = []
    var numbers: [Int] = []
    drafts.reserveCapacity(lines.lines.count)
    numbers.reserveCapacity(lines.lines.count)
    for line in lines.lines {
      switch line.event {
      case .success(let draft):
        drafts.append(draft)
        numbers.append(line.number)
      case .failure(let refusal):
        check(&drafts, &numbers)
        answer.refuse(refusal, line: line.number)
      }
    }
    check(&drafts, &numbers)
    guard lines.isLast else { return calls.isReady() }
    calls.hasEnded(Response(body: answer.encoded(), head: server.journal.head))
  }

  /// Checks the events since the last fault, so that faults are told in the order of the lines.
  private func check(_ drafts: inout [EventDraft], _ numbers: inout [Int]) {
    guard !drafts.isEmpty else { return }
    for (refusal, number) in zip(checker.check(drafts, lines: numbers), numbers) {
      if let refusal { answer.refuse(refusal, line: number) } else { answer.pass() }
    }
    drafts.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
  }
}
