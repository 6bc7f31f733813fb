import ChanceryClient
import ChanceryModel
import Proofs

/// An event whose place in a signed tree was verified: nothing in it is taken on trust but the key.
struct EventProof {
  let seq: UInt64
  let signed: SignedCheckpoint
  let key: VerificationKey
  /// The attributes that the tree hashes.
  let leaf: JSONObject
  /// What was recorded; nil if the event was redacted.
  let data: JSONValue?

  /// A check that was not passed.
  struct Failure: Error {
    /// Which: form, signature, inclusion, leaf or datahash.
    let check: String
    let detail: String

    /// The end of a command, for a proof that is called so.
    func fault(_ name: String) -> Fault {
      Fault(
        "\(name) does not hold",
        at: ["\(check): \(detail)"],
        remedy: "get the proof again from who gave it to you; do not publish this one",
        status: ExitStatus.badData
      )
    }
  }

  /// The checks that were passed, in order.
  var checks: [Text] {
    ["form", "signature", "inclusion", "leaf"] + (data == nil ? [] : ["datahash"])
  }

  /// Verifies a proof under a key that is trusted.
  ///
  /// - Throws: ``Failure``, naming the first check that was not passed.
  init(_ proof: TransparencyProof, by key: VerificationKey) throws(Failure) {
    let parts = try Parts(proof.extra)
    self.key = key
    signed = try EventProof.check("signature") { () throws(ProofError) in
      try SignedCheckpoint(proof.checkpoint, by: key)
    }
    let inclusion = InclusionProof(index: proof.index, size: signed.size, path: proof.path)
    let root = signed.root
    try EventProof.check("inclusion") { () throws(ProofError) in
      try inclusion.verify(
        leafHash: MerkleTree.leafHash(CanonicalJSON.bytes(of: .object(parts.leaf))),
        root: root
      )
    }
    seq = proof.index + 1
    leaf = parts.leaf
    data = parts.content?.data
    try parts.checkContent()
  }

  private static func check<Value>(
    _ name: String,
    _ body: () throws(ProofError) -> Value
  ) throws(Failure) -> Value {
    do {
      return try body()
    } catch {
      throw Failure(check: error.kind == .malformed ? "form" : name, detail: error.description)
    }
  }

  /// The `extra` line of a proof: RFC 8785 of the leaf, and unless it was redacted of data and salt.
  static func extra(leaf: JSONValue, data: JSONValue?, salt: JSONValue?) -> [UInt8] {
    var object = JSONObject()
    object["leaf"] = leaf
    if let data, !data.isNull {
      object["data"] = data
      object["salt"] = salt
    }
    return CanonicalJSON.bytes(of: .object(object))
  }

  /// The event as the journal shows it.
  var event: [UInt8] {
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

extension EventProof {
  /// What an `extra` line holds.
  private struct Parts {
    let leaf: JSONObject
    /// nil if the event was redacted.
    let content: (data: JSONValue, salt: [UInt8])?

    init(_ extra: [UInt8]?) throws(Failure) {
      guard let extra else {
        throw Parts.malformed("it has no extra line, so the event is missing")
      }
      let value: JSONValue
      do {
        value = try JSONParser.parse(extra, limits: .answer)
      } catch {
        throw Parts.malformed("its extra line is no JSON: \(error.detail)")
      }
      guard CanonicalJSON.bytes(of: value) == extra else {
        throw Parts.malformed("its extra line is not spelled as RFC 8785 says")
      }
      guard let object = value.objectValue, let leaf = object["leaf"]?.objectValue else {
        throw Parts.malformed("its extra line has no leaf")
      }
      let known: [Text] = ["data", "leaf", "salt"]
      if let unknown = object.members.first(where: { !known.contains($0.key) })?.key {
        throw Parts.malformed("its extra line has “\(unknown)”, which nothing here verifies")
      }
      self.leaf = leaf
      guard let data = object["data"] else {
        guard object["salt"] == nil else { throw Parts.malformed("it has a salt, but no data") }
        content = nil
        return
      }
      guard let digits = object["salt"]?.textValue, digits.utf8.count == 32,
        let salt = Hexadecimal.bytes(digits.utf8)
      else { throw Parts.malformed("its salt is not 32 hexadecimal digits") }
      content = (data, salt)
    }

    private static func malformed(_ detail: String) -> Failure {
      Failure(check: "form", detail: detail)
    }

    /// Says that the leaf is one of ours, and that the data are those it names.
    func checkContent() throws(Failure) {
      guard let stated = leaf["datahash"]?.textValue, leaf["type"]?.textValue != nil else {
        throw Failure(
          check: "leaf",
          detail: "it names no datahash or no type: no event of a journal"
        )
      }
      guard let content else { return }
      let bytes = CanonicalJSON.bytes(of: content.data)
      let found = Text(SHA256Digest.digest(of: content.salt, bytes).hex)
      guard stated == found else {
        throw Failure(
          check: "datahash",
          detail: "the data have SHA-256 \(found), the leaf says \(stated): they were changed"
        )
      }
    }
  }
}
