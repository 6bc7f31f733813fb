import ChanceryModel
import Testing

/// Every word of every closed set is accepted, as the design's table has it.
@Suite struct EventWordsTests {
  static let sets: [(String, String, String)] = [
    // type, data with a $ for the word, words
    (
      "statement.made", #"{"said":"2025","holder":"ITA","topic":"t","position":"$"}"#,
      "support conditional undecided neutral oppose withdrawn"
    ),
    (
      "statement.made",
      #"{"said":"2025","holder":"ITA","topic":"t","position":"oppose","standing":"$"}"#,
      "declared attributed leaked"
    ),
    ("statement.made", #"{"said":"2025","holder":"ITA","topic":"t","standing":"$"}"#, "absence"),
    (
      "statement.made",
      #"{"said":"2025","holder":"ITA","topic":"t","position":"oppose","condition":{"kind":"$","text":"x"}}"#,
      "precondition exception timing definition request"
    ),
    (
      "statement.made", #"{"said":"2025","quote":"q","speaker":{"name":"x","kind":"$"}}"#,
      "person office state group outlet anonymous desk"
    ),
    (
      "statement.made", #"{"said":"2025","quote":"q","speaker":{"name":"x","rank":"$"}}"#,
      "head minister spokesperson official none"
    ),
    (
      "statement.made", #"{"said":"2025","reports":[{"source":"s","form":"$"}]}"#,
      "quote partial-quote paraphrase narrated"
    ),
    ("statement.made", #"{"said":"2025","quote":"q","kind":"$"}"#, "words vote deed"),
    (
      "statement.made", #"{"said":"2025","quote":"q","said_basis":"$"}"#,
      "stated relative inferred published"
    ),
    ("statement.made", #"{"said":"2025","quote":"q","method":"$"}"#, "hand assisted machine"),
    ("statement.made", #"{"said":"2025","quote":"q","credibility":$}"#, "1 2 3 4 5 6"),
    ("source.filed", #"{"source":"s","reliability":"$"}"#, "A B C D E F"),
    ("actor.defined", #"{"actor":"a","name":"N","kind":"$"}"#, "state organisation group office"),
    (
      "person.defined", #"{"person":"p","name":"N","offices":[{"actor":"ITA","rank":"$"}]}"#,
      "head minister spokesperson official"
    ),
    (
      "topic.defined", #"{"topic":"t","title":"T","proposition":"P","kind":"$"}"#,
      "policy assessment"
    ),
    ("topic.defined", #"{"topic":"t","title":"T","kind":"$"}"#, "process"),
    (
      "attendance.reported", #"{"meeting":"m","actor":"ITA","role":"$"}"#,
      "host participant observer invited expected absent"
    ),
    (
      "count.reported", #"{"meeting":"m","value":3,"unit":"u","qualifier":"$"}"#,
      "exact about over under"
    ),
    (
      "count.reported", #"{"meeting":"m","value":3,"unit":"u","kind":"$"}"#,
      "invited expected attended members"
    ),
    (
      "outcome.reported", #"{"meeting":"m","text":"T","kind":"$"}"#,
      "decision commitment plan demand no-agreement follow-up"
    ),
  ]

  @Test(arguments: sets)
  func `every word is accepted, in small letters only`(
    type: String,
    data: String,
    words: String
  ) throws {
    for word in words.split(separator: " ") {
      _ = try TestJournal.decode(type, data.replacing("$", with: word))
    }
    let refused = refusal { try TestJournal.decode(type, data.replacing("$", with: "0")) }
    #expect(refused?.code == .invalidValue)
  }

  @Test func `words are told apart by bytes, whatever Swift's strings call equal`() {
    // The Kelvin sign is canonically equal to a capital K; no word or field has one.
    for word in ["SUPPORT", "Support", "suppo\u{301}rt", " support"] {
      let data = #"{"said":"2025","holder":"ITA","topic":"t","position":"\#(word)"}"#
      #expect(refusal { try TestJournal.decode("statement.made", data) }?.code == .invalidValue)
    }
  }

  @Test(arguments: [2, 8, 9, 300])
  func `a second stance on the same topic is found among any number`(count: Int) {
    var stances = (0..<count).map { #"{"holder":"ITA","topic":"t\#($0)","position":"oppose"}"# }
    let whole = #"{"said":"2025","stances":[\#(stances.joined(separator: ","))]}"#
    #expect(refusal { try TestJournal.decode("statement.made", whole) } == nil)
    stances.append(#"{"holder":"ITA","topic":"t0","position":"support"}"#)
    let doubled = #"{"said":"2025","stances":[\#(stances.joined(separator: ","))]}"#
    #expect(
      refusal { try TestJournal.decode("statement.made", doubled) }?.summary
        == "invalid-value /data/stances/\(count)"
    )
  }

  @Test func `a thousand unknown fields do not make a thousand complaints`() {
    let fields = (0..<1000).map { #""f\#($0)":\#($0)"# }.joined(separator: ",")
    let refused = refusal { try TestJournal.decode("source.filed", "{\(fields)}") }
    #expect(refused?.code == .unknownField)
    #expect((refused?.items.count ?? 0) < 30)
  }
}
