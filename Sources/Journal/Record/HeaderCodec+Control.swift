internal import ChanceryModel
internal import LMDB

// MARK: - Events about events

extension HeaderCodec {
  static func encode(_ body: LinkHeader, to encoder: inout ByteEncoder) {
    encoder.varint(body.from)
    encoder.varint(body.to)
    encoder.byte(body.kind.rawValue)
    encoder.byte(body.certainty.rawValue)
  }

  static func link(_ decoder: inout ByteDecoder) throws(JournalDamage) -> LinkHeader {
    LinkHeader(
      from: try decoder.varint(),
      to: try decoder.varint(),
      kind: try enumeration(LinkKind.self, try decoder.byte()),
      certainty: try enumeration(LinkCertainty.self, try decoder.byte())
    )
  }

  static func encode(_ body: CorrectionHeader, to encoder: inout ByteEncoder) {
    encoder.varint(body.event)
    encoder.varint(body.version)
    encoder.byte(body.type.rawValue)
    encode(body.body, to: &encoder)
  }

  /// Reads a correction that stands in `depth` others.
  ///
  /// A record of more than any append lets through is damage, not a stack to overflow.
  static func correction(
    _ decoder: inout ByteDecoder,
    depth: Int
  ) throws(JournalDamage) -> CorrectionHeader {
    guard depth < StateRules.depthMax else {
      throw JournalDamage("a correction stands in too many others")
    }
    let event = try decoder.varint()
    let version = try decoder.varint()
    guard let type = EventType(rawValue: try decoder.byte()) else {
      throw JournalDamage("a correction is of an unknown type")
    }
    return CorrectionHeader(
      event: event,
      version: version,
      type: type,
      body: try decodeBody(type, from: &decoder, depth: depth + 1)
    )
  }

  static func encode(_ body: RedactionHeader, to encoder: inout ByteEncoder) {
    encoder.varint(body.event)
    encoder.count(body.erased.count)
    for seq in body.erased { encoder.varint(seq) }
    encoder.count(body.marks.count)
    for mark in body.marks { encoder.varint(UInt64(mark)) }
  }

  static func redaction(_ decoder: inout ByteDecoder) throws(JournalDamage) -> RedactionHeader {
    var body = RedactionHeader(event: try decoder.varint(), erased: [], marks: [])
    for _ in 0..<(try decoder.count()) { body.erased.append(try decoder.varint()) }
    for _ in 0..<(try decoder.count()) {
      guard let mark = UInt16(exactly: try decoder.varint()) else {
        throw JournalDamage("a redaction's mark is out of range")
      }
      body.marks.append(mark)
    }
    return body
  }

  static func encode(_ body: ReviewHeader, to encoder: inout ByteEncoder) {
    encoder.varint(body.event)
    encoder.byte(body.verdict.rawValue)
    encoder.text(body.coder)
  }

  static func review(_ decoder: inout ByteDecoder) throws(JournalDamage) -> ReviewHeader {
    ReviewHeader(
      event: try decoder.varint(),
      verdict: try enumeration(Verdict.self, try decoder.byte()),
      coder: try decoder.text()
    )
  }

  static func encode(_ body: ExpectationHeader, to encoder: inout ByteEncoder) {
    encoder.text(body.holder)
    encoder.text(body.topic)
    encoder.byte(body.position.rawValue)
    encoder.day(body.at)
  }

  static func expectation(_ decoder: inout ByteDecoder) throws(JournalDamage) -> ExpectationHeader {
    ExpectationHeader(
      holder: try decoder.text(),
      topic: try decoder.text(),
      position: try enumeration(Position.self, try decoder.byte()),
      at: try decoder.day()
    )
  }
}
