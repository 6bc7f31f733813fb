import ChanceryModel
import Testing

/// Recorded on 2025-04-01; `daily` is of 2025-03-24, `weekly` of March 2025.
@Suite struct MomentResolutionTests {
  static let clamps: [(String, String?, String?, String)] = [
    // said, sources, earliest, latest
    ("2025-03-20", nil, "2025-03-20", "2025-03-20"),
    ("2025", nil, "2025-01-01", "2025-04-01"),
    ("2024", nil, "2024-01-01", "2024-12-31"),
    ("2025-04-02", nil, "2025-04-02", "2025-04-02"),
    ("2025", "daily", "2025-01-01", "2025-03-24"),
    ("2025-03", "daily", "2025-03-01", "2025-03-24"),
    ("2025-03", "weekly", "2025-03-01", "2025-03-31"),
    ("[2025-03-20..2025-03-28]", "daily", "2025-03-20", "2025-03-24"),
    ("2025-03", "weekly,daily", "2025-03-01", "2025-03-24"),
    ("2025-03", "undated", "2025-03-01", "2025-03-31"),
    ("2025-04", "undated", "2025-04-01", "2025-04-01"),
    // A day that is written down is not moved by a date of publication before it.
    ("2025-03-26", "daily", "2025-03-26", "2025-03-26"),
    ("[2025-03-26..2025-03-28]", "daily", "2025-03-26", "2025-03-26"),
    ("[..2025-03-20]", nil, nil, "2025-03-20"),
    ("[..2025-03-28]", "daily", nil, "2025-03-24"),
    ("2025-03-20~", nil, "2025-03-20", "2025-03-20"),
  ]

  @Test(arguments: clamps)
  func `the last day is clamped to what was public, else to the day recorded`(
    said: String,
    sources: String?,
    earliest: String?,
    latest: String
  ) throws {
    let reports = (sources ?? "").split(separator: ",").map { #"{"source":"\#($0)"}"# }
    let more = reports.isEmpty ? "" : #","reports":[\#(reports.joined(separator: ","))]"#
    let header = try TestJournal.furnished().statement(#""said":"\#(said)"\#(more)"#)
    #expect(header.said.text == Text(said))
    #expect(header.said.earliest?.description == earliest)
    #expect(header.said.latest.description == latest)
  }

  @Test func `a vague publication does not reach beyond the day recorded`() throws {
    var journal = try TestJournal.furnished()
    journal.today = .on(2025, 3, 15)
    let header = try journal.statement(#""said":"2025","source":"weekly""#)
    #expect(header.said.latest == .on(2025, 3, 15))
  }

  @Test(arguments: [
    (["ceasefire"], "2025-02-01"), (["own-troops"], nil),
    (["own-troops", "ceasefire"], "2025-02-01"),
    (["later", "ceasefire"], "2025-02-01"),
  ])
  func `an open start takes the earliest floor of its topics`(
    topics: [String],
    earliest: String?
  ) throws {
    var journal = try TestJournal.furnished()
    try journal.append(
      "topic.defined",
      #"{"topic":"later","title":"L","proposition":"P","from":"2025-03-01"}"#
    )
    let stances = topics.map { #"{"holder":"ITA","topic":"\#($0)","position":"oppose"}"# }
    let body = try journal.resolve(
      "statement.made",
      #"{"said":"[..2025-03-20]","stances":[\#(stances.joined(separator: ","))]}"#
    )
    guard case .statement(let header) = body else { return }
    #expect(header.said.earliest?.description == earliest)
  }

  @Test func `a floor after the last day is none`() throws {
    let body = try TestJournal.furnished().resolve(
      "statement.made",
      #"{"said":"[..2024-05-01]","holder":"ITA","topic":"ceasefire","position":"oppose"}"#
    )
    guard case .statement(let header) = body else { return }
    #expect(header.said.earliest == nil)
    #expect(header.said.latest == .on(2024, 5, 1))
  }

  @Test(arguments: [
    ("2025-04-02", nil), ("2025-04-03", "said-in-future /data/said"),
    ("2026", "said-in-future /data/said"), ("2025", nil),
  ])
  func `what is said more than a day after recording is refused`(
    said: String,
    wanted: String?
  ) throws {
    let journal = try TestJournal.furnished()
    #expect(refusal { try journal.statement(#""said":"\#(said)""#) }?.summary == wanted)
    let fact = #"{"meeting":"m","said":"\#(said)"}"#
    #expect(refusal { try journal.resolve("meeting.held", fact) }?.summary == wanted)
  }

  @Test(arguments: [
    (#""source":"daily""#, "2025-03-24", "2025-03-24", "2025-03-24"),
    (#""source":"weekly""#, "2025-03", "2025-03-01", "2025-03-31"),
    (#""source":"undated""#, "2025-04-01", "2025-04-01", "2025-04-01"),
    (#""note":"no source""#, "2025-04-01", "2025-04-01", "2025-04-01"),
    (#""source":"daily","said":"2025-03""#, "2025-03", "2025-03-01", "2025-03-24"),
  ])
  func `a fact on a meeting is stated when its source was published`(
    fields: String,
    text: String,
    earliest: String,
    latest: String
  ) throws {
    let body = try TestJournal.furnished().resolve("meeting.held", #"{"meeting":"m",\#(fields)}"#)
    guard case .meeting(let header) = body else { return }
    #expect(header.said.text == Text(text))
    #expect(header.said.earliest?.description == earliest)
    #expect(header.said.latest.description == latest)
  }
}
