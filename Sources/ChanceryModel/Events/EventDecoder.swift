/// Reads an event as sent: the CloudEvents 1.0 envelope, and the data of its type.
///
/// Shape only: fields, types of values, words, dates, and the rules between the fields of one event.
/// What must exist elsewhere is ``EventResolver``'s to see. All faults of an event come back in one
/// refusal, the first of them as its detail; a sound event costs a few microseconds.
package enum EventDecoder {
  private static let attributes = FieldTable([
    "data", "datacontenttype", "dataschema", "id", "source", "specversion", "subject", "time",
    "type",
  ])

  /// Checks one event and gives its draft.
  ///
  /// - Throws: `unknown-attribute`, `unknown-type`, `daemon-only`, `missing-field`, `unknown-field`,
  ///   `invalid-value`, `invalid-slug`, `invalid-date`, `event-too-large`.
  package static func decode(
    _ event: JSONValue,
    limits: EventLimits
  ) throws(Refusal) -> EventDraft {
    guard case .object(let object) = event else {
      throw Refusal(.invalidValue, at: "", "an event is a JSON object, not \(event.noun)")
    }
    var reader = FieldReader(
      object,
      table: attributes,
      unknown: .unknownAttribute,
      noun: "attribute"
    )
    let type = readType(&reader)
    let envelope = Envelope(reading: &reader)
    let data = readData(&reader)
    guard let type, var data else { throw refusal(of: reader.problems) }

    let text = SourceText.take(from: &data, of: type, limits: limits, into: &reader.problems)
    var dataReader = FieldReader(data, table: fields(of: type))
    let body = readBody(of: type, from: &dataReader)
    reader.problems.absorb(dataReader.problems, below: "/data")
    let bytes = CanonicalJSON.bytes(of: .object(data))
    if bytes.count > limits.eventBytes {
      reader.problems.add(
        .eventTooLarge,
        at: "/data",
        "\(bytes.count) bytes of data, at most \(limits.eventBytes)"
      )
    }
    if let refusal = reader.problems.refusal { throw refusal }
    return EventDraft(
      type: type,
      source: envelope.source,
      id: envelope.id,
      time: envelope.time,
      subject: envelope.subject,
      dataSchema: envelope.dataSchema,
      dataContentType: envelope.dataContentType,
      // Of an upload some thousands wait at once: in no more memory than they take.
      data: bytes.withUnsafeBufferPointer { [UInt8]($0) },
      text: text,
      body: body
    )
  }

  /// Reads stored data again, as `verify` does when it derives a header.
  package static func body(of type: EventType, data: JSONValue) throws(Refusal) -> DraftBody {
    guard !type.isDaemonOnly, case .object(let object) = data else {
      throw Refusal(.invalidValue, at: "", "no data of \(type.name)")
    }
    var reader = FieldReader(object, table: fields(of: type))
    let body = readBody(of: type, from: &reader)
    if let refusal = reader.problems.refusal { throw refusal }
    return body
  }

  /// What a draft says of the event that it is about: its own data or, of a correction, the new data
  /// of the corrected event, at whatever depth.
  ///
  /// - Parameters:
  ///   - body: The draft's data.
  ///   - header: What it was resolved to, which knows the types of what is corrected.
  /// - Returns: Data of no correction.
  /// - Throws: What ``body(of:data:)`` does; nothing for data that were resolved.
  package static func content(
    of body: DraftBody,
    as header: EventHeader.Body
  ) throws(Refusal) -> DraftBody {
    guard case .correction(let data) = body, case .correction(let correction) = header else {
      return body
    }
    let inner = try EventDecoder.body(of: correction.type, data: .object(data.data))
    return try content(of: inner, as: correction.body)
  }

  /// The names in stored data or, of a correction, in the new data of what it corrects.
  ///
  /// - Throws: What ``body(of:data:)`` does.
  package static func names(
    in data: JSONValue,
    of type: EventType,
    as header: EventHeader.Body
  ) throws(Refusal) -> Set<VocabularyName> {
    DraftReferences.names(in: try content(of: try body(of: type, data: data), as: header))
  }

  /// The refusal of an event without a usable type or data.
  private static func refusal(of problems: Problems) -> Refusal {
    problems.refusal ?? Refusal(.missingField, "“type” and “data” are missing")
  }

  // MARK: - Envelope

  /// The type, if it is one that can be appended.
  private static func readType(_ reader: inout FieldReader) -> EventType? {
    guard let name = reader.string("type") else {
      reader.noteMissing("type")
      return nil
    }
    guard let type = EventType(name: name) else {
      noteUnknownType(name, into: &reader.problems)
      return nil
    }
    guard type.isDaemonOnly else { return type }
    reader.problems.add(
      .daemonOnly,
      at: "/type",
      "“\(name)” is appended by the daemon alone",
      hint: "ask for it: POST /v1/admin/redact"
    )
    return nil
  }

  private static func noteUnknownType(_ name: Text, into problems: inout Problems) {
    let names = EventType.allCases.filter { !$0.isDaemonOnly }.map(\.name.string)
    let nearest = NearestNames.nearest(name.excerpt, among: names, limit: 1)
    let hint =
      nearest.first.map { "did you mean “\($0)”?" } ?? "known: \(names.joined(separator: ", "))"
    problems.add(
      .unknownType,
      at: "/type",
      "there is no event type “\(name.excerpt)”",
      hint: hint
    )
  }

  private static func readData(_ reader: inout FieldReader) -> JSONObject? {
    guard let value = reader.value("data") else {
      reader.noteMissing("data")
      return nil
    }
    if case .object(let object) = value { return object }
    reader.noteWrongType("data", value, wanted: "an object")
    return nil
  }

  // MARK: - Data

  /// The names that the data of a type may have.
  private static func fields(of type: EventType) -> FieldTable {
    switch type {
    case .sourceFiled: SourceData.fields
    case .actorDefined: ActorData.fields
    case .personDefined: PersonData.fields
    case .topicDefined: TopicData.fields
    case .statementMade: StatementData.fields
    case .statementReported: StatementReportData.fields
    case .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled:
      MeetingData.fields
    case .attendanceReported: AttendanceData.fields
    case .countReported: CountData.fields
    case .outcomeReported: OutcomeData.fields
    case .statementsLinked: LinkData.fields
    case .meetingsMerged: MergeData.fields
    case .eventCorrected: CorrectionData.fields
    case .eventWithdrawn: WithdrawalData.fields
    case .eventReviewed: ReviewData.fields
    case .stanceExpected: ExpectationData.fields
    case .eventRedacted: preconditionFailure("no client's data: refused before it is read")
    }
  }

  private static func readBody(of type: EventType, from reader: inout FieldReader) -> DraftBody {
    let body: DraftBody =
      switch type {
      case .sourceFiled: .source(SourceData(reading: &reader))
      case .actorDefined: .actor(ActorData(reading: &reader))
      case .personDefined: .person(PersonData(reading: &reader))
      case .topicDefined: .topic(TopicData(reading: &reader))
      case .statementMade: .statement(StatementData(reading: &reader))
      case .statementReported: .statementReport(StatementReportData(reading: &reader))
      case .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled:
        .meeting(MeetingData(reading: &reader))
      case .attendanceReported: .attendance(AttendanceData(reading: &reader))
      case .countReported: .count(CountData(reading: &reader))
      case .outcomeReported: .outcome(OutcomeData(reading: &reader))
      case .statementsLinked: .link(LinkData(reading: &reader))
      case .meetingsMerged: .merge(MergeData(reading: &reader))
      case .eventCorrected: .correction(CorrectionData(reading: &reader))
      case .eventWithdrawn: .withdrawal(WithdrawalData(reading: &reader))
      case .eventReviewed: .review(ReviewData(reading: &reader))
      case .stanceExpected: .expectation(ExpectationData(reading: &reader))
      case .eventRedacted: preconditionFailure("no client's data: refused before it is read")
      }
    readCommon(from: &reader)
    return body
  }

  /// `note` and `extra`, which every event may carry.
  private static func readCommon(from reader: inout FieldReader) {
    _ = reader.text("note", max: EventLimits.textBytesMax)
    guard let extra = reader.value("extra") else { return }
    if case .object = extra { return }
    reader.noteWrongType("extra", extra, wanted: "an object")
  }
}
