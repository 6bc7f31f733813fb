import ChanceryModel
import Journal
import LMDB
import Testing

@testable import Projections

/// Statements entered pair by pair, in batches of any size: the rows are those of entering each alone, by the
/// general way, which folds the days around it again.
@Suite struct StanceBatchTests {
  /// What a history is like.
  struct Shape: Sendable, CustomTestStringConvertible {
    var name: String
    var events = 1500
    var holders = 3
    /// How many statements share a day, on the average.
    var perDay = 2
    /// Of a hundred statements, how many come late, are of uncertain day, are asides, or have conditions.
    var late = 2
    var uncertain = 0
    var asides = 2
    var conditions = 3
    /// Of a hundred events, how many correct or withdraw one before.
    var controls = 0

    var testDescription: String { name }
  }

  static let shapes = [
    Shape(name: "in order", late: 0, asides: 0, conditions: 0),
    Shape(name: "a day each", perDay: 1),
    Shape(name: "many a day", perDay: 12),
    Shape(name: "one pair", holders: 1, perDay: 3),
    Shape(name: "late ones", late: 25),
    Shape(name: "some uncertain", holders: 12, uncertain: 1),
    Shape(name: "corrected and withdrawn", holders: 2, late: 5, controls: 8),
    Shape(name: "all of it", holders: 4, perDay: 4, late: 8, uncertain: 2, controls: 3),
  ]

  @Test(arguments: shapes, 0..<UInt64(3))
  func `the rows are those of statements entered one by one`(
    _ shape: Shape,
    _ seed: UInt64
  ) throws {
    let test = try TestEngine()
    var random = SeededGenerator(seed: seed)
    try append(shape, to: test, &random)
    let (journal, sets) = (test.engine.journal, test.engine.sets)
    try journal.environment.write { transaction throws in
      for table in sets[0].all.flatMap(\.tables) { try transaction.clear(table) }
      var batch = StanceBatch()
      for seq in 1...test.engine.head {
        let header = try journal.requiredHeader(seq, transaction)
        try applyGenerally(header, seq, journal, sets[0], &transaction)
        try sets[1]
          .apply(header, seq: seq, journal: journal, gathering: &batch, to: &transaction)
        if Int.random(in: 0..<200, using: &random) == 0 {
          try sets[1].enter(&batch, to: &transaction)
        }
      }
      try sets[1].enter(&batch, to: &transaction)
    }
    try journal.environment.read { transaction throws in
      for (general, batched) in zip(sets[0].all, sets[1].all) {
        for (one, other) in zip(general.tables, batched.tables) {
          var differences = 0
          try TableComparison.walk(other, transaction, against: one, transaction) {
            true
          } found: { _, _ in
            differences += 1
            return true
          }
          #expect(differences == 0, "\(other.name)")
        }
      }
      // Else the blocks were not put to the test.
      let blocks = try transaction.statistics(sets[1].stances.stances.blocks).entryCount
      #expect(blocks > 2)
    }
  }

  /// Adds an event by the general way alone: its row is put, then the timeline is folded around its day.
  private func applyGenerally(
    _ header: EventHeader,
    _ seq: UInt64,
    _ journal: Journal,
    _ set: ProjectionSet,
    _ transaction: inout WriteTransaction
  ) throws {
    guard case .statement(let statement) = header.body else {
      return try set.apply(header, seq: seq, journal: journal, to: &transaction)
    }
    try set.definitions.enter(statement, at: seq, &transaction)
    for stance in statement.stances {
      let pair = try set.stances.stances.intern(stance.holder, stance.topic, &transaction)
      let entry = StanceEntry(
        stance,
        of: statement,
        version: seq,
        publicDay: statement.publicDay,
        seq
      )
      switch entry {
      case .candidate(let row): try set.stances.add(row, pair, &transaction)
      case .aside(let row):
        try set.stances.stances.aside
          .begin(row.subject(pair), row.content, at: seq, &transaction)
      }
    }
  }

  // MARK: - The history

  private static let holders = [
    "FRA", "GBR", "ITA", "ESP", "POL", "DEU", "USA", "CHN", "IND", "BRA", "ZAF", "EGY",
  ]

  private func append(
    _ shape: Shape,
    to test: TestEngine,
    _ random: inout SeededGenerator
  ) throws {
    try test.append(
      Event.topic("t"),
      #"{"type":"person.defined","data":{"person":"head","name":"H","offices":"#
        + #"[{"actor":"FRA","rank":"head"},{"actor":"GBR","rank":"minister"}]}}"#
    )
    var drafts: [EventDraft] = []
    var versions: [UInt64: UInt64] = [:]
    for number in 0..<shape.events {
      let seq = test.engine.head + UInt64(drafts.count) + 1
      if Int.random(in: 0..<100, using: &random) < shape.controls, seq > 4 {
        let target = UInt64.random(in: 3..<seq, using: &random)
        // What it names stands, in the version that is named, as it was appended before.
        try test.append(drafts)
        drafts = []
        let before = versions[target] ?? target
        guard before != 0 else { continue }
        let isWithdrawal = Bool.random(using: &random)
        let reach = statement(number, shape, &random)
        let event =
          isWithdrawal
          ? #"{"type":"event.withdrawn","data":{"event":\#(target),"reason":"r"}}"#
          : #"{"type":"event.corrected","data":{"event":\#(target),"version":\#(before),"#
            + #""reason":"r","data":\#(reach)}}"#
        guard try test.refusal(event) == nil else { continue }
        versions[target] = isWithdrawal ? 0 : test.engine.head
        versions[test.engine.head] = 0
      } else {
        drafts.append(
          try test.draft(#"{"type":"statement.made","data":\#(statement(number, shape, &random))}"#)
        )
        if drafts.count == 400 {
          try test.append(drafts)
          drafts = []
        }
      }
    }
    try test.append(drafts)
  }

  private func statement(
    _ number: Int,
    _ shape: Shape,
    _ random: inout SeededGenerator
  ) -> String {
    func chance(_ part: Int) -> Bool { Int.random(in: 0..<100, using: &random) < part }
    var day = number / (shape.perDay * shape.holders)
    if chance(shape.late) { day = Int.random(in: 0...day, using: &random) }
    let date = CivilDate.on("1990-01-01").adding(days: day)
    let said = chance(shape.uncertain) ? "\(date.description.prefix(7))" : date.description
    let holder = Self.holders[Int.random(in: 0..<shape.holders, using: &random)]
    let position =
      chance(60) ? "support" : ["oppose", "neutral", "support"].randomElement(using: &random) ?? ""
    var more = ""
    if chance(shape.asides) { more += #","standing":"attributed""# }
    if chance(shape.conditions) {
      more += chance(30) ? #","condition":[]"# : #","condition":[{"kind":"timing","text":"x"}]"#
    }
    if chance(10), holder == "FRA" || holder == "GBR" { more += #","speaker":{"person":"head"}"# }
    return
      #"{"said":"\#(said)","holder":"\#(holder)","topic":"t","position":"\#(position)"\#(more)}"#
  }
}
