import ChanceryModel
import LMDB
import Testing

@testable import Projections

/// How many links may meet in a statement, and statements in an utterance.
@Suite struct LinkLimitTests {
  private static let links = EventLimits.foldedLinkCountMax
  private static let utterance = EventLimits.utteranceCountMax

  /// A journal with statements 2, 3 and so on, each of a day of its own.
  private func prepared(_ count: Int) throws -> TestEngine {
    let test = try TestEngine(clock: TestClock("2026-02-10"))
    try test.append(Event.topic("t"))
    try test.append(
      try (0..<count).map { number in
        let day = CivilDate.on("2025-01-01").adding(days: number % 300)
        return try test.draft(
          Event.said(day.description, "FRA", number % 2 == 0 ? "support" : "oppose")
        )
      }
    )
    return test
  }

  private func link(
    _ from: Int,
    _ to: Int,
    _ kind: String = "same-utterance",
    _ certainty: String = "certain"
  ) -> String {
    #"{"type":"statements.linked","data":\#(data(from, to, kind, certainty))}"#
  }

  private func data(_ from: Int, _ to: Int, _ kind: String, _ certainty: String) -> String {
    #"{"from":\#(from),"to":\#(to),"kind":"\#(kind)","certainty":"\#(certainty)"}"#
  }

  private func corrected(_ seq: UInt64, version: UInt64, _ data: String) -> String {
    #"{"type":"event.corrected","data":{"event":\#(seq),"version":\#(version),"reason":"r","data":\#(data)}}"#
  }

  /// The refusal of an event: the same from a check, alone, and behind another event of its request.
  private func expectRefused(_ event: String, by test: TestEngine, at pointer: String) throws {
    let draft = try test.draft(event)
    let checked = test.engine.checker(declare: false).check(draft, line: 1)
    #expect(checked?.code == .tooManyLinks)
    #expect(checked?.items.first?.pointer == pointer)
    #expect(checked?.hint != nil)
    let alone = try test.refusal(event)
    #expect(alone?.code == .tooManyLinks)
    #expect(alone?.items.first?.pointer == pointer)
    let behind = try test.refusal(Event.said("2025-12-01", "GBR", "support"), event)
    #expect(behind?.code == .tooManyLinks)
    #expect(behind?.items.first?.pointer == "/1" + pointer)
  }

  @Test func `so many links that bear on the fold name one statement, and no more`() throws {
    let test = try prepared(Self.links + 4)
    let hub = 2
    // Those that are only shown are not counted.
    try test.append(link(4, hub, "denies"), link(4, hub, "supersedes", "probable"))
    let links = try (0..<Self.links).map { try test.draft(link(3 + $0, hub, "supersedes")) }
    let first = try #require(try test.append(Array(links.dropLast())).first)
    try test.append([links[Self.links - 1]])
    try expectRefused(link(hub, Self.links + 4), by: test, at: "/data/from")
    try expectRefused(link(Self.links + 4, hub, "supersedes"), by: test, at: "/data/to")
    // One that is withdrawn may stand again: it keeps its place.
    try test.append(Event.withdrawn(first))
    try expectRefused(link(Self.links + 4, hub, "supersedes"), by: test, at: "/data/to")
    try test.append(link(Self.links + 4, hub, "repeats"))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `so many statements are one utterance, and no more`() throws {
    let test = try prepared(Self.utterance + 4)
    // A chain, made from both its ends.
    let half = Self.utterance / 2
    try test.append(try (2..<half + 1).map { try test.draft(link($0, $0 + 1)) })
    let later = (half + 2..<Self.utterance + 1).reversed()
    try test.append(try later.map { try test.draft(link($0, $0 + 1)) })
    try test.append(link(half + 1, half + 2))
    try expectRefused(link(2, Self.utterance + 2), by: test, at: "/data/to")
    // Within it, further links are no harm; nor are those that replace all of it.
    try test.append(link(2, Self.utterance + 1), link(Self.utterance + 3, 7, "supersedes"))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `corrections of links, and their withdrawal, meet the same limit`() throws {
    let test = try prepared(Self.links + 6)
    let hub = 2
    // On record as certain, then corrected to probable: its place is free.
    let event = link(3, hub, "supersedes")
    let seq = try #require(try test.append(event).first)
    let probable = data(3, hub, "supersedes", "probable")
    let correction = try #require(try test.append(corrected(seq, version: seq, probable)).first)
    let links = try (0..<Self.links).map { try test.draft(link(4 + $0, hub, "supersedes")) }
    try test.append(links)
    let certain = data(3, hub, "supersedes", "certain")
    try expectRefused(
      corrected(seq, version: correction, certain),
      by: test,
      at: "/data/data/to"
    )
    try expectRefused(Event.withdrawn(correction), by: test, at: "/data/event")
    // Once another gives its place, it fits again; also within one request.
    let last = test.engine.head
    let other = data(Self.links + 3, hub, "denies", "certain")
    try test.append(corrected(last, version: last, other), Event.withdrawn(correction))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  #if DEBUG
  @Test func `a change to one of the greatest utterance reads each statement and each link once`()
    throws
  {
    let test = try prepared(Self.utterance)
    try test.append(try (3..<Self.utterance + 2).map { try test.draft(link($0, 2)) })
    let set = test.engine.sets[0]
    let changes = EventChanges(
      seq: test.engine.head + 1,
      items: [
        try test.engine.reading { transaction, set in
          let content = try Contents(test.engine.journal, set).content(of: 5, transaction)
          return EventChange(seq: 5, type: .statementMade, before: content, after: content)
        }
      ]
    )
    try test.engine.reading { transaction, _ in
      let contents = Contents(test.engine.journal, set)
      let before = transaction.stepCount
      let members = try Utterances.members(
        of: changes,
        contents,
        set.stances.stances,
        transaction
      )
      #expect(members.count == Self.utterance)
      #expect(transaction.stepCount - before < 12 * Self.utterance)
    }
  }
  #endif
}
