import ChanceryModel
import Testing

/// Links between statements, merges of meetings, reviews and expectations: what they may name.
@Suite struct LinkTests {
  /// Two statements, 17 and 18, and a second meeting, 19, on the furniture.
  static func journal() throws -> TestJournal {
    var journal = try TestJournal.furnished()
    for day in ["2025-03-24", "2025-03-26"] {
      try journal.append(
        "statement.made",
        #"{"said":"\#(day)","holder":"ITA","topic":"own-troops","position":"oppose"}"#,
        envelope: #","source":"desk","id":"on-\#(day)""#
      )
    }
    try journal.append("meeting.held", #"{"meeting":"paris-summit"}"#)
    return journal
  }

  @Test func `a link is certain if it does not say otherwise`() throws {
    let journal = try Self.journal()
    let linked = try journal.resolve(
      "statements.linked",
      #"{"from":18,"to":17,"kind":"same-utterance"}"#
    )
    #expect(
      linked == .link(LinkHeader(from: 18, to: 17, kind: .sameUtterance, certainty: .certain))
    )
    let probable = try journal.resolve(
      "statements.linked",
      #"{"from":"on-2025-03-24","to":{"source":"desk","id":"on-2025-03-26"},"kind":"denies","certainty":"probable"}"#,
      envelope: #","source":"desk""#
    )
    #expect(probable == .link(LinkHeader(from: 17, to: 18, kind: .denies, certainty: .probable)))
  }

