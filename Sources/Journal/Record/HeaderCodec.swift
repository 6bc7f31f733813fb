package import ChanceryModel
internal import LMDB

/// The bytes of an ``EventHeader`` (for ever; Documentation/DataFormat.md has the table).
package enum HeaderCodec {
  /// The header's bytes.
  package static func encode(_ header: EventHeader) -> [UInt8] {
    var encoder = ByteEncoder(capacity: 128)
    encode(header, to: &encoder)
    return encoder.bytes
  }

  /// Where in a header's bytes the moment of recording stands.
  static let recordedAtOffset = 2

  /// Writes the header's bytes, see ``encode(_:)``.
  static func encode(_ header: EventHeader, to encoder: inout ByteEncoder) {
    encoder.byte(header.type.rawValue)
    encoder.byte(
      (header.isDeclared ? isDeclaredFlag : 0) | (header.isRedacted ? isRedactedFlag : 0)
    )
    encoder.fixed64(UInt64(bitPattern: header.recordedAt.microseconds))
    encoder.varint(UInt64(header.requestIndex))
    encoder.varint(UInt64(header.requestCount))
    encode(header.body, to: &encoder)
  }

  private static let isDeclaredFlag: UInt8 = 1
  /// The event's content was erased, and its body with it.
  private static let isRedactedFlag: UInt8 = 2

  static func encode(_ body: EventHeader.Body, to encoder: inout ByteEncoder) {
    switch body {
    case .source(let body): encode(body, to: &encoder)
    case .actor(let body): encode(body, to: &encoder)
    case .person(let body): encode(body, to: &encoder)
    case .topic(let body): encode(body, to: &encoder)
    case .statement(let body): encode(body, to: &encoder)
    case .report(let body):
      encoder.varint(body.statement)
      encode(body.report, to: &encoder)
    case .meeting(let body): encode(body, to: &encoder)
    case .link(let body): encode(body, to: &encoder)
    case .merge(let body):
      encoder.text(body.from)
      encoder.text(body.into)
    case .correction(let body): encode(body, to: &encoder)
    case .withdrawal(let body): encoder.varint(body.event)
    case .redaction(let body): encode(body, to: &encoder)
    case .review(let body): encode(body, to: &encoder)
    case .expectation(let body): encode(body, to: &encoder)
    case .redacted: break
    }
  }

  /// Reads a header back; it must use all of its bytes.
  package static func decode(_ bytes: RawSpan) throws(JournalDamage) -> EventHeader {
    var decoder = ByteDecoder(bytes)
    guard let type = EventType(rawValue: try decoder.byte()) else {
      throw JournalDamage("a record has an unknown type")
    }
    let flags = try decoder.byte()
    guard flags & ~(isDeclaredFlag | isRedactedFlag) == 0 else {
      throw JournalDamage("a header has unknown flags")
    }
    let recordedAt = Instant(microseconds: Int64(bitPattern: try decoder.fixed64()))
    let index = try decoder.varint()
    let count = try decoder.varint()
    guard let index = UInt32(exactly: index), let count = UInt32(exactly: count) else {
      throw JournalDamage("a header's place in its request is out of range")
    }
    let body: EventHeader.Body =
      flags & isRedactedFlag == 0 ? try decodeBody(type, from: &decoder, depth: 0) : .redacted
    guard decoder.isAtEnd else { throw JournalDamage("a header has bytes left over") }
    return EventHeader(
      type: type,
      recordedAt: recordedAt,
      requestIndex: index,
      requestCount: count,
      isDeclared: flags & isDeclaredFlag != 0,
      body: body
    )
  }

  /// Reads only when a statement was said, which stands first in its body; nil of any other event, and of one
  /// whose content was erased.
  static func said(_ bytes: RawSpan) throws(JournalDamage) -> Moment? {
    var decoder = ByteDecoder(bytes)
    guard try decoder.byte() == EventType.statementMade.rawValue,
      try decoder.byte() & isRedactedFlag == 0
    else { return nil }
    _ = try decoder.fixed64()
    _ = try decoder.varint()
    _ = try decoder.varint()
    return try moment(&decoder)
  }

  /// Reads only the moment of recording, which stands at a fixed place.
  package static func recordedAt(_ bytes: RawSpan) throws(JournalDamage) -> Instant {
    guard bytes.byteCount >= 10 else { throw JournalDamage("a record ends early") }
    return Instant(
      microseconds: Int64(bitPattern: bytes.loadBigEndian(at: recordedAtOffset, as: UInt64.self))
    )
  }

  /// True if the event's content was erased: what its flags say.
  package static func isRedacted(_ bytes: RawSpan) throws(JournalDamage) -> Bool {
    guard bytes.byteCount >= 2 else { throw JournalDamage("a record ends early") }
    return bytes[1] & isRedactedFlag != 0
  }

  static func decodeBody(
    _ type: EventType,
    from decoder: inout ByteDecoder,
    depth: Int
  ) throws(JournalDamage) -> EventHeader.Body {
    switch type {
    case .sourceFiled: .source(try source(&decoder))
    case .actorDefined: .actor(try actor(&decoder))
    case .personDefined: .person(try person(&decoder))
    case .topicDefined: .topic(try topic(&decoder))
    case .statementMade: .statement(try statement(&decoder))
    case .statementReported:
      .report(
        StatementReportHeader(statement: try decoder.varint(), report: try report(&decoder))
      )
    case .meetingScheduled, .meetingHeld, .meetingOngoing, .meetingPostponed, .meetingCancelled,
      .attendanceReported, .countReported, .outcomeReported:
      .meeting(try meetingFact(&decoder))
    case .statementsLinked: .link(try link(&decoder))
    case .meetingsMerged:
      .merge(MergeHeader(from: try decoder.text(), into: try decoder.text()))
    case .eventCorrected: .correction(try correction(&decoder, depth: depth))
    case .eventWithdrawn: .withdrawal(WithdrawalHeader(event: try decoder.varint()))
    case .eventRedacted: .redaction(try redaction(&decoder))
    case .eventReviewed: .review(try review(&decoder))
    case .stanceExpected: .expectation(try expectation(&decoder))
    }
  }

  /// Reads a stored code as one of an enumeration's cases.
  static func enumeration<Value: RawRepresentable>(
    _ type: Value.Type,
    _ code: UInt8
  ) throws(JournalDamage) -> Value where Value.RawValue == UInt8 {
    guard let value = Value(rawValue: code) else {
      throw JournalDamage("a header has an unknown \(type)")
    }
    return value
  }

  /// Reads an optional code: 0 is none.
  static func optionalEnumeration<Value: RawRepresentable>(
    _ type: Value.Type,
    _ code: UInt8
  ) throws(JournalDamage) -> Value? where Value.RawValue == UInt8 {
    code == 0 ? nil : try enumeration(type, code)
  }
}
