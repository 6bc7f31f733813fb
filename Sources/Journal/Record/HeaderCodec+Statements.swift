package import ChanceryModel

// MARK: - Statements, reports and meeting facts

extension HeaderCodec {
  static func encode(_ body: StatementHeader, to encoder: inout ByteEncoder) {
    encode(body.said, to: &encoder)
    encoder.byte(body.kind.rawValue)
    encoder.byte(body.rank.rawValue)
    encoder.optionalText(body.person)
    encoder.optionalText(body.actor)
    encoder.count(body.stances.count)
    for stance in body.stances { encode(stance, to: &encoder) }
    encoder.texts(body.aboutTopics)
    encoder.texts(body.aboutActors)
    encoder.texts(body.aboutMeetings)
    encoder.optionalText(body.meeting)
    encoder.count(body.reports.count)
    for report in body.reports { encode(report, to: &encoder) }
    encoder.count(body.refersTo.count)
    for seq in body.refersTo { encoder.varint(seq) }
  }

  static func statement(_ decoder: inout ByteDecoder) throws(JournalDamage) -> StatementHeader {
    var body = StatementHeader(said: try moment(&decoder))
    body.kind = try enumeration(StatementKind.self, try decoder.byte())
    body.rank = try enumeration(Rank.self, try decoder.byte())
    body.person = try decoder.optionalText()
    body.actor = try decoder.optionalText()
    for _ in 0..<(try decoder.count()) { body.stances.append(try stance(&decoder)) }
    body.aboutTopics = try decoder.texts()
    body.aboutActors = try decoder.texts()
    body.aboutMeetings = try decoder.texts()
    body.meeting = try decoder.optionalText()
    for _ in 0..<(try decoder.count()) { body.reports.append(try report(&decoder)) }
    for _ in 0..<(try decoder.count()) { body.refersTo.append(try decoder.varint()) }
    return body
  }

  private static func encode(_ stance: StanceHeader, to encoder: inout ByteEncoder) {
    encoder.text(stance.holder)
    encoder.text(stance.topic)
    encoder.byte(stance.position?.rawValue ?? 0)
    encoder.byte(stance.standing.rawValue)
    ConditionCodec.encode(stance.conditions, to: &encoder)
    encoder.texts(stance.except)
  }

  private static func stance(_ decoder: inout ByteDecoder) throws(JournalDamage) -> StanceHeader {
    let holder = try decoder.text()
    let topic = try decoder.text()
    let position = try optionalEnumeration(Position.self, try decoder.byte())
    let standing = try enumeration(Standing.self, try decoder.byte())
    let conditions = try ConditionCodec.decode(&decoder)
    return StanceHeader(
      holder: holder,
      topic: topic,
      position: position,
      standing: standing,
      conditions: conditions,
      except: try decoder.texts()
    )
  }

  static func encode(_ report: ReportHeader, to encoder: inout ByteEncoder) {
    encoder.text(report.source)
    encoder.byte(report.form?.rawValue ?? 0)
    encoder.optionalDay(report.publishedLatest)
    encoder.byte(report.reliability ?? 0)
    encode(report.span, to: &encoder)
    encoder.count(report.quotes.count)
    for quote in report.quotes { encode(quote, to: &encoder) }
  }

  static func report(_ decoder: inout ByteDecoder) throws(JournalDamage) -> ReportHeader {
    var body = ReportHeader(source: try decoder.text())
    body.form = try optionalEnumeration(ReportForm.self, try decoder.byte())
    body.publishedLatest = try decoder.optionalDay()
    body.reliability = try reliability(&decoder)
    body.span = try span(&decoder)
    for _ in 0..<(try decoder.count()) { body.quotes.append(try span(&decoder)) }
    return body
  }

  /// A span is 0 for none, else its start plus one and its length.
  private static func encode(_ span: ByteSpan?, to encoder: inout ByteEncoder) {
    guard let span else { return encoder.varint(0) }
    encoder.varint(UInt64(span.start) + 1)
    encoder.varint(UInt64(span.end - span.start))
  }

  private static func span(_ decoder: inout ByteDecoder) throws(JournalDamage) -> ByteSpan? {
    let start = try decoder.varint()
    guard start > 0 else { return nil }
    let length = try decoder.varint()
    guard let first = UInt32(exactly: start - 1), let count = UInt32(exactly: length),
      first.addingReportingOverflow(count).overflow == false
    else { throw JournalDamage("a span is out of range") }
    return ByteSpan(start: first, end: first + count)
  }

  private static func encode(_ moment: Moment, to encoder: inout ByteEncoder) {
    encoder.text(moment.text)
    encoder.optionalDay(moment.earliest)
    encoder.day(moment.latest)
  }

  static func moment(_ decoder: inout ByteDecoder) throws(JournalDamage) -> Moment {
    let moment = Moment(
      text: try decoder.text(),
      earliest: try decoder.optionalDay(),
      latest: try decoder.day()
    )
    guard moment.mayBe(onOrBefore: moment.latest) else {
      throw JournalDamage("a moment ends before it begins")
    }
    return moment
  }

  static func encode(_ body: MeetingFactHeader, to encoder: inout ByteEncoder) {
    encoder.text(body.meeting)
    encode(body.said, to: &encoder)
    encoder.byte(body.report == nil ? 0 : 1)
    if let report = body.report { encode(report, to: &encoder) }
    encoder.optionalDay(body.dateEarliest)
    encoder.optionalDay(body.dateLatest)
    encoder.optionalText(body.actor)
    encoder.byte(body.role?.rawValue ?? 0)
    encoder.optionalText(body.follows)
  }

  static func meetingFact(_ decoder: inout ByteDecoder) throws(JournalDamage) -> MeetingFactHeader {
    var body = MeetingFactHeader(meeting: try decoder.text(), said: try moment(&decoder))
    body.report = try decoder.byte() == 0 ? nil : try report(&decoder)
    body.dateEarliest = try decoder.optionalDay()
    body.dateLatest = try decoder.optionalDay()
    body.actor = try decoder.optionalText()
    body.role = try optionalEnumeration(AttendanceRole.self, try decoder.byte())
    body.follows = try decoder.optionalText()
    return body
  }
}

/// The bytes of a stance's conditions: 0 for "not given", else their count plus one and each.
package enum ConditionCodec {
  package static func encode(_ conditions: [Condition]?, to encoder: inout ByteEncoder) {
    guard let conditions else { return encoder.varint(0) }
    encoder.count(conditions.count + 1)
    for condition in conditions {
      encoder.byte(condition.kind.rawValue)
      encoder.text(condition.text)
    }
  }

  package static func decode(
    _ decoder: inout ByteDecoder
  ) throws(JournalDamage) -> [Condition]? {
    let count = try decoder.varint()
    guard count > 0 else { return nil }
    guard count - 1 <= UInt64(decoder.bytes.byteCount) else {
      throw JournalDamage("a count exceeds its record")
    }
    var conditions: [Condition] = []
    for _ in 1..<count {
      let kind = try HeaderCodec.enumeration(ConditionKind.self, try decoder.byte())
      conditions.append(Condition(kind: kind, text: try decoder.text()))
    }
    return conditions
  }
}
