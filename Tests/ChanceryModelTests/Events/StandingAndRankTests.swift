import ChanceryModel
import Testing

@Suite struct StandingAndRankTests {
  /// The speaker of a statement on Italy said on 2025-03-24, the standing and the rank that follow.
  struct Case: Sendable, CustomTestStringConvertible {
    var speaker: String
    var standing: Standing
    var rank: Rank
    var actor: Text?
    var testDescription: String { speaker }

    init(_ speaker: String, _ standing: Standing, _ rank: Rank, actor: Text? = nil) {
      self.speaker = speaker
      self.standing = standing
      self.rank = rank
      self.actor = actor
    }
  }

  static let cases: [Case] = [
    // The holder itself, its office, an office of its office.
    Case(#"{"actor":"ITA"}"#, .declared, .spokesperson, actor: "ITA"),
    Case(#"{"kind":"state","actor":"ITA"}"#, .declared, .spokesperson, actor: "ITA"),
    Case(#"{"actor":"chigi"}"#, .declared, .spokesperson, actor: "chigi"),
    Case(
      #"{"kind":"office","name":"Palazzo Chigi","actor":"chigi"}"#,
      .declared,
      .spokesperson,
      actor: "chigi"
    ),
    Case(#"{"name":"a minister","actor":"ITA"}"#, .declared, .none, actor: "ITA"),
    Case(
      #"{"name":"a minister","actor":"ITA","rank":"minister"}"#,
      .declared,
      .minister,
      actor: "ITA"
    ),
    // Somebody else.
    Case(#"{"actor":"FRA"}"#, .attributed, .spokesperson, actor: "FRA"),
    Case(#"{"actor":"elysee"}"#, .attributed, .spokesperson, actor: "elysee"),
    Case(#""Meloni""#, .attributed, .none),
    Case(#"{"kind":"group","actor":"willing"}"#, .attributed, .none, actor: "willing"),
    Case(#"{"kind":"desk"}"#, .attributed, .none),
    // On behalf of.
    Case(#"{"actor":"FRA","for":["ITA","ESP"]}"#, .declared, .spokesperson, actor: "FRA"),
    Case(#"{"name":"a host","for":["ESP"]}"#, .attributed, .none),
    // Outlets and the anonymous never declare.
    Case(#"{"kind":"outlet","name":"Le Monde"}"#, .attributed, .none),
    Case(#"{"kind":"outlet","actor":"ITA"}"#, .attributed, .none, actor: "ITA"),
    Case(
      #"{"kind":"anonymous","name":"aide","actor":"chigi"}"#,
      .attributed,
      .none,
      actor: "chigi"
    ),
    Case(#"{"kind":"anonymous","for":["ITA"]}"#, .attributed, .none),
    Case(
      #"{"kind":"anonymous","actor":"chigi","rank":"official"}"#,
      .attributed,
      .official,
      actor: "chigi"
    ),
    // People: the office on the day.
    Case(#"{"person":"meloni"}"#, .declared, .head, actor: "chigi"),
    Case(#"{"person":"meloni","rank":"official"}"#, .declared, .official, actor: "chigi"),
    Case(#"{"person":"draghi"}"#, .attributed, .none),
    Case(#"{"person":"draghi","actor":"ITA"}"#, .declared, .none, actor: "ITA"),
    Case(#"{"person":"zelenskyy"}"#, .attributed, .head, actor: "UKR"),
    Case(#"{"person":"zelenskyy","for":["ITA"]}"#, .declared, .head, actor: "UKR"),
    // Several offices: the holder's first, then the higher.
    Case(#"{"person":"tajani"}"#, .declared, .minister, actor: "ITA"),
    Case(#"{"person":"tajani","actor":"EU"}"#, .attributed, .official, actor: "EU"),
    Case(#"{"person":"meloni","actor":"FRA"}"#, .attributed, .head, actor: "FRA"),
  ]

  @Test(arguments: cases)
  func `standing and rank follow from the speaker`(example: Case) throws {
    let journal = try TestJournal.furnished()
    let header = try journal.statement(#""said":"2025-03-24","speaker":\#(example.speaker)"#)
    #expect(header.stances.map(\.standing) == [example.standing])
    #expect(header.rank == example.rank)
    #expect(header.actor == example.actor)
  }

  @Test func `without a speaker the holder declares, without rank`() throws {
    let header = try TestJournal.furnished().statement(#""said":"2025-03-24""#)
    #expect(header.stances.map(\.standing) == [.declared])
    #expect(header.rank == .none)
    #expect(header.actor == nil)
  }

  @Test(arguments: Standing.allCases.filter { $0 != .absence })
  func `a standing that is given holds, whoever speaks`(standing: Standing) throws {
    let journal = try TestJournal.furnished()
    for speaker in [#"{"actor":"ITA"}"#, #"{"kind":"outlet","name":"x"}"#] {
      let header = try journal.statement(
        #""said":"2025-03-24","standing":"\#(standing.word)","speaker":\#(speaker)"#
      )
      #expect(header.stances.map(\.standing) == [standing])
    }
  }

  @Test(arguments: [
    ("2021-01-31", Rank.none), ("2021-02-01", .head), ("2022-10-21", .head), ("2022-10-22", .none),
    ("2023-01-01", .official), ("2024-09-30", .official), ("2024-10-01", .none),
    // The last day of an open range decides.
    ("[2022-10-01..2022-10-31]", .none), ("2021", .head),
  ])
  func `an office counts from its first day to its last`(said: String, rank: Rank) throws {
    let header = try TestJournal.furnished()
      .statement(#""said":"\#(said)","speaker":{"person":"draghi"}"#)
    #expect(header.rank == rank)
  }

  @Test func `each stance has a standing of its own`() throws {
    let body = try TestJournal.furnished().resolve(
      "statement.made",
      #"""
      {"said":"2025-03-24","speaker":{"person":"zelenskyy"},"stances":[
        {"holder":"UKR","topic":"ceasefire","position":"support"},
        {"holder":"RUS","topic":"ceasefire","position":"oppose"},
        {"holder":"FRA","topic":"own-troops","standing":"absence"}]}
      """#
    )
    guard case .statement(let header) = body else {
      Issue.record("no statement")
      return
    }
    #expect(header.stances.map(\.standing) == [.declared, .attributed, .absence])
    #expect(header.stances[2].position == nil)
  }

  @Test func `an office of an office speaks for both`() throws {
    let journal = try TestJournal.furnished()
    for holder in ["FRA", "elysee", "elysee-press"] {
      let body = try journal.resolve(
        "statement.made",
        #"""
        {"said":"2025","holder":"\#(holder)","topic":"own-troops","position":"support",
         "speaker":{"actor":"elysee-press"}}
        """#
      )
      guard case .statement(let header) = body else { continue }
      #expect(header.stances.map(\.standing) == [.declared])
    }
  }

  @Test func `a group speaks for itself, not for its members, nor they for it`() throws {
    var journal = try TestJournal.furnished()
    try journal.append(
      "actor.defined",
      #"{"actor":"duo","name":"D","kind":"group","members":[{"actor":"ITA"}]}"#
    )
    let asGroup = try journal.statement(#""said":"2025","speaker":{"actor":"duo"}"#)
    #expect(asGroup.stances.map(\.standing) == [.attributed])
    let body = try journal.resolve(
      "statement.made",
      #"{"said":"2025","holder":"duo","topic":"own-troops","position":"support","speaker":{"actor":"ITA"}}"#
    )
    guard case .statement(let header) = body else { return }
    #expect(header.stances.map(\.standing) == [.attributed])
  }

  @Test func `a later definition does not change what was resolved`() throws {
    var journal = try TestJournal.furnished()
    let before = try journal.statement(#""said":"2025-03-24","speaker":{"person":"meloni"}"#)
    try journal.append(
      "person.defined",
      #"{"person":"meloni","name":"Meloni","offices":[{"actor":"ITA","rank":"official"}]}"#
    )
    let after = try journal.statement(#""said":"2025-03-24","speaker":{"person":"meloni"}"#)
    #expect(before.rank == .head)
    #expect(after.rank == .official)
    #expect(after.actor == "ITA")
  }
}
