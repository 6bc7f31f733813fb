internal import ChanceryModel
internal import Proofs

extension Leaf {
  /// Reads a stored leaf back.
  ///
  /// Whatever is returned gives the same bytes again by ``bytes(_:)``: so the members are those that
  /// a leaf has, sorted and spelled by RFC 8785.
  ///
  /// - Parameter bytes: The leaf as it is stored.
  /// - Returns: The attributes it holds.
  /// - Throws: ``JournalDamage`` that names the member at fault, where one is.
  package static func parse(_ bytes: [UInt8]) throws(JournalDamage) -> Attributes {
    let json: JSONValue
    do throws(Refusal) { json = try JSONParser.parse(bytes) } catch {
      throw JournalDamage("its leaf is no JSON: \(error.detail)")
    }
    func text(_ name: Text) throws(JournalDamage) -> Text {
      guard let text = json[name]?.textValue else {
        throw JournalDamage("its leaf has no “\(name)”")
      }
      return text
    }
    guard let type = EventType(name: try text("type")) else {
      throw JournalDamage("its leaf has an unknown type")
    }
    guard let recordedAt = try? Instant.parse(try text("recordedat")) else {
      throw JournalDamage("its leaf does not say when it was recorded")
    }
    guard let hash = Hexadecimal.bytes(Array(try text("datahash").utf8)), hash.count == 32,
      let dataHash = Digest32(hash)
    else {
      throw JournalDamage("its leaf has no SHA-256 as “datahash”")
    }
    let attributes = Attributes(
      type: type,
      source: try text("source"),
      id: try text("id"),
      recordedAt: recordedAt,
      recordedBy: try text("recordedby"),
      dataHash: dataHash,
      time: json["time"]?.textValue,
      subject: json["subject"]?.textValue,
      dataSchema: json["dataschema"]?.textValue,
      dataContentType: json["datacontenttype"]?.textValue
    )
    guard Leaf.bytes(attributes) == bytes else {
      throw JournalDamage("its leaf is not the canonical JSON of its members")
    }
    return attributes
  }
}
