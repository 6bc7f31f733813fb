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
    append(attributes, to: &json)
    return json
  }

  /// Appends the leaf's bytes, see ``bytes(_:)``.
  ///
  /// - Returns: Where among all the bytes the text of `recordedat` begins.
  @discardableResult
  static func append(_ attributes: Attributes, to json: inout [UInt8]) -> Int {
    append("{", to: &json)
    if let type = attributes.dataContentType { member("\"datacontenttype\":", type, to: &json) }
    append("\"datahash\":\"", to: &json)
    attributes.dataHash.withBytes { Hexadecimal.append($0, to: &json) }
    append("\",", to: &json)
    if let schema = attributes.dataSchema { member("\"dataschema\":", schema, to: &json) }
    member("\"id\":", attributes.id, to: &json)
    append("\"recordedat\":\"", to: &json)
    let moment = json.count
    attributes.recordedAt.append(to: &json)
    append("\",", to: &json)
    member("\"recordedby\":", attributes.recordedBy, to: &json)
    member("\"source\":", attributes.source, to: &json)
    append("\"specversion\":\"1.0\",", to: &json)
    if let subject = attributes.subject { member("\"subject\":", subject, to: &json) }
    if let time = attributes.time { member("\"time\":", time, to: &json) }
    member("\"type\":", attributes.type.name, to: &json)
    json[json.count - 1] = UInt8(ascii: "}")
    return moment
  }

  /// Appends a name that is spelled with its quotes and its colon, a value and a comma.
  private static func member(_ name: StaticString, _ value: Text, to json: inout [UInt8]) {
    append(name, to: &json)
    CanonicalJSON.appendString(value, to: &json)
    json.append(UInt8(ascii: ","))
  }

  private static func append(_ words: StaticString, to json: inout [UInt8]) {
    words.withUTF8Buffer { json.append(contentsOf: $0) }
  }
}
