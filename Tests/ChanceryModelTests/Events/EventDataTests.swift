import ChanceryModel
import Testing

/// Every type with every field, and every class of fault.
@Suite struct EventDataTests {
  // MARK: - Accepted

  static let everything: [(String, String)] = [
    (
      "source.filed",
      #"""
      {"source":"s","title":"T","publisher":"P","url":"https://x","published":"2025-03-24/2025-03-26",
       "language":"fr","translated_from":"pt-BR","derived_from":"afp","reliability":"F","bytes":3,
       "sha256":"\#(String(repeating: "0a", count: 32))","note":"n","extra":{"k":[1]}}
      """#
    ),
    (
      "actor.defined",
      #"""
      {"actor":"willing","name":"N","kind":"group","aliases":["a","b"],"meeting":"m",
       "members":[{"actor":"ITA","from":"2025-02","to":"2025-03-11"},{"actor":"FRA"}],
       "note":"n","extra":{}}
      """#
    ),
    ("actor.defined", #"{"actor":"elysee","name":"É","kind":"office","of":"FRA"}"#),
    (
      "person.defined",
      #"""
      {"person":"p","name":"N","aliases":["a"],"offices":[{"actor":"ITA","title":"PM","rank":"head",
       "from":"2022","to":"2025"},{"actor":"EU"}],"note":"n","extra":{}}
      """#
    ),
    (
      "topic.defined",
      #"""
      {"topic":"t","title":"T","proposition":"P.","kind":"assessment","parent":"u","from":"2025-02",
       "note":"n","extra":{}}
      """#
    ),
    ("topic.defined", #"{"topic":"t","title":"T","kind":"process"}"#),
    ("statement.made", Self.wholeStatement),
    (
      "statement.reported",
      #"{"statement":{"source":"s","id":"i"},"report":{"source":"s"},"note":"n","extra":{}}"#
    ),
    ("meeting.scheduled", Self.wholeMeeting), ("meeting.held", Self.wholeMeeting),
    ("meeting.ongoing", Self.wholeMeeting), ("meeting.postponed", Self.wholeMeeting),
    ("meeting.cancelled", Self.wholeMeeting),
    (
      "attendance.reported",
      #"""
      {"meeting":"m","actor":"ITA","role":"observer","person":"p","mode":"video","level":"leaders",
       "representing":"EU","source":"s","by":"AFP","said":"2025-03","credibility":6,"note":"n",
       "extra":{}}
      """#
    ),
    (
      "count.reported",
      #"""
      {"meeting":"m","value":30,"unit":"countries","qualifier":"about","kind":"attended",
       "report":{"source":"s"},"by":{"kind":"anonymous"},"said":"2025","credibility":1,"note":"n",
       "extra":{}}
      """#
    ),
    (
      "outcome.reported",
      #"""
      {"meeting":"m","text":"T","kind":"no-agreement","parts":[{"text":"a","topic":"t",
       "actors":["ITA","FRA"]}],"agreed_by":["FRA"],"dissent":["ITA"],"follow_up":"n","source":"s",
       "by":"x","said":"2025","credibility":2,"note":"n","extra":{}}
      """#
    ),
    (
      "statements.linked",
      #"{"from":2,"to":"id","kind":"repeats","certainty":"probable","reason":"r","note":"n","extra":{}}"#
    ),
    ("meetings.merged", #"{"from":"m","into":"n","reason":"r","note":"n","extra":{}}"#),
    (
      "event.corrected",
      #"{"event":2,"version":{"source":"s","id":"i"},"data":{"said":"2025"},"reason":"r","note":"n","extra":{}}"#
    ),
    ("event.withdrawn", #"{"event":"id","reason":"r","note":"n","extra":{}}"#),
    (
      "event.reviewed",
      #"""
      {"event":2,"verdict":"disputed","coder":"ab","stances":[{"holder":"ITA","topic":"t",
       "position":"oppose"}],"reason":"r","note":"n","extra":{}}
      """#
    ),
    (
      "stance.expected",
      #"{"holder":"ITA","topic":"t","position":"oppose","at":"2025-03-27","reason":"r","note":"n","extra":{}}"#
    ),
  ]

  static let wholeStatement = #"""
    {"said":"[..2025-03-24]","stances":[{"holder":"ITA","topic":"t","position":"oppose",
      "conditions":[{"kind":"exception","text":"UN","about":{"holder":"RUS","topic":"u"}},"then"],
      "standing":"leaked","except":["FRA"],"note":"n"},
      {"holder":"ITA","topic":"u","standing":"absence"}],
     "speaker":{"person":"p","name":"N","kind":"person","role":"r","actor":"ITA","rank":"none",
      "for":["EU","ITA"]},
     "reports":[{"source":"s","form":"partial-quote","text":"T","start":0,"end":1,
      "quotes":[{"text":"q","start":3,"end":4},{"text":"r"}],"via":"AFP","translated":true,
      "language":"en"}],
     "kind":"deed","act":"reject","to":["RUS"],"about":[{"topic":"t"},{"actor":"RUS"},{"meeting":"m"}],
     "meeting":"m","occasion":"press","disclosed":"2025-04","refers_to":[1,"id",{"source":"s","id":"i"}],
     "said_text":"last week","said_basis":"relative","inferred":["said","speaker.actor"],
     "credibility":3,"coder":"ab","method":"assisted","codebook":"1.2","paraphrase":"P","note":"n",
     "extra":{"x":null}}
    """#

  static let wholeMeeting = #"""
    {"meeting":"m","title":"T","date":"2025-03-27/2025-03-28","place":"Paris","format":"hybrid",
     "level":"leaders","hosts":["FRA","GBR"],"agenda":["a","b"],"follows":"n",
     "report":{"source":"s","text":"x"},"by":{"person":"p"},"said":"2025-03-24?","credibility":4,
     "note":"n","extra":{}}
    """#

  @Test(arguments: everything)
  func `a type is accepted with all its fields`(type: String, data: String) throws {
    let draft = try TestJournal.decode(type, data)
    #expect(draft.type.name == Text(type))
    #expect(try EventDecoder.body(of: draft.type, data: json(data)) == draft.body)
  }

  @Test func `the tables above leave no type out`() {
    let covered = Set(Self.everything.map { Text($0.0) })
    let wanted = EventType.allCases.filter { !$0.isDaemonOnly }.map(\.name)
    #expect(Set(wanted) == covered)
  }

  @Test func `a statement keeps what it was given`() throws {
    let draft = try TestJournal.decode("statement.made", Self.wholeStatement)
    guard case .statement(let data) = draft.body else {
      Issue.record("no statement")
      return
    }
    #expect(data.said?.earliest == nil)
    #expect(data.said?.latest == .on(2025, 3, 24))
    #expect(data.stances.map(\.position) == [.oppose, nil])
    #expect(
      data.stances[0].conditions == [
        ConditionData(kind: .exception, text: "UN", about: .init(holder: "RUS", topic: "u")),
        ConditionData(kind: .precondition, text: "then"),
      ]
    )
    #expect(data.speaker?.onBehalfOf == ["EU", "ITA"])
    #expect(data.reports[0].span == ByteSpan(start: 0, end: 1))
    #expect(data.reports[0].quotes.map(\.span) == [ByteSpan(start: 3, end: 4), nil])
    #expect(data.about == [.topic("t"), .actor("RUS"), .meeting("m")])
    #expect(data.refersTo == [.seq(1), .id("id"), .key(source: "s", id: "i")])
    #expect(data.kind == .deed)
    #expect(data.credibility == 3)
  }

  // MARK: - Refused

  @Test(arguments: everything)
  func `an unknown field is refused by name, in every type`(type: String, data: String) {
    let typo = data.replacingFirstBrace(with: #"{"nte":"x","#)
    let refused = refusal { try TestJournal.decode(type, typo) }
    #expect(refused?.summary == "unknown-field /data/nte")
    #expect(refused?.hint?.contains("note") == true)
  }

  @Test(arguments: [
    ("source.filed", "source"), ("actor.defined", "actor"), ("actor.defined", "name"),
    ("actor.defined", "kind"), ("person.defined", "person"), ("person.defined", "name"),
    ("topic.defined", "topic"), ("topic.defined", "title"), ("topic.defined", "proposition"),
    ("statement.made", "said"), ("statement.made", ""), ("statement.reported", "statement"),
    ("statement.reported", "report"), ("meeting.scheduled", "meeting"), ("meeting.held", "meeting"),
    ("attendance.reported", "meeting"), ("attendance.reported", "actor"),
    ("attendance.reported", "role"), ("count.reported", "meeting"), ("count.reported", "value"),
    ("count.reported", "unit"), ("outcome.reported", "meeting"), ("outcome.reported", "text"),
    ("outcome.reported", "kind"),
  ])
  func `a required field is missed`(type: String, field: String) {
    let refused = refusal { try TestJournal.decode(type, #"{"note":"n"}"#) }
    let place = field.isEmpty ? "/data" : "/data/\(field)"
    #expect(refused?.items.contains { $0.pointer == place } == true)
    #expect(refused?.code == .missingField)
  }

  static let faults: [(String, String, String)] = [
    (
      "topic.defined", #"{"topic":"history","title":"T","proposition":"P"}"#,
      "invalid-slug /data/topic"
    ),
    ("source.filed", #"{"source":"S p"}"#, "invalid-slug /data/source"),
    ("source.filed", #"{"source":"s","title":7}"#, "invalid-value /data/title"),
    ("source.filed", #"{"source":"s","title":""}"#, "invalid-value /data/title"),
    ("source.filed", #"{"source":"s","published":"March"}"#, "invalid-date /data/published"),
    ("source.filed", #"{"source":"s","reliability":"G"}"#, "invalid-value /data/reliability"),
    ("source.filed", #"{"source":"s","sha256":"AB"}"#, "invalid-value /data/sha256"),
    ("source.filed", #"{"source":"s","bytes":3}"#, "missing-field /data/sha256"),
    ("source.filed", #"{"source":"s","language":"f r"}"#, "invalid-value /data/language"),
    ("source.filed", #"{"source":"s","text":""}"#, "invalid-value /data/text"),
    ("source.filed", #"{"source":"s","text":"x","bytes":2}"#, "invalid-value /data/bytes"),
    ("source.filed", #"{"source":"s","note":[]}"#, "invalid-value /data/note"),
    ("source.filed", #"{"source":"s","extra":"x"}"#, "invalid-value /data/extra"),
    ("source.filed", #"{"source":"s","extra":null}"#, "invalid-value /data/extra"),
    ("actor.defined", #"{"actor":"a b","name":"N","kind":"group"}"#, "invalid-slug /data/actor"),
    ("actor.defined", #"{"actor":"a","name":"N","kind":"club"}"#, "invalid-value /data/kind"),
    (
      "actor.defined", #"{"actor":"a","name":"N","kind":"group","of":"FRA"}"#,
      "invalid-value /data/of"
    ),
    (
      "actor.defined", #"{"actor":"a","name":"N","kind":"office","members":[{"actor":"FRA"}]}"#,
      "invalid-value /data/members"
    ),
    (
      "actor.defined",
      #"{"actor":"a","name":"N","kind":"group","members":[{"actor":"FRA","from":"2025-03","to":"2024"}]}"#,
      "invalid-date /data/members/0/to"
    ),
    (
      "actor.defined", #"{"actor":"a","name":"N","kind":"group","aliases":["x",7]}"#,
      "invalid-value /data/aliases/1"
    ),
    (
      "actor.defined", #"{"actor":"a","name":"N","kind":"group","aliases":"x"}"#,
      "invalid-value /data/aliases"
    ),
    (
      "person.defined", #"{"person":"p","name":"N","offices":[{"rank":"head"}]}"#,
      "missing-field /data/offices/0/actor"
    ),
    (
      "person.defined", #"{"person":"p","name":"N","offices":[{"actor":"ITA","rank":"none"}]}"#,
      "invalid-value /data/offices/0/rank"
    ),
    ("topic.defined", #"{"topic":"T","title":"T","proposition":"P"}"#, "invalid-slug /data/topic"),
    (
      "topic.defined", #"{"topic":"t","title":"T","proposition":"P","kind":"process"}"#,
      "invalid-value /data/proposition"
    ),
    (
      "topic.defined", #"{"topic":"t","title":"T","proposition":"P","from":"soon"}"#,
      "invalid-date /data/from"
    ),
    (
      "statement.reported", #"{"statement":0,"report":{"source":"s"}}"#,
      "invalid-value /data/statement"
    ),
    (
      "statement.reported", #"{"statement":1.5,"report":{"source":"s"}}"#,
      "invalid-value /data/statement"
    ),
    (
      "statement.reported", #"{"statement":{"id":"x"},"report":{"source":"s"}}"#,
      "missing-field /data/statement/source"
    ),
    (
      "statement.reported", #"{"statement":1,"report":{"form":"quote"}}"#,
      "missing-field /data/report/source"
    ),
    (
      "meeting.held", #"{"meeting":"m","source":"s","report":{"source":"s"}}"#,
      "invalid-value /data/source"
    ),
    ("meeting.held", #"{"meeting":"m","hosts":["FRA","FRA"]}"#, "invalid-value /data/hosts/1"),
    ("meeting.held", #"{"meeting":"m","hosts":["France!"]}"#, "invalid-slug /data/hosts/0"),
    ("meeting.held", #"{"meeting":"m","credibility":7}"#, "invalid-value /data/credibility"),
    ("meeting.held", #"{"meeting":"m","said":"2025-03-01/2025-03-02"}"#, "invalid-date /data/said"),
    (
      "attendance.reported", #"{"meeting":"m","actor":"ITA","role":"guest"}"#,
      "invalid-value /data/role"
    ),
    ("count.reported", #"{"meeting":"m","value":-1,"unit":"u"}"#, "invalid-value /data/value"),
    ("count.reported", #"{"meeting":"m","value":"30","unit":"u"}"#, "invalid-value /data/value"),
    (
      "count.reported", #"{"meeting":"m","value":30,"unit":"u","qualifier":"nearly"}"#,
      "invalid-value /data/qualifier"
    ),
    ("outcome.reported", #"{"meeting":"m","text":"T","kind":"deal"}"#, "invalid-value /data/kind"),
    (
      "outcome.reported", #"{"meeting":"m","text":"T","kind":"plan","parts":[{"topic":"t"}]}"#,
      "missing-field /data/parts/0/text"
    ),
  ]

  @Test(arguments: faults)
  func `a fault is refused with its code and place`(type: String, data: String, wanted: String) {
    #expect(refusal { try TestJournal.decode(type, data) }?.summary == wanted)
  }

  /// Below `"said":"2025","paraphrase":"P"`.
  static let statementFaults: [(String, String)] = [
    (#""stances":[]"#, "invalid-value /data/stances"),
    (#""stances":{}"#, "invalid-value /data/stances"),
    (#""stances":[{"holder":"ITA","topic":"t"}]"#, "missing-field /data/stances/0/position"),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"yes"}]"#,
      "invalid-value /data/stances/0/position"
    ),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"oppose","standing":"absence"}]"#,
      "invalid-value /data/stances/0/position"
    ),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"oppose","standing":"said"}]"#,
      "invalid-value /data/stances/0/standing"
    ),
    (
      #"""
      "stances":[{"holder":"ITA","topic":"t","position":"oppose"},{"holder":"FRA","topic":"t",
      "position":"oppose"},{"holder":"ITA","topic":"t","position":"support"}]
      """#, "invalid-value /data/stances/2"
    ),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"oppose","conditions":"UN"}]"#,
      "invalid-value /data/stances/0/conditions"
    ),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"oppose","conditions":[{"kind":"if","text":"x"}]}]"#,
      "invalid-value /data/stances/0/conditions/0/kind"
    ),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"oppose","conditions":[{"text":"x"}]}]"#,
      "missing-field /data/stances/0/conditions/0/kind"
    ),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"oppose","conditions":[""]}]"#,
      "invalid-value /data/stances/0/conditions/0"
    ),
    (
      #""stances":[{"holder":"ITA","topic":"t","position":"oppose"}],"holder":"ITA""#,
      "invalid-value /data/holder"
    ),
    (#""holder":"ITA","topic":"t""#, "missing-field /data/position"),
    (#""position":"oppose""#, "missing-field /data/holder"),
    (#""speaker":{}"#, "missing-field /data/speaker"),
    (#""speaker":7"#, "invalid-value /data/speaker"),
    (#""speaker":"""#, "invalid-value /data/speaker"),
    (#""speaker":{"kind":"spy"}"#, "invalid-value /data/speaker/kind"),
    (#""speaker":{"nme":"x"}"#, "unknown-field /data/speaker/nme"),
    (#""speaker":{"name":"x","for":"ITA"}"#, "invalid-value /data/speaker/for"),
    (#""reports":[{"source":"s"}],"quote":"q""#, "invalid-value /data/quote"),
    (#""reports":[{"source":"s"}],"source":"s""#, "invalid-value /data/source"),
    (#""reports":[{"source":"s","start":1}]"#, "missing-field /data/reports/0/end"),
    (#""reports":[{"source":"s","start":2,"end":2}]"#, "invalid-value /data/reports/0/end"),
    (#""reports":[{"source":"s","start":-1,"end":2}]"#, "invalid-value /data/reports/0/start"),
    (
      #""reports":[{"source":"s","quotes":[{"start":1,"end":2}]}]"#,
      "missing-field /data/reports/0/quotes/0/text"
    ),
    (#""reports":[{"source":"s","form":"verbatim"}]"#, "invalid-value /data/reports/0/form"),
    (#""reports":[{"source":"s","translated":"yes"}]"#, "invalid-value /data/reports/0/translated"),
    (#""about":[{}]"#, "invalid-value /data/about/0"),
    (#""about":[{"topic":"t","actor":"ITA"}]"#, "invalid-value /data/about/0"),
    (#""about":[{"topc":"t"}]"#, "unknown-field /data/about/0/topc"),
    (#""about":["t"]"#, "invalid-value /data/about/0"),
    (#""refers_to":[true]"#, "invalid-value /data/refers_to/0"),
    (#""refers_to":-1"#, "invalid-value /data/refers_to"),
    (#""kind":"tweet""#, "invalid-value /data/kind"),
    (#""said_basis":"guess""#, "invalid-value /data/said_basis"),
    (#""inferred":["sayd"]"#, "invalid-value /data/inferred/0"),
    (#""credibility":0"#, "invalid-value /data/credibility"),
    (#""credibility":1.5"#, "invalid-value /data/credibility"),
    (#""method":"robot""#, "invalid-value /data/method"),
    (#""meeting":null"#, "invalid-value /data/meeting"),
    (#""conditions":["x"]"#, "unknown-field /data/conditions"),
  ]

  @Test(arguments: statementFaults)
  func `a fault of a statement is refused with its code and place`(fields: String, wanted: String) {
    let data = #"{"said":"2025","paraphrase":"P",\#(fields)}"#
    #expect(refusal { try TestJournal.decode("statement.made", data) }?.summary == wanted)
  }

  @Test(arguments: [
    #""stances":[{"holder":"ITA","topic":"t","position":"oppose"}]"#, #""about":[{"actor":"ITA"}]"#,
    #""reports":[{"source":"s"}]"#, #""source":"s""#, #""quote":"q""#, #""paraphrase":"p""#,
  ])
  func `any one of its substances makes a statement`(fields: String) throws {
    _ = try TestJournal.decode("statement.made", #"{"said":"2025",\#(fields)}"#)
  }

  @Test func `a wrong word is told which ones there are`() {
    let refused = refusal {
      try TestJournal.decode(
        "attendance.reported",
        #"{"meeting":"m","actor":"ITA","role":"guest"}"#
      )
    }
    #expect(
      refused?.detail
        == "“role” is one of host, participant, observer, invited, expected, absent, not “guest”"
    )
  }

  @Test func `texts are bounded in bytes`() throws {
    let name = String(repeating: "é", count: 100)
    _ = try TestJournal.decode("person.defined", #"{"person":"p","name":"\#(name)"}"#)
    let refused = refusal {
      try TestJournal.decode("person.defined", #"{"person":"p","name":"\#(name)x"}"#)
    }
    #expect(refused?.summary == "invalid-value /data/name")
  }

  // MARK: - Source text

  @Test func `the text of a source is kept beside, its digest and length within`() throws {
    let draft = try TestJournal.decode("source.filed", #"{"source":"s","text":"Été"}"#)
    let digest = fakeDigest(Array("Été".utf8))
    #expect(draft.text == Array("Été".utf8))
    #expect(
      String(decoding: draft.data, as: UTF8.self)
        == #"{"bytes":5,"sha256":"\#(digest)","source":"s"}"#
    )
    guard case .source(let data) = draft.body else {
      Issue.record("no source")
      return
    }
    #expect(data.sha256 == digest)
    #expect(data.bytes == 5)
  }

  @Test func `a digest that is sent with the text must be that text's`() throws {
    let right = fakeDigest(Array("x".utf8))
    _ = try TestJournal.decode("source.filed", #"{"source":"s","text":"x","sha256":"\#(right)"}"#)
    let wrong = fakeDigest(Array("y".utf8))
    let refused = refusal {
      try TestJournal.decode("source.filed", #"{"source":"s","text":"x","sha256":"\#(wrong)"}"#)
    }
    #expect(refused?.summary == "invalid-value /data/sha256")
  }

  @Test func `a text does not count as data, but has a limit of its own`() throws {
    let limits = EventLimits(eventBytes: 200, sourceTextBytes: 1000, sha256: fakeDigest)
    func event(_ count: Int) throws -> JSONValue {
      let text = String(repeating: "x", count: count)
      return try json(#"{"type":"source.filed","data":{"source":"s","text":"\#(text)"}}"#)
    }
    #expect(try EventDecoder.decode(event(1000), limits: limits).text?.count == 1000)
    #expect(
      refusal { try EventDecoder.decode(event(1001), limits: limits) }?.summary
        == "event-too-large /data/text"
    )
  }
}

extension String {
  /// The same with more put behind the first brace.
  fileprivate func replacingFirstBrace(with head: String) -> String {
    guard let brace = firstIndex(of: "{") else { return self }
    return self[..<brace] + head + self[index(after: brace)...]
  }
}
