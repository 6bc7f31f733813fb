/// What the journal derived from an event at append, as callers see it.
package struct DerivedValues: Sendable, Equatable {
  /// When it was said, after the clamp; nil for `statement.reported`.
  package var said: Moment?
  /// The speaker's rank: statements only.
  package var rank: Rank?
  /// The stances with their standings: statements only.
  package var stances: [StanceHeader]?
  /// Where the reports' words stand in their sources; nil unless asked for.
  package var reports: [ReportHeader]?

  package init(
    said: Moment?,
    rank: Rank? = nil,
    stances: [StanceHeader]? = nil,
    reports: [ReportHeader]? = nil
  ) {
    self.said = said
    self.rank = rank
    self.stances = stances
    self.reports = reports
  }

  /// What callers see of a header; nil for types from which nothing is derived, as definitions.
  ///
  /// Of a correction it is what was derived from the new data.
  package init?(_ header: EventHeader, withReports: Bool = false) {
    self.init(header.body, withReports: withReports)
  }

  /// The same of what a version of an event says.
  package init?(_ body: EventHeader.Body, withReports: Bool) {
    switch body {
    case .correction(let correction):
      self.init(correction.body, withReports: withReports)
      return
    case .source, .actor, .person, .topic, .link, .merge, .withdrawal, .redaction, .review,
      .expectation, .redacted:
      return nil
    case .statement(let body):
      self.init(said: body.said, rank: body.rank, stances: body.stances, reports: body.reports)
    case .report(let body):
      self.init(said: nil, reports: [body.report])
    case .meeting(let body):
      self.init(said: body.said, reports: body.report.map { [$0] } ?? [])
    }
    if !withReports { reports = nil }
    if said == nil && reports == nil { return nil }
  }
}
