import ChanceryModel
import Testing

/// A short form is another spelling: what is resolved from it is the same.
@Suite struct ShortFormTests {
  static let pairs: [(String, String, String)] = [
    (
      "statement.made",
      #"{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"oppose"}"#,
      #"{"said":"2025-03-24","stances":[{"holder":"ITA","topic":"own-troops","position":"oppose"}]}"#
    ),
    (
      "statement.made",
      #"{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"oppose","standing":"leaked","condition":"UN"}"#,
      #"""
      {"said":"2025-03-24","stances":[{"holder":"ITA","topic":"own-troops","position":"oppose",
       "standing":"leaked","conditions":[{"kind":"precondition","text":"UN"}]}]}
      """#
    ),
    (
      "statement.made",
      #"""
      {"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"oppose",
       "condition":{"kind":"exception","text":"UN"}}
      """#,
      #"""
      {"said":"2025-03-24","stances":[{"holder":"ITA","topic":"own-troops","position":"oppose",
       "conditions":[{"kind":"exception","text":"UN"}]}]}
      """#
    ),
    (
      "statement.made",
      #"{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"oppose","condition":[]}"#,
      #"""
      {"said":"2025-03-24","stances":[{"holder":"ITA","topic":"own-troops","position":"oppose",
       "conditions":[]}]}
      """#
    ),
    (
      "statement.made", #"{"said":"2025-03-24","source":"filed","quote":"Rome. No troops"}"#,
      #"""
      {"said":"2025-03-24","reports":[{"source":"filed","form":"quote",
       "quotes":[{"text":"Rome. No troops"}]}]}
      """#
    ),
    (
      "statement.made", #"{"said":"2025-03-24","source":"daily"}"#,
      #"{"said":"2025-03-24","reports":[{"source":"daily"}]}"#
    ),
    (
      "statement.made", #"{"said":"2025-03-24","paraphrase":"p","speaker":"Meloni"}"#,
      #"{"said":"2025-03-24","paraphrase":"p","speaker":{"name":"Meloni"}}"#
    ),
    (
      "meeting.held", #"{"meeting":"m","source":"daily"}"#,
      #"{"meeting":"m","report":{"source":"daily"}}"#
    ),
    (
      "count.reported",
      #"{"meeting":"paris-2025-03-27","value":30,"unit":"countries","source":"daily","by":"AFP"}"#,
      #"""
      {"meeting":"paris-2025-03-27","value":30,"unit":"countries","report":{"source":"daily"},
       "by":{"name":"AFP"}}
      """#
    ),
  ]

  @Test(arguments: pairs)
  func `short and long resolve to the same header`(type: String, short: String, long: String) throws
  {
    let journal = try TestJournal.furnished()
    #expect(try journal.resolve(type, short) == journal.resolve(type, long))
  }

  @Test func `a fault in a short form is shown where it stands`() throws {
    let journal = try TestJournal.furnished()
    let table = [
      (#"{"said":"2025","holder":"ZZZ","topic":"own-troops","position":"oppose"}"#, "/data/holder"),
      (#"{"said":"2025","holder":"ITA","topic":"nope","position":"oppose"}"#, "/data/topic"),
      (#"{"said":"2025","source":"nope"}"#, "/data/source"),
      (#"{"said":"2025","source":"filed","quote":"invented"}"#, "/data/quote"),
    ]
    for (data, place) in table {
      #expect(
        refusal { try journal.resolve("statement.made", data) }?.items.map(\.pointer) == [place]
      )
    }
  }
}
