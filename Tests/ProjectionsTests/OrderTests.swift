import ChanceryModel
import Projections
import Testing

/// seq identifies and never decides: any order of arrival gives the same stances.
@Suite struct OrderTests {
  /// What a stance comes to, with seqs left out.
  private struct Face: Equatable {
    var position: Position?
    var since: Text?
    var sinceExact: Bool
    var lastSaid: Text?
    var reason: ContestedReason?
    var contestedBy: [Text]
    var conditions: Set<Condition>
    var possible: [Text]
  }

  private func face(_ answer: StanceAnswer, _ texts: [UInt64: Text]) -> Face {
    Face(
      position: answer.position,
      since: answer.since,
      sinceExact: answer.sinceExact,
      lastSaid: answer.lastSaid,
      reason: answer.contestedReason,
      contestedBy: answer.contestedBy.compactMap { texts[$0] }.sorted(),
      conditions: Set(answer.conditions.map(\.condition)),
      possible: answer.possible.map { Text("\($0.said) \($0.position.word)") }.sorted()
    )
  }

  @Test(arguments: 0..<16 as Range<UInt64>)
  func `the same statements and links in any order give the same stances`(
    _ seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let events = (0..<14).map { _ in event(&random) }
    let links = seed % 4 == 0 ? [] : (0..<6).map { _ in link(among: events.count, &random) }
    var expected: [Face] = []
    for round in 0..<6 {
      let order = Array(events.indices)
      let test = try TestEngine()
      try test.append(
        Event.topic("t"),
        #"{"type":"person.defined","data":{"person":"p","name":"P","offices":[{"actor":"FRA","rank":"head"}]}}"#
      )
      var seqs: [Int: UInt64] = [:]
      for index in round == 0 ? order : order.shuffled(using: &random) {
        seqs[index] = try test.append(events[index]).head
      }
      for link in round == 0 ? links : links.shuffled(using: &random) {
        let (from, to) = (seqs[link.from] ?? 0, seqs[link.to] ?? 0)
        try test.append(
          #"{"type":"statements.linked","data":{"from":\#(from),"to":\#(to),"kind":"\#(link.kind.word)"}}"#
        )
      }
      let texts = Dictionary(
        uniqueKeysWithValues: seqs.map { ($0.value, Text(events[$0.key])) }
      )
      let faces = try (1...14).flatMap { day in
        let at = day < 10 ? "2025-01-0\(day)" : "2025-01-\(day)"
        return try [nil, "2025-02-01"].map { publicDay in
          face(try test.stance("FRA", "t", at: at, publicDay: publicDay), texts)
        }
      }
      if round == 0 { expected = faces }
      #expect(faces == expected, "seed \(seed), round \(round)")
      #expect(try test.rebuild(check: true).end == .complete, "seed \(seed), round \(round)")
    }
  }

  private struct Link {
    var from: Int
    var to: Int
    var kind: LinkKind
  }

  private func link(among count: Int, _ random: inout SeededGenerator) -> Link {
    let from = Int.random(in: 0..<count, using: &random)
    let step = Int.random(in: 1..<count, using: &random)
    let kind = Int.random(in: 0..<3, using: &random) == 0 ? LinkKind.supersedes : .sameUtterance
    return Link(from: from, to: (from + step) % count, kind: kind)
  }

  private func event(_ random: inout SeededGenerator) -> String {
    let day = Int.random(in: 1...8, using: &random)
    let said = [
      "2025-01-0\(day)", "[2025-01-0\(day)..2025-01-\(day + 5 < 10 ? "0" : "")\(day + 5)]",
      "[..2025-01-0\(day)]",
    ]
    let position = ["support", "oppose", "undecided"].randomElement(using: &random) ?? ""
    let conditions = [
      "", #","condition":[]"#, #","condition":[{"kind":"timing","text":"after a ceasefire"}]"#,
    ]
    let speaker = Int.random(in: 0..<3, using: &random) == 0 ? #","speaker":{"person":"p"}"# : ""
    let condition = conditions.randomElement(using: &random) ?? ""
    return Event.said(
      said.randomElement(using: &random) ?? "",
      "FRA",
      position,
      #"\#(condition)\#(speaker)"#
    )
  }
}
