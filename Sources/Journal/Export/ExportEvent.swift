package import ChanceryModel
internal import LMDB
internal import Proofs

/// An event as an export has it: the parts of its record, byte for byte.
package struct ExportEvent: Sendable {
  package let seq: UInt64
  package let salt: [UInt8]
  /// The bytes of the header; nil in an export of a version that did not write it.
  package let header: [UInt8]?
  /// The header, decoded.
  package let decodedHeader: EventHeader?
  /// The leaf's bytes.
  package let leaf: [UInt8]
  package let attributes: Leaf.Attributes
  /// RFC 8785 JSON of `data`; empty if the content was erased.
  package let data: [UInt8]
  /// The data, read and checked for shape; nil if the content was erased, and of events that only the
  /// daemon makes.
  package let body: DraftBody?

  /// True if the content was erased.
  package var isErased: Bool { data.isEmpty }

  /// Reads a line from behind its `{"seq":`.
  init(_ cursor: inout ExportCursor) throws(ExportFault) {
    guard let seq = cursor.number(), seq > 0 else { throw ExportFault("its seq is no number") }
    self.seq = seq
    guard cursor.skip(",\"salt\":\""), let salt = Hexadecimal.bytes(cursor.text()),
      salt.count == Record.saltByteCount
    else { throw ExportFault("event \(seq) has no salt of 32 hexadecimal digits") }
    self.salt = salt
    header = try cursor.skip("\",\"header\":\"") ? ExportEvent.header(cursor.text(), seq) : nil
    guard cursor.skip("\",\"data\":") else {
      throw ExportFault("behind the salt of event \(seq) neither header nor data follow")
    }
    let value: JSONValue
    (value, data) = try cursor.value(seq)
    guard cursor.skip(",") else { throw ExportFault("event \(seq) has no leaf behind its data") }
    leaf = [UInt8(ascii: "{")] + cursor.rest
    do throws(JournalDamage) {
      attributes = try Leaf.parse(leaf)
      decodedHeader = try header.map { bytes throws(JournalDamage) in
        try HeaderCodec.decode(bytes.rawSpan)
      }
    } catch { throw ExportFault("the header or data of event \(seq) cannot be read: \(error)") }
    body = try ExportEvent.body(of: attributes.type, value, seq)
    try check()
  }

  private static func header(
    _ text: ArraySlice<UInt8>,
    _ seq: UInt64
  ) throws(ExportFault) -> [UInt8] {
    guard let bytes = Base64.bytes(Array(text)) else {
      throw ExportFault("the header of event \(seq) is no base64")
    }
    return bytes
  }

  private static func body(
    of type: EventType,
    _ value: JSONValue,
    _ seq: UInt64
  ) throws(ExportFault) -> DraftBody? {
    guard !value.isNull, !type.isDaemonOnly else { return nil }
    do throws(Refusal) { return try EventDecoder.body(of: type, data: value) } catch {
      throw ExportFault("the data of event \(seq) are not those of \(type.name): \(error.detail)")
    }
  }

  /// Compares the parts with each other.
  private func check() throws(ExportFault) {
    if isErased {
      guard decodedHeader?.isRedacted == true, salt.allSatisfy({ $0 == 0 }) else {
        throw ExportFault("event \(seq) has no data, but is not redacted by its header and salt")
      }
    } else {
      guard Leaf.dataHash(salt: salt, data: data) == attributes.dataHash else {
        throw ExportFault(
          "the data and salt of event \(seq) do not have the hash that its leaf says"
        )
      }
      guard decodedHeader?.isRedacted != true else {
        throw ExportFault("event \(seq) is redacted by its header, but has data")
      }
    }
    guard let decodedHeader else { return }
    guard decodedHeader.type == attributes.type, decodedHeader.recordedAt == attributes.recordedAt
    else { throw ExportFault("the header of event \(seq) is not that of its leaf") }
  }
}
