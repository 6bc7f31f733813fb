import ChanceryModel
import Testing

@Suite struct DeclarationsTests {
  static func missing(_ type: String, _ data: String) throws -> [EventDraft] {
    let journal = try TestJournal.furnished()
    return Declarations.missing(
      in: try TestJournal.decode(type, data),
      vocabulary: journal.vocabulary,
      journalSource: "journal"
    )
  }

  static let statement = #"""
    {"said":"2025","stances":[
      {"holder":"nordics","topic":"zeal","position":"oppose","except":["EAZ"]},
      {"holder":"ITA","topic":"alarm","position":"oppose"},
      {"holder":"EAZ","topic":"own-troops","position":"oppose"}],
     "reports":[{"source":"tribune"},{"source":"daily"},{"source":"tribune","start":1,"end":2}]}
    """#

  @Test func `actors, topics and sources are declared in a fixed order, each once`() throws {
    let drafts = try Self.missing("statement.made", Self.statement)
    #expect(
      drafts.map(\.id) == [
        "declared/actor/EAZ", "declared/actor/nordics", "declared/topic/alarm",
        "declared/topic/zeal", "declared/source/tribune",
      ]
    )
    #expect(drafts.allSatisfy { $0.source == nil })
    #expect(
      drafts.map { String(decoding: $0.data, as: UTF8.self) } == [
        #"{"actor":"EAZ","extra":{"declared":true},"kind":"state","name":"EAZ"}"#,
        #"{"actor":"nordics","extra":{"declared":true},"kind":"group","name":"nordics"}"#,
        #"{"extra":{"declared":true},"proposition":"alarm","title":"alarm","topic":"alarm"}"#,
        #"{"extra":{"declared":true},"proposition":"zeal","title":"zeal","topic":"zeal"}"#,
        #"{"extra":{"declared":true},"source":"tribune"}"#,
      ]
    )
  }

  @Test func `a declared draft is what its data decode to`() throws {
    for draft in try Self.missing("statement.made", Self.statement) {
      let data = try JSONParser.parse(draft.data)
      #expect(try EventDecoder.body(of: draft.type, data: data) == draft.body)
    }
  }

  @Test func `with the declarations before it, the event resolves`() throws {
    var journal = try TestJournal.furnished()
    for draft in try Self.missing("statement.made", Self.statement) { try journal.append(draft) }
    try journal.append("statement.made", Self.statement)
    let again = Declarations.missing(
      in: try TestJournal.decode("statement.made", Self.statement),
      vocabulary: journal.vocabulary,
      journalSource: "journal"
    )
    #expect(again.isEmpty)
  }

  @Test func `people, meetings and ISO codes are not declared`() throws {
    let drafts = try Self.missing(
      "attendance.reported",
      #"{"meeting":"m","actor":"IT","role":"host","person":"nobody","representing":"it"}"#
    )
    #expect(drafts.isEmpty)
  }

  @Test func `a correction declares what its new data name, at whatever depth`() throws {
    var journal = try CorrectionTests.journal()
    let data = CorrectionTests.said.replacing("own-troops", with: "alarm")
    let correction = CorrectionTests.correction("17", "17", data)
    func missing(_ data: String) throws -> [Text?] {
      Declarations.missing(
        in: try TestJournal.decode("event.corrected", data),
        vocabulary: journal.vocabulary,
        journalSource: "journal"
      ).map(\.id)
    }
    #expect(try missing(correction) == ["declared/topic/alarm"])
    try journal.append(
      "event.corrected",
      CorrectionTests.correction("17", "17", CorrectionTests.said)
    )
    let deeper = CorrectionTests.correction("18", "18", correction)
    #expect(try missing(deeper) == ["declared/topic/alarm"])
    #expect(try missing(CorrectionTests.correction("99", "99", data)) == [])
    #expect(try missing(CorrectionTests.correction("17", "17", "{}")) == [])
  }

  @Test func `definitions declare what they name`() throws {
    #expect(
      try Self.missing(
        "topic.defined",
        #"{"topic":"t","title":"T","proposition":"P","parent":"above"}"#
      ).map(\.id) == ["declared/topic/above"]
    )
    #expect(
      try Self.missing("source.filed", #"{"source":"s","derived_from":"afp"}"#).map(\.id) == [
        "declared/source/afp"
      ]
    )
  }
}
