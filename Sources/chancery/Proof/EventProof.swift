import ChanceryClient
import ChanceryModel
import Proofs

/// An event whose place in a signed tree was verified, with the events that correct it: nothing in it is
/// taken on trust but the key.
struct EventProof {
  let signed: SignedCheckpoint
  let key: VerificationKey
  let event: ProvenEvent
  /// Corrections, withdrawals and the redaction that came with the proof, by seq.
  ///
  /// Each is proven; that there are no others cannot be.
  let corrections: [ProvenEvent]

  /// The checks that were passed, in order.
  var checks: [Text] {
    let passed: [CheckFailure.Check] =
      [.form, .signature, .inclusion, .leaf] + (event.data == nil ? [] : [.datahash])
      + (corrections.isEmpty ? [] : [.corrections])
    return passed.map { Text($0.rawValue) }
  }

  /// Verifies a proof under a key that is trusted.
  ///
  /// - Throws: ``CheckFailure``, naming the first check that was not passed.
  init(_ proof: TransparencyProof, by key: VerificationKey) throws(CheckFailure) {
    let extra = try EventProof.extra(proof.extra)
    self.key = key
    do {
      signed = try SignedCheckpoint(proof.checkpoint, by: key)
    } catch {
      throw CheckFailure(error.kind == .malformed ? .form : .signature, error.description)
    }
    guard proof.index < signed.size else {
      throw CheckFailure(.inclusion, "index \(proof.index) is not in a tree of \(signed.size)")
    }
    event = try ProvenEvent(extra, seq: proof.index + 1, path: proof.path, in: signed)
    corrections = try EventProof.corrections(extra["corrections"], of: event, in: signed)
  }

  // MARK: The extra line

  /// The `extra` line of a proof, from the API's answers about an event and those that correct it.
  static func extra(_ answer: JSONValue, corrections: [JSONValue]) -> [UInt8] {
    var object = ProvenEvent.members(answer)
    if !corrections.isEmpty {
      object["corrections"] = .array(
        corrections.map { answer in
          var correction = ProvenEvent.members(answer)
          correction["path"] = answer["path"]
          correction["seq"] = answer["seq"]
          return .object(correction)
        }
      )
    }
    return CanonicalJSON.bytes(of: .object(object))
  }

  private static func extra(_ bytes: [UInt8]?) throws(CheckFailure) -> JSONObject {
    guard let bytes else {
      throw CheckFailure(.form, "it has no extra line, so the event is missing")
    }
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes, limits: .answer)
    } catch {
      throw CheckFailure(.form, "its extra line is no JSON: \(error.detail)")
    }
    guard let object = value.objectValue, CanonicalJSON.bytes(of: value) == bytes else {
      throw CheckFailure(.form, "its extra line is no object spelled as RFC 8785 says")
    }
    try check(object, has: ["corrections", "data", "leaf", "salt"])
    return object
  }

  /// Refuses members that nothing here looks at: what is in a proof has been checked, all of it.
  private static func check(_ object: JSONObject, has known: [Text]) throws(CheckFailure) {
    if let unknown = object.members.first(where: { !known.contains($0.key) })?.key {
      throw CheckFailure(.form, "its extra line has “\(unknown)”, which nothing here checks")
    }
  }

  private static func corrections(
    _ value: JSONValue?,
    of event: ProvenEvent,
    in checkpoint: SignedCheckpoint
  ) throws(CheckFailure) -> [ProvenEvent] {
    guard let value else { return [] }
    guard let items = value.arrayValue, !items.isEmpty else {
      throw CheckFailure(.form, "its corrections are no list of events")
    }
    var proven: [ProvenEvent] = []
    for item in items {
      guard let object = item.objectValue, let seq = object["seq"]?.intValue,
        seq > proven.last.map({ Int($0.seq) }) ?? Int(event.seq),
        let texts = object["path"]?.arrayValue
      else { throw CheckFailure(.form, "its corrections are not events after it, in order") }
      try check(object, has: ["data", "leaf", "path", "salt", "seq"])
      var path: [Digest32] = []
      for text in texts {
        guard let hash = Digest32(base64: Array((text.stringValue ?? "").utf8)) else {
          throw CheckFailure(.form, "the path of event \(seq) holds what is no hash")
        }
        path.append(hash)
      }
      let next = try ProvenEvent(object, seq: UInt64(seq), path: path, in: checkpoint)
      guard next.concerns([event] + proven) else {
        throw CheckFailure(.corrections, "event \(seq) does not correct event \(event.seq)")
      }
      proven.append(next)
    }
    return proven
  }
}
