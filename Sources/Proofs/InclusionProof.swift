/// The proof that a leaf stands in a tree: RFC 6962 §2.1.1, verified as RFC 9162 §2.1.3.2 says.
package struct InclusionProof: Sendable, Equatable {
  /// The leaf's place, from 0.
  package let index: UInt64
  /// How many leaves the tree has.
  package let size: UInt64
  /// The hashes beside the way from the leaf to the root: the leaf's sibling first, the root's child last.
  package let path: [Digest32]

  /// Wraps what somebody gave; ``verify(leafHash:root:)`` says whether it proves anything.
  package init(index: UInt64, size: UInt64, path: [Digest32]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Makes the proof from the stored hashes of a tree.
  ///
  /// Cost: at most two stored hashes a level.
  ///
  /// - Precondition: `index` is less than `size`.
  /// - Throws: What `nodes` throws.
  package init<Failure: Error>(
    index: UInt64,
    size: UInt64,
    nodes: MerkleNodeReader<Failure>
  ) throws(Failure) {
    precondition(index < size, "leaf \(index) is not in a tree of \(size)")
    var path: [Digest32] = []
    var (place, start, count) = (index, UInt64(0), size)
    // From the root down, so the path comes last child first.
    while count > 1 {
      let left = MerkleTree.split(count)
      if place < left {
        path.append(
          try MerkleTree.root(start: start + left, count: count - left, nodes: nodes)
        )
        count = left
      } else {
        path.append(try MerkleTree.root(start: start, count: left, nodes: nodes))
        (place, start, count) = (place - left, start + left, count - left)
      }
    }
    self.init(index: index, size: size, path: path.reversed())
  }

  /// Says that the leaf stands at its place in the tree of that root.
  ///
  /// - Throws: ``ProofError`` of kind `.doesNotHold` if it does not, or if the path is too short or too
  ///   long.
  package func verify(leafHash: Digest32, root: Digest32) throws(ProofError) {
    guard index < size else {
      throw ProofError(.doesNotHold, "index \(index) is not in a tree of \(size)")
    }
    var (place, last) = (index, size - 1)
    var hash = leafHash
    for sibling in path {
      guard last != 0 else {
        throw ProofError(
          .doesNotHold,
          "the path has \(path.count) hashes, more than its tree has levels"
        )
      }
      if place & 1 == 1 || place == last {
        hash = MerkleTree.nodeHash(sibling, hash)
        // On the right edge, levels on which the node has no sibling are passed over.
        while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
      } else {
        hash = MerkleTree.nodeHash(hash, sibling)
      }
      (place, last) = (place >> 1, last >> 1)
    }
    guard last == 0 else {
      throw ProofError(.doesNotHold, "the path has \(path.count) hashes, too few to reach the root")
    }
    guard hash == root else {
      throw ProofError(.doesNotHold, "the path leads to root \(hash.hex), not to \(root.hex)")
    }
  }
}
