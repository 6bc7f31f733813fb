import ChanceryModel
import Dispatch
import Projections
import Synchronization
import Testing

/// Events about events, appended: by several at once, again, in one request, of what was erased.
@Suite struct ControlAppendTests {
  /// A topic (1), a source (2) and a statement (3).
  private func prepared() throws -> TestEngine {
    let test = try TestEngine()
    try test.append(Event.topic("t"), Event.source("s", #","published":"2025-01-09""#))
    try test.append(Event.said("2025-01-05", "FRA", "support", id: "said"))
    return test
  }

  // MARK: Several at once

  @Test func `of analysts who correct one event at once each comes to his turn, and none is lost`()
    throws
  {
    let test = try prepared()
    let (threads, rounds) = (4, 12)
    let conflicts = Mutex(0)
    let failures = Mutex<[Refusal]>([])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var version: UInt64 = 3
      for round in 0..<rounds {
        // Each tries until his correction is in, always against the version that he was told of.
        while true {
          let event = Event.corrected(
            3,
            version,
            Event.data("2025-01-05", "FRA", "oppose", #","note":"\#(thread)/\#(round)""#)
          )
          guard let draft = try? test.draft(event) else { return }
          switch test.result([draft]) {
          case .success(let answer):
            version = answer.head
          case .failure(let refusal) where refusal.code == .versionConflict:
            conflicts.withLock { $0 += 1 }
            let words = refusal.items.first?.detail.split(separator: " ")
            version = words?.last.flatMap { UInt64($0) } ?? 0
            continue
          case .failure(let refusal):
            failures.withLock { $0.append(refusal) }
            return
          }
          break
        }
      }
    }
    #expect(failures.withLock { $0 }.isEmpty)
    #expect(test.engine.head == UInt64(3 + threads * rounds))
    #expect(try test.rebuild(check: true).end == .complete)
    let last = try test.refusal(Event.corrected(3, 3, Event.data("2025-01-05", "FRA", "neutral")))
    #expect(last?.code == .versionConflict)
    #expect(last?.items.first?.detail == "expected 3, actual \(3 + threads * rounds)")
  }

  @Test func `statements race with the withdrawal of their topic, and never stand without it`()
    throws
  {
    let test = try TestEngine()
    try test.append(Event.topic("t"))
    let log = Mutex<[UInt64: String]>([1: "topic"])
    let left = DispatchSemaphore(value: 0)
    let count = 150
    DispatchQueue.concurrentPerform(iterations: 2) { thread in
      var newest: UInt64 = 1
      for _ in 0..<count {
        // One states and takes it back, the other withdraws the topic and lets it stand again.
        let isMade = thread == 0 && newest == 1
        let event =
          isMade ? Event.said("2025-01-05", "FRA", "support") : Event.withdrawn(newest)
        guard let draft = try? test.draft(event), case .success(let answer) = test.result([draft]),
          let seq = answer.results.first?.seq
        else { continue }
        let what = isMade ? "statement" : "withdraws \(newest)"
        log.withLock { $0[seq] = what }
        newest = thread == 0 && !isMade ? 1 : seq
      }
      left.signal()
    }
    for _ in 0..<2 { left.wait() }
    var standing: [UInt64: Bool] = [:]
    func change(_ seq: UInt64, _ isStanding: Bool, _ events: [UInt64: String]) {
      standing[seq] = isStanding
      guard let target = events[seq]?.split(separator: " ").last.flatMap({ UInt64($0) }) else {
        return
      }
      change(target, !isStanding, events)
    }
    let events = log.withLock { $0 }
    #expect(events.count == Int(test.engine.head))
    for seq in 1...test.engine.head {
      change(seq, true, events)
      let users = standing.filter { $0.value && events[$0.key] == "statement" }
      #expect(users.isEmpty || standing[1] == true, "at \(seq)")
    }
    #expect(events.values.contains("statement"))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  // MARK: Again, and together

  @Test func `a correction sent again is the first result, though the version has moved`() throws {
    let test = try prepared()
    let event = Event.corrected(3, 3, Event.data("2025-01-05", "FRA", "oppose"), id: "c")
    let first = try test.append(event)
    #expect(first.results.first?.derived?.stances?.first?.position == .oppose)
    let again = try test.append(event)
    #expect(again.results == [AppendResult(seq: 4, id: "c", isDuplicate: true)])
    let withdrawal = Event.withdrawn(4, id: "w")
    try test.append(withdrawal)
    #expect(try test.append(withdrawal).results.first?.seq == 5)
    #expect(test.engine.head == 5)
  }

  @Test
  func `within one request events are made, linked, corrected, withdrawn and let stand again`()
    throws
  {
    let test = try prepared()
    let answer = try test.append(
      Event.topic("u"),
      Event.said("2025-01-06", "FRA", "oppose", id: "x"),
      #"{"type":"statements.linked","source":"tests","data":{"from":"x","to":3,"kind":"denies"}}"#,
      #"{"type":"event.corrected","source":"tests","id":"c","data":{"event":"x","version":"x","data":\#(Event.data("2025-01-06", "FRA", "neutral").replacing(#""t""#, with: #""u""#)),"reason":"r"}}"#,
      #"{"type":"event.withdrawn","source":"tests","id":"w","data":{"event":"c","reason":"r"}}"#,
      #"{"type":"event.withdrawn","source":"tests","data":{"event":"w","reason":"r"}}"#
    )
    #expect(answer.results.map(\.seq) == [4, 5, 6, 7, 8, 9])
    // The correction stands, so topic u is in use, by event 5.
    let refused = try test.refusal(Event.withdrawn(4))
    #expect(refused?.code == .inUse)
    #expect(refused?.detail.hasSuffix("see event 5") == true)
    // Withdrawn with the definition in one request: what uses it first.
    let order = try test.refusal(Event.withdrawn(4), Event.withdrawn(9))
    #expect(order?.code == .inUse)
    #expect(order?.items.first?.pointer == "/0/data/event")
    try test.append(Event.withdrawn(9), Event.withdrawn(4))
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `a refused request leaves nothing, and a dry run neither`() throws {
    let test = try prepared()
    let drafts = try [
      test.draft(Event.withdrawn(3)), test.draft(Event.withdrawn(3)),
    ]
    guard case .failure(let refusal) = test.result(drafts) else {
      Issue.record("withdrawn twice")
      return
    }
    #expect(refusal.code == .alreadyWithdrawn)
    #expect(refusal.items.first?.pointer == "/1/data/event")
    #expect(try test.result([drafts[0]], dryRun: true).get().appended == 1)
    #expect(test.engine.head == 3)
    #expect(try test.stance("FRA", "t", at: "2025-01-06").position == .support)
    try test.append([drafts[0]])
    #expect(test.engine.head == 4)
  }

  @Test func `a correction declares what it needs`() throws {
    let test = try prepared()
    let event = Event.corrected(
      3,
      3,
      Event.data("2025-01-05", "FRA", "oppose").replacing(#""t""#, with: #""fresh""#)
    )
    #expect(try test.refusal(event)?.code == .unknownTopic)
    let answer = try test.append(event, declare: true)
    #expect(answer.declared == [4])
    #expect(answer.results.first?.seq == 5)
    #expect(answer.results.first?.derived?.stances?.first?.topic == "fresh")
  }

  // MARK: Definitions

  @Test func `a corrected source counts for statements from then on, a withdrawn one not at all`()
    throws
  {
    let test = try prepared()
    func derived(_ answer: AppendAnswer) -> CivilDate? {
      answer.results.first?.derived?.said?.latest
    }
    let vague = #"{"type":"statement.made","data":{"said":"2025","quote":"q","source":"s"}}"#
    #expect(derived(try test.append(vague)) == .on("2025-01-09"))  // 4
    try test.append(Event.corrected(2, 2, #"{"source":"s","published":"2025-01-04"}"#))  // 5
    #expect(derived(try test.append(vague)) == .on("2025-01-04"))  // 6
    try test.append(Event.withdrawn(5))
    #expect(derived(try test.append(vague)) == .on("2025-01-09"))
    let used = try test.refusal(Event.withdrawn(2))
    #expect(used?.code == .inUse)
    #expect(used?.detail.hasSuffix("see events 4, 6, 8") == true)
    for user in [4, 6, 8] as [UInt64] { try test.append(Event.withdrawn(user)) }
    try test.append(Event.withdrawn(2))
    #expect(try test.refusal(vague)?.code == .unknownSource)
  }

  @Test func `users are found however many records lie before them, for several names at once`()
    throws
  {
    let test = try TestEngine()
    try test.append((0..<12).map { try test.draft(Event.topic("n-\($0)")) })
    try test.append(Event.topic("t"))
    // The names stand in notes all over; that is no use.
    try test.append(
      (0..<3000).map {
        try test.draft(
          Event.said("2025-01-05", "FRA", "support", #","extra":{"x":"n-\#($0 % 12)"}"#)
        )
      }
    )
    try test.append(
      Event.said("2025-01-05", "FRA", "support").replacing(#""t""#, with: #""n-11""#)
    )
    let withdrawals = (1...12).map { Event.withdrawn(UInt64($0)) }
    let drafts = try withdrawals.map { try test.draft($0) }
    guard case .failure(let refusal) = test.result(drafts) else {
      Issue.record("a name in use was withdrawn")
      return
    }
    #expect(refusal.code == .inUse)
    #expect(refusal.items.first?.pointer == "/11/data/event")
    #expect(refusal.detail.hasSuffix("see event 3014") == true)
    try test.append(Array(drafts.dropLast()))
    #expect(
      try test.refusal(Event.withdrawn(13))?.detail.hasSuffix("see events 14, 15, 16") == true
    )
  }

  // MARK: What was erased

  @Test
  func `what was redacted is neither corrected nor withdrawn, linked or reported, but reviewed`()
    throws
  {
    let test = try prepared()
    try test.append(Event.said("2025-01-06", "FRA", "oppose"))  // 4
    try test.redact(3, reason: "r")  // 5
    let data = Event.data("2025-01-05", "FRA", "oppose")
    let link = #"{"type":"statements.linked","data":{"from":4,"to":3,"kind":"denies"}}"#
    for (event, pointer) in [
      (Event.corrected(3, 3, data), "/data/event"), (Event.withdrawn(3), "/data/event"),
      (link, "/data/to"), (Event.reported(3, "s"), "/data/statement"),
    ] {
      let refused = try test.refusal(event)
      #expect(refused?.code == .redacted)
      #expect(refused?.items.first?.pointer == pointer)
      #expect(refused?.hint?.contains("show 3") == true)
    }
    let redaction = try test.refusal(Event.withdrawn(5))
    #expect(redaction?.code == .invalidValue)
    #expect(redaction?.items.first?.pointer == "/data/event")
    try test.append(
      #"{"type":"event.reviewed","data":{"event":3,"verdict":"disputed","coder":"b"}}"#
    )
  }

  @Test func `the key of a redacted event gives the first result again, whatever the data`() throws
  {
    let test = try prepared()
    try test.redact(3, reason: "r")
    let wanted = AppendResult(seq: 3, id: "said", isDuplicate: true, isRedacted: true)
    #expect(
      try test.append(Event.said("2025-01-05", "FRA", "support", id: "said")).results == [wanted]
    )
    let twice = Event.said("2025-01-07", "GBR", "oppose", id: "said")
    #expect(try test.append(twice, twice).results == [wanted, wanted])
    let other = Event.topic("u").replacing(
      #"{"type""#,
      with: #"{"source":"tests","id":"said","type""#
    )
    #expect(try test.refusal(other)?.code == .idConflict)
    let checker = test.engine.checker(declare: false)
    #expect(checker.check(try test.draft(twice), line: 1) == nil)
    #expect(checker.check(try test.draft(other), line: 2)?.code == .idConflict)
    #expect(test.engine.head == 4)
  }

  @Test func `what was erased uses no name any more`() throws {
    let test = try prepared()
    #expect(try test.refusal(Event.withdrawn(1))?.code == .inUse)
    try test.redact(3, reason: "r")
    try test.append(Event.withdrawn(1))
    #expect(try test.refusal(Event.said("2025-01-05", "FRA", "support"))?.code == .unknownTopic)
  }
}

extension Event {
  static func withdrawn(_ event: UInt64, id: String? = nil) -> String {
    let envelope = id.map { #","source":"tests","id":"\#($0)""# } ?? ""
    return #"{"type":"event.withdrawn"\#(envelope),"data":{"event":\#(event),"reason":"r"}}"#
  }

  static func corrected(
    _ event: UInt64,
    _ version: UInt64,
    _ data: String,
    id: String? = nil
  ) -> String {
    let envelope = id.map { #","source":"tests","id":"\#($0)""# } ?? ""
    return #"{"type":"event.corrected"\#(envelope),"data":{"event":\#(event),"#
      + #""version":\#(version),"data":\#(data),"reason":"r"}}"#
  }

  /// The data of a stance on topic `t`.
  static func data(
    _ day: String,
    _ holder: String,
    _ position: String,
    _ more: String = ""
  ) -> String {
    #"{"said":"\#(day)","holder":"\#(holder)","topic":"t","position":"\#(position)"\#(more)}"#
  }
}
