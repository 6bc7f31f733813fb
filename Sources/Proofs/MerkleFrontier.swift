/// The right edge of a growing tree: the root of each perfect subtree, largest (leftmost) first.
///
/// There is one hash for every set bit of the size, so a tree of 2^40 leaves is held in 40 hashes,
/// and a leaf costs one leaf hash and, on average, one node hash.
package struct MerkleFrontier: Sendable, Equatable {
  /// How many leaves the tree has.
  package private(set) var size: UInt64
  /// Roots of the perfect subtrees, one per set bit of `size`, from the highest bit down.
  package private(set) var subtrees: [Digest32]

  /// The tree without leaves.
  package init() {
    size = 0
    subtrees = []
  }

  /// The edge of a stored tree.
  ///
  /// Nil unless there is one subtree for every set bit of `size`.
  package init?(size: UInt64, subtrees: [Digest32]) {
    guard subtrees.count == size.nonzeroBitCount else { return nil }
    self.size = size
    self.subtrees = subtrees
  }

  /// Adds a leaf and returns the hashes of all perfect subtrees it completes, smallest first.
  ///
  /// The first is the leaf's own hash (level 0); the last of a size that is a power of two is the
  /// root. Leaf number i (from 0) completes one subtree for each trailing one bit of i, and itself.
  package mutating func append(leafHash: Digest32) -> [Digest32] {
    var completed: [Digest32] = []
    append(leafHash: leafHash) { completed.append($0) }
    return completed
  }

  /// Adds a leaf, and the bytes of all that it completes to bytes at hand, see ``append(leafHash:)``.
  package mutating func append(leafHash: Digest32, completing nodes: inout [UInt8]) {
    append(leafHash: leafHash) { node in
      node.withBytes { nodes.append(contentsOf: $0) }
    }
  }

  /// Adds a leaf, and visits the hashes of what it completes, see ``append(leafHash:)``.
  private mutating func append(leafHash: Digest32, _ visit: (Digest32) -> Void) {
    var completed = leafHash
    visit(completed)
    var level = size
    while level & 1 == 1 {
      completed = MerkleTree.nodeHash(subtrees.removeLast(), completed)
      visit(completed)
      level >>= 1
    }
    subtrees.append(completed)
    size += 1
  }

  /// Adds a leaf whose subtrees nobody asks for.
  package mutating func extend(leafHash: Digest32) {
    append(leafHash: leafHash) { _ in }
  }

  /// The root: the subtrees folded from the right.
  package var root: Digest32 {
    guard var folded = subtrees.last else { return MerkleTree.emptyRoot }
    for subtree in subtrees.dropLast().reversed() {
      folded = MerkleTree.nodeHash(subtree, folded)
    }
    return folded
  }
}
