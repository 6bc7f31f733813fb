/// The proof that one tree extends another: RFC 6962 §2.1.2, verified as RFC 9162 §2.1.4.2 says.
package struct ConsistencyProof: Sendable, Equatable {
  /// How many leaves the older tree has; at least 1.
  package let from: UInt64
  /// How many the newer one has.
  package let to: UInt64
  /// The hashes from which both roots can be computed; none if the sizes are equal.
  package let path: [Digest32]

  /// Wraps what somebody gave; ``verify(oldRoot:newRoot:)`` says whether it proves anything.
  package init(from: UInt64, to: UInt64, path: [Digest32]) {
    self.from = from
    self.to = to
    self.path = path
  }

  /// Makes the proof from the stored hashes of a tree.
  ///
  /// Cost: at most two stored hashes a level.
  ///
  /// - Precondition: 0 < `from` ≤ `to`.
  /// - Throws: What `nodes` throws.
  package init<Failure: Error>(
    from: UInt64,
    to: UInt64,
    nodes: MerkleNodeReader<Failure>
  ) throws(Failure) {
    precondition(from > 0 && from <= to, "no proof from a tree of \(from) to one of \(to)")
    var path: [Digest32] = []
    var (old, start, count) = (from, UInt64(0), to)
    // True while the subtree at hand begins where the older tree does: the verifier then knows its root.
    var isWhole = true
    while old < count {
      let left = MerkleTree.split(count)
      if old <= left {
        path.append(
          try MerkleTree.root(start: start + left, count: count - left, nodes: nodes)
        )
        count = left
      } else {
        path.append(try MerkleTree.root(start: start, count: left, nodes: nodes))
        (old, start, count) = (old - left, start + left, count - left)
        isWhole = false
      }
    }
    if !isWhole { path.append(try MerkleTree.root(start: start, count: count, nodes: nodes)) }
    self.init(from: from, to: to, path: path.reversed())
  }

  /// Says that the tree of the new root begins with all leaves of the old one, unchanged.
  ///
  /// - Throws: ``ProofError`` of kind `.doesNotHold` if that is not proven.
  package func verify(oldRoot: Digest32, newRoot: Digest32) throws(ProofError) {
    guard from > 0, from <= to else {
      throw ProofError(.doesNotHold, "a tree of \(to) cannot be proven to extend one of \(from)")
    }
    if from == to {
      guard path.isEmpty, oldRoot == newRoot else {
        throw ProofError(
          .doesNotHold,
          "two trees of \(to) are the same or not: the roots are \(oldRoot.hex) and \(newRoot.hex)"
        )
      }
      return
    }
    let (reachedOld, reachedNew) = try reached(oldRoot)
    guard reachedOld == oldRoot else {
      throw ProofError(
        .doesNotHold,
        "the path leads to root \(reachedOld.hex) at size \(from), not to \(oldRoot.hex)"
      )
    }
    guard reachedNew == newRoot else {
      throw ProofError(
        .doesNotHold,
        "the path leads to root \(reachedNew.hex) at size \(to), not to \(newRoot.hex)"
      )
    }
  }

  /// The two roots that the path leads to.
  private func reached(_ oldRoot: Digest32) throws(ProofError) -> (old: Digest32, new: Digest32) {
    // A tree whose size is a power of two is a node of the newer one: its root opens the path.
    let hashes = from & (from - 1) == 0 && !path.isEmpty ? [oldRoot] + path : path
    guard let first = hashes.first else {
      throw ProofError(.doesNotHold, "the path is empty, and the sizes \(from) and \(to) differ")
    }
    var (place, last) = (from - 1, to - 1)
    while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
    var (old, new) = (first, first)
    for hash in hashes.dropFirst() {
      guard last != 0 else {
        throw ProofError(
          .doesNotHold,
          "the path has \(path.count) hashes, more than its tree has levels"
        )
      }
      if place & 1 == 1 || place == last {
        old = MerkleTree.nodeHash(hash, old)
        new = MerkleTree.nodeHash(hash, new)
        while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
      } else {
        new = MerkleTree.nodeHash(new, hash)
      }
      (place, last) = (place >> 1, last >> 1)
    }
    guard last == 0 else {
      throw ProofError(.doesNotHold, "the path has \(path.count) hashes, too few to reach the root")
    }
    return (old, new)
  }
}
