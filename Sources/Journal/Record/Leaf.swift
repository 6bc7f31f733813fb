package import ChanceryModel
internal import LMDB
package import Proofs

/// The leaf of the Merkle tree: RFC 8785 JSON of every attribute but `data` and `seq` (for ever).
///
/// No `seq`, so that a journal kept elsewhere can number events after the leaf is made; the data is
/// present as `datahash` = SHA-256(salt ‖ data), so that it can be erased and the proof still holds.
package enum Leaf {
  /// The attributes of one event as they are hashed.
  package struct Attributes: Sendable {
    package var type: EventType
    package var source: Text
    package var id: Text
    package var recordedAt: Instant
    package var recordedBy: Text
    package var dataHash: Digest32
    package var time: Text?
    package var subject: Text?
    package var dataSchema: Text?
    package var dataContentType: Text?

    package init(
      type: EventType,
      source: Text,
      id: Text,
      recordedAt: Instant,
      recordedBy: Text,
      dataHash: Digest32,
      time: Text? = nil,
      subject: Text? = nil,
      dataSchema: Text? = nil,
      dataContentType: Text? = nil
    ) {
      self.type = type
      self.source = source
      self.id = id
      self.recordedAt = recordedAt
      self.recordedBy = recordedBy
      self.dataHash = dataHash
      self.time = time
      self.subject = subject
      self.dataSchema = dataSchema
      self.dataContentType = dataContentType
    }
  }

  /// SHA-256(salt ‖ data).
  package static func dataHash(salt: [UInt8], data: [UInt8]) -> Digest32 {
    SHA256Digest.digest(of: salt, data)
  }

  /// The leaf's bytes.
  ///
  /// Members stand in RFC 8785 order, which for these names is byte order.
  package static func bytes(_ attributes: Attributes) -> [UInt8] {
    var json: [UInt8] = []
    json.reserveCapacity(300)
    json += "{".utf8
    if let type = attributes.dataContentType { member("datacontenttype", type, to: &json) }
    json += "\"datahash\":\"".utf8
    attributes.dataHash.withBytes { json += Hexadecimal.ascii($0) }
    json += "\",".utf8
    if let schema = attributes.dataSchema { member("dataschema", schema, to: &json) }
    member("id", attributes.id, to: &json)
    json += "\"recordedat\":\"".utf8
    attributes.recordedAt.append(to: &json)
    json += "\",".utf8
    member("recordedby", attributes.recordedBy, to: &json)
    member("source", attributes.source, to: &json)
    json += "\"specversion\":\"1.0\",".utf8
    if let subject = attributes.subject { member("subject", subject, to: &json) }
    if let time = attributes.time { member("time", time, to: &json) }
    member("type", attributes.type.name, to: &json)
    json[json.count - 1] = UInt8(ascii: "}")
    return json
  }

  private static func member(_ name: StaticString, _ value: Text, to json: inout [UInt8]) {
    json += "\"".utf8
    name.withUTF8Buffer { json += $0 }
    json += "\":".utf8
    CanonicalJSON.appendString(value, to: &json)
    json += ",".utf8
  }

  static func hexadecimal(_ bytes: RawSpan) -> [UInt8] {
    bytes.withUnsafeBytes { Hexadecimal.ascii($0) }
  }
}
