import ChanceryClient
import ChanceryModel
import Proofs

extension Session {
  /// The key that the daemon says its checkpoints verify with.
  func daemonKey() throws(Fault) -> VerificationKey {
    let status = try parse(try fetch(.get("v1", "status")).body)
    return try key(status["key"])
  }

  /// A key in an answer.
  func key(_ value: JSONValue?) throws(Fault) -> VerificationKey {
    do {
      return try VerificationKey(value?.stringValue ?? "")
    } catch {
      throw Fault(untrue: "its key cannot be read: \(error)")
    }
  }

  /// A list of hashes in an answer.
  func path(_ answer: JSONValue) throws(Fault) -> [Digest32] {
    var path: [Digest32] = []
    for element in answer["path"]?.arrayValue ?? [] {
      guard let hash = Digest32(base64: Array((element.stringValue ?? "").utf8)) else {
        throw Fault(untrue: "its path holds what is no hash")
      }
      path.append(hash)
    }
    return path
  }
}

extension Fault {
  /// An answer of the daemon that proves nothing.
  init(untrue detail: String) {
    self.init(
      "chanceryd gave a proof that does not hold",
      at: [detail],
      remedy: "the journal may be damaged: keep your older checkpoints, and see the daemon's log",
      status: ExitStatus.badData
    )
  }
}
