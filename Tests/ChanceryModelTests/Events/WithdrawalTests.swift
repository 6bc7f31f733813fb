import ChanceryModel
import Testing

/// What a withdrawal does, and what must not be left behind by one.
@Suite struct WithdrawalTests {
  static func withdrawal(_ event: some CustomStringConvertible) -> String {
    #"{"event":\#(event),"reason":"r"}"#
  }

  @Test func `withdrawals of withdrawals take turns`() throws {
    var journal = try CorrectionTests.journal()
    var isStanding = true
    for event in 17..<25 as Range<UInt64> {
      try journal.append("event.withdrawn", Self.withdrawal(event))
      isStanding.toggle()
      #expect(journal.vocabulary.state(17).isStanding == isStanding)
    }
  }

  @Test func `what is withdrawn is not withdrawn twice`() throws {
    var journal = try CorrectionTests.journal()
    try journal.append("event.withdrawn", Self.withdrawal(17))
    let refused = refusal { try journal.resolve("event.withdrawn", Self.withdrawal(17)) }
    #expect(refused?.summary == "already-withdrawn /data/event")
    #expect(refused?.detail == "event 17 is withdrawn already by event 18")
    #expect(refused?.hint == "withdraw event 18, if it shall stand again")
  }

  @Test(arguments: [
    (withdrawal(99), "unknown-event /data/event"),
    (withdrawal(#""nix""#), "unknown-event /data/event"),
    (#"{"event":17}"#, "missing-field /data/reason"),
    (#"{"reason":"r"}"#, "missing-field /data/event"),
    (#"{"event":17,"reason":""}"#, "invalid-value /data/reason"),
  ])
  func `a withdrawal is refused with a code and a place`(data: String, wanted: String) throws {
    let journal = try CorrectionTests.journal()
    let refused = refusal { try journal.resolve("event.withdrawn", data) }
    #expect(refused?.summary == wanted)
  }

  // MARK: In use

  /// One event for each way to use a name, and the name's definition in the furnished journal.
  static let uses: [(definition: Int, type: String, data: String)] = [
    (1, "statement.made", CorrectionTests.said),
    (3, "statement.made", #"{"said":"2025","about":[{"topic":"talks"}]}"#),
    (1, "topic.defined", #"{"topic":"below","title":"T","proposition":"P","parent":"own-troops"}"#),
    (
      1, "statement.made",
      #"{"said":"2025","holder":"ITA","topic":"ceasefire","position":"support","condition":{"kind":"timing","text":"c","about":{"holder":"FRA","topic":"own-troops"}}}"#
    ),
    (1, "outcome.reported", outcome(#""parts":[{"text":"p","topic":"own-troops"}]"#)),
    (1, "stance.expected", expected),
    (1, "event.reviewed", review),
    (4, "statement.made", #"{"said":"2025","about":[{"actor":"elysee"}]}"#),
    (4, "statement.made", #"{"said":"2025","quote":"q","to":["elysee"]}"#),
    (4, "statement.made", #"{"said":"2025","quote":"q","speaker":{"actor":"elysee"}}"#),
    (4, "statement.made", #"{"said":"2025","quote":"q","speaker":{"name":"N","for":["elysee"]}}"#),
    (
      7, "statement.made",
      #"{"said":"2025","stances":[{"holder":"EU","topic":"ceasefire","position":"support","except":["willing"]}]}"#
    ),
    (
      7, "actor.defined",
      #"{"actor":"g","name":"G","kind":"group","members":[{"actor":"willing"}]}"#
    ),
    (7, "actor.defined", #"{"actor":"g","name":"G","kind":"office","of":"willing"}"#),
    (
      7, "person.defined",
      #"{"person":"p","name":"P","offices":[{"actor":"willing","rank":"head"}]}"#
    ),
    (7, "meeting.held", #"{"meeting":"paris-2025-03-27","hosts":["willing"]}"#),
    (7, "outcome.reported", outcome(#""agreed_by":["willing"]"#)),
    (7, "outcome.reported", outcome(#""dissent":["willing"]"#)),
    (7, "outcome.reported", outcome(#""parts":[{"text":"p","actors":["willing"]}]"#)),
    (
      7, "attendance.reported",
      #"{"meeting":"paris-2025-03-27","actor":"willing","role":"host"}"#
    ),
    (
      7, "attendance.reported",
      #"{"meeting":"paris-2025-03-27","actor":"ITA","role":"host","representing":"willing"}"#
    ),
    (8, "statement.made", #"{"said":"2025","quote":"q","speaker":{"person":"meloni"}}"#),
    (
      8, "attendance.reported",
      #"{"meeting":"paris-2025-03-27","actor":"ITA","role":"host","person":"meloni"}"#
    ),
    (8, "count.reported", count(#""by":{"person":"meloni"}"#)),
    (14, "statement.made", #"{"said":"2025","source":"undated"}"#),
    (14, "source.filed", #"{"source":"copy","derived_from":"undated"}"#),
    (14, "count.reported", count(#""report":{"source":"undated"}"#)),
    (16, "statement.made", #"{"said":"2025","quote":"q","meeting":"paris-2025-03-27"}"#),
    (16, "statement.made", #"{"said":"2025","about":[{"meeting":"paris-2025-03-27"}]}"#),
    (16, "meeting.held", #"{"meeting":"next","follows":"paris-2025-03-27"}"#),
    (16, "count.reported", count(#""note":"n""#)),
    (16, "actor.defined", #"{"actor":"g","name":"G","kind":"group","meeting":"paris-2025-03-27"}"#),
  ]

  static let expected =
    #"{"holder":"ITA","topic":"own-troops","position":"oppose","at":"2025-03-27"}"#
  static let review =
    #"{"event":1,"verdict":"disputed","coder":"b","stances":[{"holder":"ITA","topic":"own-troops","position":"oppose"}]}"#

  static func outcome(_ more: String) -> String {
    #"{"meeting":"paris-2025-03-27","text":"T","kind":"plan",\#(more)}"#
  }

  static func count(_ more: String) -> String {
    #"{"meeting":"paris-2025-03-27","value":3,"unit":"states",\#(more)}"#
  }

  @Test(arguments: uses.indices)
  func `a definition in use stays until its user is withdrawn, and then that does not come back`(
    index: Int
  ) throws {
    let use = Self.uses[index]
    var journal = try TestJournal.furnished()
    if use.definition == 4 {
      // An office in the furniture belongs to this one.
      try journal.append("event.withdrawn", Self.withdrawal(5))
    }
    try journal.append(use.type, use.data)
    let user = journal.head
    let data = Self.withdrawal(use.definition)
    let refused = refusal { try journal.resolve("event.withdrawn", data) }
    #expect(refused?.summary == "in-use /data/event")
    #expect(refused?.detail.hasSuffix(": see event \(user)") == true, "\(refused?.detail ?? "")")

    try journal.append("event.withdrawn", Self.withdrawal(user))
    try journal.append("event.withdrawn", data)
    let again = refusal { try journal.resolve("event.withdrawn", Self.withdrawal(user + 1)) }
    #expect(again?.code.rawValue.hasPrefix("unknown-") == true)
    #expect(again?.items.first?.pointer == "/data/event")
    try journal.append("event.withdrawn", Self.withdrawal(user + 2))
    try journal.append("event.withdrawn", Self.withdrawal(user + 1))
    #expect(journal.vocabulary.state(user).isStanding)
  }

  @Test func `a withdrawn name is not there for new events, and nearest names pass it over`() throws
  {
    var journal = try TestJournal.furnished()
    try journal.append("event.withdrawn", Self.withdrawal(1))
    let refused = refusal { try journal.resolve("statement.made", CorrectionTests.said) }
    #expect(refused?.summary == "unknown-topic /data/topic")
    #expect(refused?.hint?.contains("own-troops") == false)
  }

  @Test func `an earlier definition takes the place of a withdrawn one`() throws {
    var journal = try CorrectionTests.journal()
    try journal.append(
      "topic.defined",
      #"{"topic":"own-troops","title":"New","proposition":"X sends troops."}"#
    )
    try journal.append("event.withdrawn", Self.withdrawal(18))
    #expect(journal.vocabulary.topic("own-troops")?.title == "Own troops")
    // It is the last one now, and in use.
    #expect(refusal { try journal.resolve("event.withdrawn", Self.withdrawal(1)) }?.code == .inUse)
  }

  @Test func `a proposition in use does not go back to another by a withdrawal`() throws {
    var journal = try TestJournal.furnished()
    try journal.append(
      "topic.defined",
      #"{"topic":"own-troops","title":"New","proposition":"X sends none."}"#
    )  // 17
    try journal.append("statement.made", CorrectionTests.said)  // 18
    #expect(
      refusal { try journal.resolve("event.withdrawn", Self.withdrawal(17)) }?.summary
        == "in-use /data/event"
    )
    try journal.append("event.withdrawn", Self.withdrawal(18))
    try journal.append("event.withdrawn", Self.withdrawal(17))
    #expect(journal.vocabulary.topic("own-troops")?.proposition == "X sends troops.")
  }

  @Test func `a built-in actor goes on without its definition`() throws {
    var journal = try TestJournal.furnished()
    try journal.append("actor.defined", #"{"actor":"ITA","name":"Bel Paese","kind":"state"}"#)
    try journal.append("statement.made", CorrectionTests.said)
    try journal.append("event.withdrawn", Self.withdrawal(17))
    #expect(journal.vocabulary.actor("ITA")?.names.contains("Bel Paese") == false)
  }

  @Test func `what a corrected event named before is not in use`() throws {
    var journal = try CorrectionTests.journal()
    let ceasefire = CorrectionTests.said.replacing("own-troops", with: "ceasefire")
    try journal.append("event.corrected", CorrectionTests.correction("17", "17", ceasefire))
    #expect(refusal { try journal.resolve("event.withdrawn", Self.withdrawal(2)) }?.code == .inUse)
    try journal.append("event.withdrawn", Self.withdrawal(1))
    // With the correction the first version would come back, and what it names is gone.
    let refused = refusal { try journal.resolve("event.withdrawn", Self.withdrawal(18)) }
    #expect(refused?.summary == "unknown-topic /data/event")
  }

  @Test func `a refusal names the first three users`() throws {
    var journal = try CorrectionTests.journal()
    for _ in 0..<5 { try journal.append("statement.made", CorrectionTests.said) }
    let refused = refusal { try journal.resolve("event.withdrawn", Self.withdrawal(1)) }
    #expect(refused?.detail.hasSuffix("see events 17, 18, 19") == true)
  }

  @Test func `what a withdrawal brings back does not belong to itself`() throws {
    var journal = try TestJournal.furnished()
    func topic(_ slug: String, _ parent: String) -> String {
      #"{"topic":"\#(slug)","title":"T","proposition":"P"\#(parent)}"#
    }
    try journal.append("topic.defined", topic("a", ""))  // 17
    try journal.append("topic.defined", topic("b", #","parent":"a""#))  // 18
    try journal.append("topic.defined", topic("b", ""))  // 19
    try journal.append("topic.defined", topic("a", #","parent":"b""#))  // 20
    #expect(
      refusal { try journal.resolve("event.withdrawn", Self.withdrawal(19)) }?.summary
        == "invalid-value /data/event"
    )
    try journal.append("event.withdrawn", Self.withdrawal(20))
    try journal.append("event.withdrawn", Self.withdrawal(19))
    #expect(journal.vocabulary.topic("b")?.parent == "a")
  }
}
