import ChanceryModel

/// A journal of the mind: decodes, resolves and keeps events one after the other.
struct TestJournal {
  private(set) var vocabulary = OverlayVocabulary(over: EmptyVocabulary())
  private(set) var head: UInt64 = 0
  var today = CivilDate.on(2025, 4, 1)

  static let limits = EventLimits(sha256: fakeDigest)

  /// Decodes an event.
  static func decode(
    _ type: String,
    _ data: String,
    envelope: String = ""
  ) throws -> EventDraft {
    try EventDecoder.decode(
      json(#"{"type":"\#(type)","data":\#(data)\#(envelope)}"#),
      limits: limits
    )
  }

  /// Resolves an event without keeping it.
  func resolve(
    _ type: String,
    _ data: String,
    envelope: String = ""
  ) throws -> EventHeader.Body {
    try resolve(TestJournal.decode(type, data, envelope: envelope))
  }

  func resolve(_ draft: EventDraft) throws(Refusal) -> EventHeader.Body {
    try EventResolver.resolve(
      draft,
      vocabulary: vocabulary,
      context: ResolutionContext(recordedDay: today, journalSource: "journal", firstSeq: head + 1)
    )
  }

  /// Resolves an event and keeps it.
  @discardableResult
  mutating func append(
    _ type: String,
    _ data: String,
    envelope: String = ""
  ) throws -> EventHeader.Body {
    try append(TestJournal.decode(type, data, envelope: envelope))
  }

  @discardableResult
  mutating func append(_ draft: EventDraft) throws -> EventHeader.Body {
    let body = try resolve(draft)
    head += 1
    vocabulary.add(
      body,
      of: draft,
      seq: head,
      source: draft.source ?? "journal",
      id: draft.id ?? Text("id-\(head)"),
      recordedDay: today
    )
    return body
  }

  /// The header of a statement on Italy's troops, with more fields.
  func statement(_ more: String) throws -> StatementHeader {
    let data = #"{"holder":"ITA","topic":"own-troops","position":"oppose",\#(more)}"#
    guard case .statement(let header) = try resolve("statement.made", data) else {
      throw Refusal(.internalError, "no statement")
    }
    return header
  }
}

extension TestJournal {
  /// A journal in which two topics, some people, offices, sources and a meeting are known.
  static func furnished() throws -> TestJournal {
    var journal = TestJournal()
    for (type, data) in furniture { try journal.append(type, data) }
    return journal
  }

  private static let furniture = [
    (
      "topic.defined",
      #"{"topic":"own-troops","title":"Own troops","proposition":"X sends troops."}"#
    ),
    (
      "topic.defined",
      #"{"topic":"ceasefire","title":"Ceasefire","proposition":"It holds.","from":"2025-02"}"#
    ),
    ("topic.defined", #"{"topic":"talks","title":"The talks","kind":"process"}"#),
    ("actor.defined", #"{"actor":"elysee","name":"Élysée","kind":"office","of":"FRA"}"#),
    ("actor.defined", #"{"actor":"elysee-press","name":"Press","kind":"office","of":"elysee"}"#),
    ("actor.defined", #"{"actor":"chigi","name":"Palazzo Chigi","kind":"office","of":"ITA"}"#),
    ("actor.defined", #"{"actor":"willing","name":"The willing","kind":"group"}"#),
    (
      "person.defined",
      #"{"person":"meloni","name":"Meloni","offices":[{"actor":"chigi","rank":"head","from":"2022-10-22"}]}"#
    ),
    (
      "person.defined",
      #"""
      {"person":"draghi","name":"Draghi","offices":[
        {"actor":"chigi","rank":"head","from":"2021-02","to":"2022-10-21"},
        {"actor":"EU","rank":"official","title":"rapporteur","from":"2023","to":"2024-09"}]}
      """#
    ),
    (
      "person.defined",
      #"{"person":"zelenskyy","name":"Zelenskyy","offices":[{"actor":"UKR","rank":"head"}]}"#
    ),
    (
      "person.defined",
      #"""
      {"person":"tajani","name":"Tajani","offices":[
        {"actor":"EU","rank":"official"},{"actor":"ITA","rank":"minister","title":"foreign"},
        {"actor":"chigi","title":"deputy"}]}
      """#
    ),
    ("source.filed", #"{"source":"daily","published":"2025-03-24","reliability":"B"}"#),
    ("source.filed", #"{"source":"weekly","published":"2025-03"}"#),
    ("source.filed", #"{"source":"undated"}"#),
    ("source.filed", #"{"source":"filed","published":"2025-03-26","text":"\#(filedText)"}"#),
    ("meeting.held", #"{"meeting":"paris-2025-03-27","date":"2025-03-27"}"#),
  ]

  /// Has “é”, a curly quote and a flag, and one word twice.
  static let filedText = "Été: « never », said Rome. No troops 🇮🇹, no “boots on the ground”. Rome."
}

// MARK: - Small helpers

/// Parses what a test wrote.
func json(_ text: String) throws -> JSONValue {
  try JSONParser.parse(Array(text.utf8))
}

/// No SHA-256, but a function of the bytes with its look.
let fakeDigest: @Sendable ([UInt8]) -> Text = { bytes in
  var hash: UInt64 = 0xcbf2_9ce4_8422_2325
  for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
  let hex = String(hash, radix: 16)
  return Text(String(repeating: "0", count: 64 - hex.utf8.count) + hex)
}

extension CivilDate {
  /// A day that a test is sure of.
  static func on(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
    guard let date = CivilDate(year: year, month: month, day: day) else {
      preconditionFailure("no such day")
    }
    return date
  }
}

/// What a call was refused with; nil if it was not.
func refusal(_ call: () throws -> some Any) -> Refusal? {
  do {
    _ = try call()
    return nil
  } catch {
    return error as? Refusal
  }
}

extension Refusal {
  /// Code and first place in one line, as the tables of the tests have them.
  var summary: String { "\(code.rawValue) \(items.first?.pointer ?? "-")" }
}
