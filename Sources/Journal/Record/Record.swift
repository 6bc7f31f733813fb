package import ChanceryModel
internal import LMDB
internal import Proofs

/// One stored event (for ever; Documentation/DataFormat.md has the table).
///
/// ```
/// version u8 = 1 ‖ flags u8 = 0 ‖ varint n ‖ header[n] ‖ salt[16] ‖ varint m ‖ leaf[m] ‖ data
/// ```
///
/// What was sent (`data`), what identifies it (`leaf`) and what hides the data once it is erased
/// (`salt`) are stored as bytes and never encoded again; the header is derived from them.
package enum Record {
  /// The version every record begins with.
  package static let version: UInt8 = 1

  /// Bytes of salt an event.
  package static let saltByteCount = 16

  /// The bytes of a record.
  package static func encode(
    header: [UInt8],
    salt: [UInt8],
    leaf: [UInt8],
    data: [UInt8]
  ) -> [UInt8] {
    var encoder = ByteEncoder(capacity: header.count + leaf.count + data.count + 40)
    encode(header: header, salt: salt, leaf: leaf, data: data, to: &encoder)
    return encoder.bytes
  }

  /// Writes the bytes of a record, see ``encode(header:salt:leaf:data:)``.
  ///
  /// - Returns: Where the header begins, and where the leaf does.
  @discardableResult
  static func encode(
    header: [UInt8],
    salt: [UInt8],
    leaf: [UInt8],
    data: [UInt8],
    to encoder: inout ByteEncoder
  ) -> (header: Int, leaf: Int) {
    precondition(salt.count == saltByteCount)
    encoder.byte(version)
    encoder.byte(0)
    encoder.count(header.count)
    let headerStart = encoder.bytes.count
    encoder.raw(header)
    encoder.raw(salt)
    encoder.count(leaf.count)
    let leafStart = encoder.bytes.count
    encoder.raw(leaf)
    encoder.raw(data)
    return (headerStart, leafStart)
  }
}

/// The parts of a stored record, in place.
package struct RecordView: ~Escapable {
  /// The bytes of the header; see ``HeaderCodec``.
  package let header: RawSpan
  /// Sixteen random bytes.
  package let salt: RawSpan
  /// RFC 8785 JSON of every attribute but `data` and `seq`.
  package let leaf: RawSpan
  /// RFC 8785 JSON of `data`.
  package let data: RawSpan

  @_lifetime(copy bytes)
  package init(_ bytes: RawSpan) throws(JournalDamage) {
    var decoder = ByteDecoder(bytes)
    guard try decoder.byte() == Record.version else {
      throw JournalDamage("a record has an unknown version")
    }
    guard try decoder.byte() == 0 else { throw JournalDamage("a record has unknown flags") }
    header = try decoder.take(try decoder.count())
    salt = try decoder.take(Record.saltByteCount)
    leaf = try decoder.take(try decoder.count())
    data = try decoder.take(bytes.byteCount - decoder.offset)
    // Readers look at the type byte and splice the leaf without asking again.
    guard header.byteCount > 0, leaf.byteCount > 1 else {
      throw JournalDamage("a record lacks its header or its leaf")
    }
  }

  /// The header, decoded.
  package func decodedHeader() throws(JournalDamage) -> EventHeader {
    try HeaderCodec.decode(header)
  }

  /// True if the data were erased: of an event that has any they are never empty.
  package var isRedacted: Bool { data.byteCount == 0 }

  /// The event as every answer shows it: `{"seq":N,"data":…,` and the leaf, spliced.
  ///
  /// - Parameters:
  ///   - seq: The event's number.
  ///   - redaction: The event that erased this one, if one did.
  /// - Returns: One JSON object.
  package func event(seq: UInt64, redactedBy redaction: UInt64? = nil) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(data.byteCount + leaf.byteCount + 80)
    append(seq: seq, redactedBy: redaction, to: &json)
    return json
  }

  /// Appends the event to bytes at hand; of a redacted one `data` is `null`, and `redactedby` says by
  /// which event.
  ///
  /// For an export with the salt and the header, so that nothing of the record is missing.
  package func append(
    seq: UInt64,
    forExport: Bool = false,
    redactedBy redaction: UInt64? = nil,
    to json: inout [UInt8]
  ) {
    json += "{\"seq\":".utf8
    json += String(seq).utf8
    if forExport {
      json += ",\"salt\":\"".utf8
      salt.withUnsafeBytes { Hexadecimal.append($0, to: &json) }
      json += "\",\"header\":\"".utf8
      header.withUnsafeBytes { Base64.append($0, to: &json) }
      json += "\"".utf8
    }
    json += ",\"data\":".utf8
    if isRedacted {
      json += "null".utf8
      if let redaction { json += ",\"redactedby\":\(redaction)".utf8 }
    } else {
      data.withUnsafeBytes { json.append(contentsOf: $0) }
    }
    json += ",".utf8
    // The leaf is an object with members, so what follows its brace continues ours.
    leaf.extracting(1..<leaf.byteCount).withUnsafeBytes { json.append(contentsOf: $0) }
  }
}