  @Test(arguments: [
    (#"{"from":17,"to":18,"kind":"echoes"}"#, "invalid-value /data/kind"),
    (#"{"from":17,"to":18}"#, "missing-field /data/kind"),
    (#"{"to":18,"kind":"denies"}"#, "missing-field /data/from"),
    (#"{"from":17,"to":18,"kind":"denies","certainty":"sure"}"#, "invalid-value /data/certainty"),
    (#"{"from":17,"to":17,"kind":"repeats"}"#, "invalid-value /data/to"),
    (#"{"from":17,"to":19,"kind":"repeats"}"#, "invalid-value /data/to"),
    (#"{"from":1,"to":17,"kind":"repeats"}"#, "invalid-value /data/from"),
    (#"{"from":17,"to":20,"kind":"repeats"}"#, "unknown-event /data/to"),
    (#"{"from":"x","to":17,"kind":"repeats"}"#, "unknown-event /data/from"),
    (#"{"from":0,"to":17,"kind":"repeats"}"#, "invalid-value /data/from"),
  ])
  func `a link is refused with a code and a place`(data: String, wanted: String) throws {
    let journal = try Self.journal()
    let refused = refusal { try journal.resolve("statements.linked", data) }
    #expect(refused?.summary == wanted)
  }

  // MARK: Merges

  static let merge = #"{"from":"paris-2025-03-27","into":"paris-summit","reason":"r"}"#

  @Test(arguments: [
    (#"{"from":"paris-2025-03-27","into":"nowhere","reason":"r"}"#, "unknown-meeting /data/into"),
    (#"{"from":"nowhere","into":"paris-summit","reason":"r"}"#, "unknown-meeting /data/from"),
    (#"{"from":"paris-summit","into":"paris-summit","reason":"r"}"#, "invalid-value /data/into"),
    (#"{"from":"paris-2025-03-27","into":"paris-summit"}"#, "missing-field /data/reason"),
  ])
  func `a merge is refused with a code and a place`(data: String, wanted: String) throws {
    let journal = try Self.journal()
    let refused = refusal { try journal.resolve("meetings.merged", data) }
    #expect(refused?.summary == wanted)
  }

  @Test func `a meeting is merged once, never back into itself, and again once that is withdrawn`()
    throws
  {
    var journal = try Self.journal()
    try journal.append("meeting.held", #"{"meeting":"third"}"#)  // 20
    try journal.append("meetings.merged", Self.merge)  // 21
    #expect(journal.vocabulary.merge(of: "paris-2025-03-27") == "paris-summit")

    let again = #"{"from":"paris-2025-03-27","into":"third","reason":"r"}"#
    let twice = refusal { try journal.resolve("meetings.merged", again) }
    #expect(twice?.summary == "already-merged /data/from")
    #expect(twice?.hint?.contains("paris-summit") == true)

    let back = #"{"from":"paris-summit","into":"paris-2025-03-27","reason":"r"}"#
    #expect(
      refusal { try journal.resolve("meetings.merged", back) }?.summary
        == "invalid-value /data/into"
    )
    try journal.append("meetings.merged", #"{"from":"paris-summit","into":"third","reason":"r"}"#)
    let round = #"{"from":"third","into":"paris-2025-03-27","reason":"r"}"#
    #expect(
      refusal { try journal.resolve("meetings.merged", round) }?.summary
        == "invalid-value /data/into"
    )

    try journal.append("event.withdrawn", #"{"event":21,"reason":"r"}"#)  // 23
    #expect(journal.vocabulary.merge(of: "paris-2025-03-27") == nil)
    try journal.append("meetings.merged", again)  // 24
    #expect(journal.vocabulary.merge(of: "paris-2025-03-27") == "third")
    let standing = refusal {
      try journal.resolve("event.withdrawn", #"{"event":23,"reason":"r"}"#)
    }
    #expect(standing?.summary == "already-merged /data/event")
  }

  @Test func `a merge that would lead in a circle does not stand again`() throws {
    var journal = try Self.journal()
    try journal.append("meetings.merged", Self.merge)  // 20
    try journal.append("event.withdrawn", #"{"event":20,"reason":"r"}"#)  // 21
    try journal.append(
      "meetings.merged",
      #"{"from":"paris-summit","into":"paris-2025-03-27","reason":"r"}"#
    )
    let refused = refusal {
      try journal.resolve("event.withdrawn", #"{"event":21,"reason":"r"}"#)
    }
    #expect(refused?.summary == "invalid-value /data/event")
  }

  // MARK: Reviews and expectations

  @Test func `any event is reviewed, in whatever state, and the stances of a review have names`()
    throws
  {
    var journal = try Self.journal()
    try journal.append("event.withdrawn", #"{"event":17,"reason":"r"}"#)
    for event in [1, 17, 20] {
      let review = try journal.resolve(
        "event.reviewed",
        #"{"event":\#(event),"verdict":"disputed","coder":"b"}"#
      )
      #expect(
        review == .review(ReviewHeader(event: UInt64(event), verdict: .disputed, coder: "b"))
      )
    }
    let unknown = refusal {
      try journal.resolve(
        "event.reviewed",
        #"{"event":17,"verdict":"accepted","coder":"b","stances":[{"holder":"ITA","topic":"nix","position":"oppose"}]}"#
      )
    }
    #expect(unknown?.summary == "unknown-topic /data/stances/0/topic")
    #expect(
      refusal { try journal.resolve("event.reviewed", #"{"event":17,"verdict":"accepted"}"#) }?
        .summary == "missing-field /data/coder"
    )
  }

  @Test(arguments: [
    (
      #"{"holder":"ITA","topic":"nix","position":"oppose","at":"2025-03-27"}"#,
      "unknown-topic /data/topic"
    ),
    (
      #"{"holder":"Nix","topic":"talks","position":"oppose","at":"2025-03-27"}"#,
      "invalid-slug /data/holder"
    ),
    (
      #"{"holder":"ITA","topic":"talks","position":"oppose","at":"2025-03"}"#,
      "invalid-date /data/at"
    ),
    (
      #"{"holder":"ITA","topic":"talks","position":"oppose","at":"2025-03-27?"}"#,
      "invalid-date /data/at"
    ),
    (#"{"holder":"ITA","topic":"talks","position":"oppose"}"#, "missing-field /data/at"),
    (#"{"holder":"ITA","topic":"talks","at":"2025-03-27"}"#, "missing-field /data/position"),
  ])
  func `an expectation is refused with a code and a place`(data: String, wanted: String) throws {
    let journal = try Self.journal()
    let refused = refusal { try journal.resolve("stance.expected", data) }
    #expect(refused?.summary == wanted)
  }

  @Test func `an expectation names one day`() throws {
    let journal = try Self.journal()
    let data = #"{"holder":"ITA","topic":"own-troops","position":"oppose","at":"2025-03-27"}"#
    #expect(
      try journal.resolve("stance.expected", data)
        == .expectation(
          ExpectationHeader(
            holder: "ITA",
            topic: "own-troops",
            position: .oppose,
            at: .on(2025, 3, 27)
          )
        )
    )
  }
}
