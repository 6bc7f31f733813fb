import ChanceryModel
import Projections
import Testing

/// `dry_run=check` says of each line what appending line by line would say.
@Suite struct EventCheckerTests {
  private static let first = [
    Event.topic("t"), Event.said("2025-01-05", "FRA", "support", id: "0"),
  ]

  /// Lines that need each other, contradict each other, and are wrong in every way.
  private static let lines = [
    Event.said("2025-01-05", "FRA", "support", id: "0"),
    Event.said("2025-01-05", "FRA", "oppose", id: "0"),
    Event.said("2025-01-05", "FRA", "support", id: "1"),
    Event.said("2025-01-05", "FRA", "support", id: "1"),
    Event.said("2025-01-05", "FRA", "oppose", id: "1"),
    Event.said("2025-01-05", "ABC", "support", id: "bad"),
    Event.said("2025-01-05", "ABC", "support", id: "bad"),
    Event.said("2025-01-05", "GBR", "support", id: "bad"),
    Event.said("2025-01-05", "FRA", "support", #","source":"later""#),
    Event.source("later", #","published":"2025-01-09","text":"words are here""#),
    Event.said("2025-01-05", "FRA", "support", #","source":"later""#),
    Event.said("2025-01-05", "FRA", "support", #","source":"later","quote":"words""#),
    Event.said("2025-01-05", "FRA", "support", #","source":"later","quote":"no such words""#),
    #"{"type":"statement.reported","source":"tests","data":{"statement":"1","report":{"source":"later"}}}"#,
    #"{"type":"statement.reported","source":"tests","data":{"statement":"0","report":{"source":"later"}}}"#,
    #"{"type":"statement.reported","source":"tests","data":{"statement":"9","report":{"source":"later"}}}"#,
    #"{"type":"statement.reported","data":{"statement":2,"report":{"source":"later"}}}"#,
    #"{"type":"statement.reported","data":{"statement":1,"report":{"source":"later"}}}"#,
    #"{"type":"topic.defined","data":{"topic":"t","title":"T","proposition":"other"}}"#,
    #"{"type":"topic.defined","data":{"topic":"u","title":"T","proposition":"one"}}"#,
    #"{"type":"topic.defined","data":{"topic":"u","title":"T","proposition":"two"}}"#,
    #"{"type":"statement.made","data":{"said":"2025-01-05","holder":"FRA","topic":"u","position":"support"}}"#,
    #"{"type":"topic.defined","data":{"topic":"u","title":"T","proposition":"three"}}"#,
    Event.meeting("attendance.reported", "m", #","actor":"FRA","role":"host""#),
    Event.meeting("meeting.held", "m"),
    Event.meeting("attendance.reported", "m", #","actor":"FRA","role":"host""#),
    Event.said("2025-01-05", "FRA", "support", #","speaker":{"person":"p"}"#),
    #"{"type":"person.defined","data":{"person":"p","name":"P","offices":[{"actor":"FRA","rank":"head"}]}}"#,
    Event.said("2025-01-05", "FRA", "support", #","speaker":{"person":"p"}"#),
    Event.said("2026-01-05", "FRA", "support"),
    #"{"type":"actor.defined","data":{"actor":"g","name":"G","kind":"group"}}"#,
    Event.said("2025-01-05", "g", "support"),
    Event.said("2025-01-05", "G", "support", id: "2"),
  ]

  @Test(arguments: [false, true])
  func `the refusals are those of appending line by line`(_ declare: Bool) throws {
    let test = try TestEngine()
    try test.append(Self.first.map { try test.draft($0) })
    let checked = try TestEngine()
    try checked.append(Self.first.map { try checked.draft($0) })
    let checker = checked.engine.checker(declare: declare)
    for (number, line) in Self.lines.enumerated() {
      guard let draft = try? test.draft(line) else { continue }
      var appended: Refusal?
      if case .failure(let refusal) = test.result([draft], declare: declare) {
        appended = refusal
      }
      let found = checker.check(draft, line: number + 1)
      #expect(found?.code == appended?.code, "line \(number + 1): \(line)")
      #expect(found?.items.first?.line == (found == nil ? nil : number + 1))
    }
    #expect(checked.engine.head == 2)
  }

  @Test func `a thousand good lines leave nothing behind`() throws {
    let test = try TestEngine()
    let checker = test.engine.checker(declare: true)
    for number in 0..<1000 {
      let event = Event.said("2025-01-05", "FRA", "support", id: "\(number)")
      #expect(checker.check(try test.draft(event), line: number + 1) == nil)
    }
    #expect(test.engine.head == 0)
  }
}
