import ChanceryModel
import Journal
import LMDB
import Projections
import Testing

@testable import Verification

/// What it costs to derive the withdrawals of definitions again.
@Suite struct WithdrawnNamesTests {
  /// A journal of so many topics, each used for a while and withdrawn.
  private func journal(of count: Int) throws -> SampleJournal {
    let sample = try SampleJournal(empty: ())
    try sample.withEngine { engine in
      for number in 0..<count {
        try SampleJournal.append(
          [
            """
            {"type":"topic.defined","id":"t-\(number)",\
            "data":{"topic":"t-\(number)","title":"T","proposition":"P"}}
            """,
            """
            {"type":"statement.made","id":"s-\(number)","data":{"said":"2024-11-20","holder":"FRA",\
            "topic":"t-\(number)","position":"oppose"}}
            """,
          ],
          to: engine
        )
      }
      for number in 0..<count {
        try SampleJournal.append(
          [
            #"{"type":"event.withdrawn","data":{"event":"s-\#(number)","reason":"r"}}"#,
            #"{"type":"event.withdrawn","data":{"event":"t-\#(number)","reason":"r"}}"#,
          ],
          to: engine
        )
      }
    }
    return sample
  }

  /// How many records are looked at for those who use a name, and how many damages are found.
  private func cost(_ sample: SampleJournal) throws -> (steps: UInt64, head: UInt64, damages: Int) {
    var configuration = LMDB.Environment.Configuration()
    configuration.access = .readOnlyUnlocked
    configuration.maxTables = 8 + 2 * ProjectionSet.tableCount
    let environment = try LMDB.Environment(
      path: sample.data + "/journal",
      configuration: configuration
    )
    return try environment.read { transaction throws in
      try transaction.withReference { reference throws in
        let journal = try Journal(existingIn: environment, reference)
        let head = try journal.head(reference)
        let fold = try ScratchFold(in: sample.directory.path)
        var damages = 0
        let report = VerifyReport { line in
          if String(decoding: line, as: UTF8.self).contains("\"damage\"") { damages += 1 }
        }
        let log = LogVocabulary.Log(journal, reference)
        try fold.fold(log, head: head, derives: true, Erasures(), report)
        return (fold.useSteps, head, damages)
      }
    }
  }

  @Test func `all withdrawals of names together cost one reading of the log`() throws {
    for count in [1, 20, 40, 80] {
      let cost = try cost(try journal(of: count))
      #expect(cost.damages == 0)
      #expect(cost.head == UInt64(4 * count))
      #expect(cost.steps > UInt64(2 * count), "each name is looked for up to its withdrawal")
      #expect(cost.steps <= cost.head, "\(count) names: \(cost.steps) records")
    }
  }
}
