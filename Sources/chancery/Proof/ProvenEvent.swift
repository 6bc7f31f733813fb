import ChanceryClient
import ChanceryModel
import Proofs

/// One event whose leaf was found in a signed tree, with content that is what the leaf names.
struct ProvenEvent {
  let seq: UInt64
  /// The attributes that the tree hashes.
  let leaf: JSONObject
  /// What was recorded; nil if it was redacted.
  let data: JSONValue?

  /// Verifies the members `leaf`, `data` and `salt` of an object.
  ///
  /// - Throws: ``CheckFailure``, naming the first check that was not passed.
  init(
    _ object: JSONObject,
    seq: UInt64,
    path: [Digest32],
    in checkpoint: SignedCheckpoint
  ) throws(CheckFailure) {
    guard let leaf = object["leaf"]?.objectValue else {
      throw CheckFailure(.form, "event \(seq) has no leaf")
    }
    guard seq > 0 else { throw CheckFailure(.form, "there is no event 0") }
    do {
      try InclusionProof(index: seq - 1, size: checkpoint.size, path: path).verify(
        leafHash: MerkleTree.leafHash(CanonicalJSON.bytes(of: .object(leaf))),
        root: checkpoint.root
      )
    } catch { throw CheckFailure(.inclusion, "event \(seq): \(error)") }
    guard let stated = leaf["datahash"]?.textValue, leaf["type"]?.textValue != nil else {
      throw CheckFailure(.leaf, "event \(seq) names no datahash or no type")
    }
    self.seq = seq
    self.leaf = leaf
    data = object["data"]
    guard let data else {
      guard object["salt"] == nil else {
        throw CheckFailure(.form, "event \(seq) has a salt, but no data")
      }
      return
    }
    guard let digits = object["salt"]?.textValue, digits.utf8.count == 32,
      let salt = Hexadecimal.bytes(digits.utf8)
    else { throw CheckFailure(.form, "the salt of event \(seq) is not 32 hexadecimal digits") }
    let found = Text(SHA256Digest.digest(of: salt, CanonicalJSON.bytes(of: data)).hex)
    guard stated == found else {
      throw CheckFailure(
        .datahash,
        "the data of event \(seq) have SHA-256 \(found), its leaf says \(stated): they were changed"
      )
    }
  }

  /// What a proof carries of an event: the leaf, and unless it was redacted data and salt.
  static func members(_ answer: JSONValue) -> JSONObject {
    var object = JSONObject()
    object["leaf"] = answer["leaf"]
    if let data = answer["data"], !data.isNull {
      object["data"] = data
      object["salt"] = answer["salt"]
    }
    return object
  }

  /// True if the event corrects, withdraws or erases one of some others, as far as its content is here
  /// to tell.
  func concerns(_ others: [ProvenEvent]) -> Bool {
    let types: [Text] = ["event.corrected", "event.withdrawn", "event.redacted"]
    guard let type = leaf["type"]?.textValue, types.contains(type) else { return false }
    guard let data else { return true }
    let erased = (data["erased"]?.arrayValue ?? []).compactMap(\.intValue)
    return others.contains { other in
      erased.contains { $0 == other.seq } || other.isMeant(by: data["event"], of: leaf)
    }
  }

  /// True if a reference in another event's data means this one: a seq, an id, or both source and id.
  private func isMeant(by reference: JSONValue?, of leaf: JSONObject) -> Bool {
    switch reference {
    case .number?: reference?.intValue.map { $0 == seq } ?? false
    case .string(let id)?: self.leaf["id"]?.textValue == id && self.leaf["source"] == leaf["source"]
    case .object(let named)?:
      self.leaf["id"] == named["id"] && self.leaf["source"] == named["source"]
    default: false
    }
  }

  /// The event as the journal shows it.
  var bytes: [UInt8] {
    var json = JSONWriter()
    json.beginObject()
    json.member("seq", seq)
    json.member("data", data)
    for member in leaf.members where member.key != "data" && member.key != "seq" {
      json.key(member.key)
      json.value(member.value)
    }
    json.endObject()
    return json.bytes
  }
}
