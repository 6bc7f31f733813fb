import ChanceryModel
import Proofs
import TestSupport

/// What the tree was before events were erased, and whether it still holds.
struct TreeMemory {
  private let size: Int
  private let root: Digest32
  /// The leaf of each event that is looked at again.
  private var leaves: [Int: JSONValue] = [:]

  /// Takes note of the signed tree and of some of its leaves.
  ///
  /// - Parameters:
  ///   - daemon: Where.
  ///   - seqs: Events to look at again.
  ///   - salt: Called with each event and its salt.
  /// - Throws: ``Fault`` if there is no checkpoint, or no proof of an event.
  init(_ daemon: Daemon, of seqs: Set<Int>, salt: (Int, [UInt8]) -> Void) throws {
    (size, root) = try TreeMemory.checkpoint(daemon)
    for seq in seqs {
      let proof = try daemon.get("/v1/proofs/inclusion/\(seq)").json
      guard let leaf = proof["leaf"], let text = proof["salt"]?.stringValue,
        let bytes = Hexadecimal.bytes(Array(text.utf8))
      else { throw Fault("event \(seq) has no proof") }
      leaves[seq] = leaf
      salt(seq, bytes)
    }
  }

  private static func checkpoint(_ daemon: Daemon) throws -> (Int, Digest32) {
    let answer = try daemon.get("/v1/checkpoint", headers: "Accept: application/json\r\n").json
    guard let size = answer["size"]?.intValue, let text = answer["root"]?.stringValue,
      let root = Digest32(hex: Array(text.utf8))
    else { throw Fault("there is no checkpoint: \(answer)") }
    return (size, root)
  }

  /// Proves every leaf, erased or not, and that the tree has only grown; computes both roots from leaves.
  func check(_ daemon: Daemon, _ log: LoggedEvents, erased: Set<Int>) throws {
    let (newSize, newRoot) = try TreeMemory.checkpoint(daemon)
    let hashes = log.events.map { MerkleTree.leafHash($0.leaf) }
    guard TreeMemory.root(hashes[..<size]) == root, TreeMemory.root(hashes[..<newSize]) == newRoot,
      TreeMemory.root(hashes[...]).hex == log.root
    else { throw Fault("the leaves do not give the roots that were signed") }
    let answer = try daemon.get("/v1/proofs/consistency?from=\(size)&to=\(newSize)").json
    try ConsistencyProof(from: UInt64(size), to: UInt64(newSize), path: TreeMemory.path(answer))
      .verify(oldRoot: root, newRoot: newRoot)
    for (seq, leaf) in leaves {
      let answer = try daemon.get("/v1/proofs/inclusion/\(seq)?size=\(newSize)").json
      guard answer["leaf"] == leaf else { throw Fault("the leaf of event \(seq) has changed") }
      try InclusionProof(
        index: UInt64(seq - 1),
        size: UInt64(newSize),
        path: TreeMemory.path(answer)
      ).verify(
        leafHash: MerkleTree.leafHash(CanonicalJSON.bytes(of: leaf)),
        root: newRoot
      )
      try TreeMemory.checkContent(answer, seq, isErased: erased.contains(seq))
    }
  }

  /// What is erased is nowhere in the proof; what is not is what the leaf has the hash of.
  private static func checkContent(_ proof: JSONValue, _ seq: Int, isErased: Bool) throws {
    let salt = proof["salt"]?.stringValue ?? ""
    guard let data = proof["data"], data.isNull == isErased,
      (salt == String(repeating: "0", count: 32)) == isErased
    else { throw Fault("event \(seq) is \(isErased ? "still there" : "gone"), says its proof") }
    guard !isErased else { return }
    let bytes = (Hexadecimal.bytes(Array(salt.utf8)) ?? []) + CanonicalJSON.bytes(of: data)
    guard proof["leaf"]?["datahash"]?.stringValue == SHA256Digest.hex(of: bytes) else {
      throw Fault("the data of event \(seq) do not hash to its leaf")
    }
  }

  private static func path(_ answer: JSONValue) throws -> [Digest32] {
    try (answer["path"]?.arrayValue ?? []).map { node in
      guard let text = node.stringValue, let hash = Digest32(base64: Array(text.utf8)) else {
        throw Fault("a proof has no path: \(answer)")
      }
      return hash
    }
  }

  /// The tree hash as RFC 6962 §2.1 writes it down.
  private static func root(_ hashes: ArraySlice<Digest32>) -> Digest32 {
    guard let first = hashes.first else { return MerkleTree.emptyRoot }
    guard hashes.count > 1 else { return first }
    var left = 1
    while left * 2 < hashes.count { left *= 2 }
    let middle = hashes.startIndex + left
    return MerkleTree.nodeHash(root(hashes[..<middle]), root(hashes[middle...]))
  }
}
