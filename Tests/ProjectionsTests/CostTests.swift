#if DEBUG
import ChanceryModel
import Glibc
import Journal
import LMDB
import Testing

@testable import Projections

/// What a question and an append cost in histories that pile up on one pair: counted in entries looked for,
/// which no load of the machine changes.
///
/// CHANCERY_COST_EVENTS sets how many events pile up.
@Suite struct CostTests {
  /// How many events pile up.
  static let size: Int = {
    let text = getenv("CHANCERY_COST_EVENTS").map { String(cString: $0) }
    return text.flatMap { Int($0) } ?? 2_400
  }()

  /// No question and no append may look for more entries: so many for each time that the events double.
  static let stepsMax = 90 * (Int.bitWidth - size.leadingZeroBitCount)

  /// A pair on which much was piled up.
  struct Shape: Sendable, CustomTestStringConvertible {
    var name: String
    /// What was there before.
    var before: [String] = []
    /// The events that pile up, by their number from 0, and how many there are of them.
    var event: @Sendable (Int, Int) -> String
    /// What follows for each of them, by its seq and that of its version, once in each round.
    var after: (@Sendable (UInt64, UInt64) -> String)?
    var rounds = 1

    var testDescription: String { name }
  }

  static let shapes: [Shape] = [
    Shape(
      name: "late arrivals, each a day of its own",
      before: [Event.said("1990-01-01", "FRA", "support")],
      event: { number, count in
        Event.said(day(count - number), "FRA", number % 2 == 0 ? "oppose" : "support")
      }
    ),
    Shape(
      name: "late arrivals that turn one run again and again",
      before: [Event.said("1990-01-01", "FRA", "support")],
      event: { number, _ in Event.said("1995-01-01", "FRA", position(number)) }
    ),
    Shape(
      name: "a long history of one position",
      event: { number, _ in Event.said(day(number), "FRA", "support") }
    ),
    Shape(
      name: "a long history of many turns",
      event: { number, _ in Event.said(day(number), "FRA", position(number)) }
    ),
    Shape(
      name: "one day, all say the same",
      before: [Event.said("1990-01-01", "FRA", "oppose")],
      event: { _, _ in Event.said("1995-01-01", "FRA", "support") }
    ),
    Shape(
      name: "one day, equals differ",
      event: { number, _ in Event.said("1995-01-01", "FRA", position(number)) }
    ),
    Shape(
      name: "all is withdrawn",
      before: [Event.said("1990-01-01", "FRA", "oppose")],
      event: { number, _ in Event.said(day(number), "FRA", position(number)) },
      after: { seq, _ in Event.withdrawn(seq) }
    ),
    Shape(
      name: "one day, all is withdrawn",
      before: [Event.said("1995-01-01", "FRA", "oppose")],
      event: { _, _ in Event.said("1995-01-01", "FRA", "support") },
      after: { seq, _ in Event.withdrawn(seq) }
    ),
    Shape(
      name: "all is moved to one other day",
      before: [Event.said("1990-01-01", "FRA", "oppose")],
      event: { number, _ in Event.said(day(number), "FRA", position(number)) },
      after: { seq, version in corrected(seq, version, said: "1993-05-05", position: "support") }
    ),
    Shape(
      name: "each is corrected five times",
      before: [Event.said("1990-01-01", "FRA", "oppose")],
      event: { number, count in Event.said(day(number % (count / 4)), "FRA", position(number)) },
      after: { seq, version in
        corrected(seq, version, said: day(Int(seq * 7)), position: position(Int(version)))
      },
      rounds: 5
    ),
    Shape(
      name: "uncertain days without an exact one",
      event: { number, _ in Event.said("19\(60 + number % 40)", "FRA", position(number)) }
    ),
    Shape(
      name: "uncertain days that all yield",
      before: [Event.said("1995-01-01", "FRA", "oppose")],
      event: { number, _ in
        number % 2 == 0
          ? Event.said("1995", "FRA", "support")
          : Event.said("[..\(day(9_000 - number))]", "FRA", "neutral")
      }
    ),
    Shape(
      name: "conditions, each cleared by the next",
      event: { number, _ in
        let list = number % 2 == 0 ? "[]" : #"[{"kind":"timing","text":"then"}]"#
        return Event.said(day(number), "FRA", "support", #","condition":\#(list)"#)
      }
    ),
    Shape(
      name: "asides",
      event: { number, _ in
        Event.said(day(number), "FRA", "support", #","standing":"attributed""#)
      }
    ),
  ]

  static func corrected(
    _ seq: UInt64,
    _ version: UInt64,
    said: String,
    position: String
  ) -> String {
    #"{"type":"event.corrected","data":{"event":\#(seq),"version":\#(version),"reason":"r","#
      + #""data":{"said":"\#(said)","holder":"FRA","topic":"t","position":"\#(position)"}}}"#
  }

  static func position(_ number: Int) -> String { ["support", "oppose", "neutral"][number % 3] }

  static func day(_ number: Int) -> String {
    CivilDate.on("1995-01-02").adding(days: number % 9_000).description
  }

  @Test(arguments: shapes)
  func `a question and an append cost the same after many as after few`(_ shape: Shape) throws {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    for event in shape.before { try test.append(event) }
    // Those that are corrected again and again are as many events in all.
    let size = Self.size / shape.rounds
    let first = test.engine.head + 1
    try append(size, to: test) { shape.event($0, size) }
    let last = test.engine.head
    if let after = shape.after {
      for _ in 0..<shape.rounds {
        let version = test.engine.head - UInt64(size) + 1
        try append(size, to: test) { after(first + UInt64($0), version + UInt64($0)) }
      }
    }
    try questions(test, heads: [0, first - 1, first, (first + last) / 2, last])
    try appends(test)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  private func append(
    _ count: Int,
    to test: TestEngine,
    _ event: (Int) -> String
  ) throws {
    for start in stride(from: 0, to: count, by: 2_000) {
      let numbers = start..<min(start + 2_000, count)
      try test.append(numbers.map { try test.draft(event($0)) })
    }
  }

  private func questions(
    _ test: TestEngine,
    heads: [UInt64]
  ) throws {
    try test.engine.reading { transaction, set in
      let reader = StanceReader(set, test.engine.journal)
      let head = test.engine.head
      for known in heads + [(head + heads[4]) / 2, head] {
        for at in [
          "1989-01-01", "1990-06-01", "1995-01-01", "1997-03-03", "2000-01-01", "2024-12-31",
        ] {
          let clocks = AnswerClocks(at: .on(at), known: known, head: head)
          let before = transaction.stepCount
          let answer = try reader.answer("FRA", "t", clocks, transaction)
          let steps = transaction.stepCount - before
          #expect(
            steps <= Self.stepsMax,
            "\(steps) steps at \(at) known \(known) of \(head)"
          )
          try expect(answer, asFoldedBy: reader, transaction)
        }
      }
    }
  }

  /// The plain fold over all that the head saw says the same.
  private func expect(
    _ answer: StanceAnswer,
    asFoldedBy reader: StanceReader,
    _ transaction: TransactionReference
  ) throws {
    guard let pair = try reader.stances.pair("FRA", "t", transaction) else { return }
    let view = StanceView(known: answer.known, publicDay: nil)
    let candidates = try reader.candidates(pair, view, transaction)
    let outcome = Fold.outcome(of: candidates, at: answer.at)
    let place: Comment = "at \(answer.at) known \(answer.known)"
    #expect(answer.position == outcome.position, place)
    #expect(answer.seq == outcome.setBy?.seq, place)
    #expect(answer.contestedReason == outcome.contestedReason, place)
    #expect(answer.contestedBy == Array(outcome.contestedBy.suffix(10)), place)
    #expect(answer.lastSaidLatest == outcome.lastSaid?.latest, place)
    #expect(answer.conditions == outcome.conditions, place)
    #expect(answer.confirmedBy.count == min(10, outcome.confirmedBy.count), place)
    let possible = outcome.possible.sorted { ($0.latest, $0.seq) < ($1.latest, $1.seq) }
    #expect(answer.possible.map(\.seq) == possible.suffix(10).map(\.seq), place)
    for (list, count) in [
      ("confirmed_by", outcome.confirmedBy.count), ("possible", possible.count),
      ("contested_by", outcome.contestedBy.count),
    ] {
      #expect(answer.more.contains(Text(list)) == (count > 10), "\(list) \(place)")
    }
  }

  /// What the projection looks for when one more is said, on days before, among and after the others.
  private func appends(_ test: TestEngine) throws {
    struct Done: Error {}
    let set = test.engine.sets[0]
    let journal = test.engine.journal
    let further = try Self.further.get()
    for header in further {
      #expect(throws: Done.self) {
        try journal.environment.write { transaction throws in
          let seq = test.engine.head + 1
          let before = transaction.stepCount
          try set.apply(header, seq: seq, journal: journal, to: &transaction)
          let steps = transaction.stepCount - before
          #expect(
            steps <= Self.stepsMax,
            "\(steps) steps for \(header.body)"
          )
          throw Done()
        }
      }
    }
  }

  /// The headers of what is said further, made by real appends to another journal.
  private static let further = Result {
    let other = try TestEngine()
    try other.append(Event.topic("t"))
    for said in ["1989-01-01", "1995-01-01", "1996-02-02", "1995", "2024-12-31"] {
      for position in ["support", "oppose", "undecided"] {
        try other.append(Event.said(said, "FRA", position))
      }
    }
    return try other.engine.reading { transaction, _ in
      try (2...other.engine.head).map {
        try other.engine.journal.requiredHeader($0, transaction)
      }
    }
  }
}
#endif
