/// The data of `statement.made`, its short forms expanded.
package struct StatementData: Sendable, Equatable {
  /// What a statement is about, when it takes no stance on it.
  package enum Subject: Sendable, Hashable {
    case topic(Text)
    case actor(Text)
    case meeting(Text)
  }

  /// On what the day rests.
  package enum SaidBasis: String, Sendable, Word {
    case stated, relative, inferred, published
  }

  /// How the statement was coded.
  package enum Method: String, Sendable, Word {
    case hand, assisted, machine
  }

  package var said: EDTF?
  package var stances: [StanceData]
  /// True if the one stance stands at the top of the data.
  package var hasShortStance: Bool
  package var speaker: SpeakerData?
  package var reports: [ReportData]
  /// True if the one report is the top's `source` and `quote`.
  package var hasShortReport: Bool
  package var kind: StatementKind
  package var act: Text?
  package var to: [Text]
  package var about: [Subject]
  package var meeting: Text?
  package var occasion: Text?
  package var disclosed: EDTF?
  package var refersTo: [EventReference]
  package var saidText: Text?
  package var saidBasis: SaidBasis?
  package var inferred: [Text]
  /// 1-6.
  package var credibility: Int?
  package var coder: Text?
  package var method: Method?
  package var codebook: Text?
  /// A quote that no source is given for.
  package var quote: Text?
  package var paraphrase: Text?
}

extension StatementData {
  static let fields = FieldTable([
    "about", "act", "codebook", "coder", "condition", "credibility", "disclosed", "extra", "holder",
    "inferred", "kind", "meeting", "method", "note", "occasion", "paraphrase", "position", "quote",
    "refers_to", "reports", "said", "said_basis", "said_text", "source", "speaker", "stances",
    "standing", "to", "topic",
  ])
  private static let aboutFields = FieldTable(["actor", "meeting", "topic"])
  private static let everyField = FieldTable(
    fields.names + StanceData.fields.names + SpeakerData.fields.names + ReportData.fields.names
  )

  init(reading reader: inout FieldReader) {
    said = reader.date("said", .moment)
    hasShortStance = StanceData.shortNames.contains { reader.has($0) }
    stances = []
    speaker = SpeakerData.read("speaker", from: &reader)
    hasShortReport = reader.has("source")
    reports = []
    kind = reader.word("kind") ?? .words
    act = reader.text("act")
    to = reader.actors("to")
    about = []
    meeting = reader.slug("meeting")
    occasion = reader.text("occasion", max: EventLimits.lineBytesMax)
    disclosed = reader.date("disclosed", .moment)
    refersTo = []
    saidText = reader.text("said_text", max: EventLimits.lineBytesMax)
    saidBasis = reader.word("said_basis")
    inferred = reader.texts("inferred")
    credibility = reader.integer("credibility", in: 1...6)
    coder = reader.text("coder")
    method = reader.word("method")
    codebook = reader.text("codebook")
    quote = reader.text("quote", max: EventLimits.quoteBytesMax)
    paraphrase = reader.text("paraphrase", max: EventLimits.textBytesMax)
    readParts(&reader)
    check(&reader)
  }

  private mutating func readParts(_ reader: inout FieldReader) {
    stances =
      hasShortStance && !reader.has("stances")
      ? [StanceData(short: &reader)]
      : reader.parts("stances", table: StanceData.fields) { StanceData(reading: &$0) }
    reports =
      hasShortReport && !reader.has("reports")
      ? [shortReport(&reader)]
      : reader.parts("reports", table: ReportData.fields, max: EventLimits.reportCountMax) {
        ReportData(reading: &$0)
      }
    if hasShortReport { quote = nil }
    about = reader.array("about").enumerated().compactMap { index, value in
      let path = "about/\(index)"
      return reader.part(value, at: path, table: StatementData.aboutFields, Subject.read) ?? nil
    }
    refersTo = references(&reader)
  }

  /// `source` and `quote` are one report that quotes.
  private func shortReport(_ reader: inout FieldReader) -> ReportData {
    let source = reader.requiredSlug("source")
    guard let quote else { return ReportData(source: source) }
    return ReportData(source: source, form: .quote, quotes: [ReportData.Quote(text: quote)])
  }

  /// `refers_to`: one reference or an array of them.
  private func references(_ reader: inout FieldReader) -> [EventReference] {
    guard let value = reader.value("refers_to") else { return [] }
    guard case .array = value else {
      let one = EventReference.read(value, at: "/refers_to", into: &reader.problems)
      return one.map { [$0] } ?? []
    }
    return reader.array("refers_to").enumerated().compactMap { index, element in
      EventReference.read(element, at: "/refers_to/\(index)", into: &reader.problems)
    }
  }

  // MARK: - Rules between fields

  private func check(_ reader: inout FieldReader) {
    reader.noteMissing("said")
    if reader.has("stances") {
      checkStances(&reader)
    }
    if reader.has("reports"), let name = ["source", "quote"].first(where: reader.has) {
      reader.problems.add(
        .invalidValue,
        at: "/" + name,
        "“\(name)” is the short form of “reports”: give one of them",
        hint: "a report's quotes stand in its own “quotes”"
      )
    }
    let substance = ["stances", "about", "reports", "quote", "paraphrase", "source"]
    if !hasShortStance, !substance.contains(where: reader.has) {
      reader.problems.add(
        .missingField,
        at: "",
        "a statement has at least one of stances, about, reports, quote and paraphrase"
      )
    }
    checkInferred(&reader.problems)
  }

  private func checkStances(_ reader: inout FieldReader) {
    if let name = StanceData.shortNames.first(where: reader.has) {
      reader.problems.add(
        .invalidValue,
        at: "/" + name,
        "“\(name)” is the short form of “stances”: give one of them"
      )
    }
    if case .array(let elements)? = reader.value("stances"), elements.isEmpty {
      reader.problems.add(
        .invalidValue,
        at: "/stances",
        "no stance is in “stances”: leave it out or give one"
      )
    }
    StanceData.noteDoubles(in: stances, into: &reader.problems)
  }

  /// What was inferred is named by field, with the parent's name and a full stop before it if wanted.
  private func checkInferred(_ problems: inout Problems) {
    for (index, name) in inferred.enumerated() {
      let parts = name.string.split(separator: ".", omittingEmptySubsequences: false)
      guard !parts.allSatisfy({ StatementData.everyField.contains(Text(String($0))) }) else {
        continue
      }
      let nearest = NearestNames.nearest(
        name.excerpt,
        among: StatementData.everyField.names,
        limit: 1
      )
      problems.add(
        .invalidValue,
        at: "/inferred/\(index)",
        "“\(name.excerpt)” is no field of a statement",
        hint: nearest.first.map { "did you mean “\($0)”?" }
      )
    }
  }
}

extension StatementData.Subject {
  /// Reads `{topic}`, `{actor}` or `{meeting}`.
  fileprivate static func read(_ reader: inout FieldReader) -> Self? {
    guard reader.object.members.count == 1 else {
      reader.problems.add(.invalidValue, at: "", "give one of {topic}, {actor} and {meeting}")
      return nil
    }
    if let topic = reader.slug("topic") { return .topic(topic) }
    if let actor = reader.actor("actor") { return .actor(actor) }
    return reader.slug("meeting").map { .meeting($0) }
  }
}
