@testable import Proofs

/// RFC 6962 §2.1 word for word: recursive, over the leaves themselves.
struct NaiveTree {
  var leaves: [[UInt8]]

  /// A tree of that many different leaves.
  init(size: Int) {
    leaves = (0..<size).map { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8), 7] }
  }

  init(_ leaves: [[UInt8]]) { self.leaves = leaves }

  func leafHash(_ index: Int) -> Digest32 { MerkleTree.leafHash(leaves[index]) }

  func root(_ size: Int) -> Digest32 { hash(leaves[..<size]) }

  /// §2.1.1.
  func path(_ index: Int, _ size: Int) -> [Digest32] { path(index, leaves[..<size]) }

  /// §2.1.2.
  func proof(_ from: Int, _ to: Int) -> [Digest32] { subproof(from, leaves[..<to], true) }

  /// What a journal stores: the hash of one perfect subtree.
  func node(_ level: Int, _ index: UInt64) -> Digest32 {
    hash(leaves[Int(index) << level..<Int(index + 1) << level])
  }

  private func split(_ leaves: ArraySlice<[UInt8]>) -> Int {
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    return leaves.startIndex + split
  }

  private func hash(_ leaves: ArraySlice<[UInt8]>) -> Digest32 {
    guard leaves.count > 1 else {
      return leaves.first.map { MerkleTree.leafHash($0) } ?? MerkleTree.emptyRoot
    }
    let middle = split(leaves)
    return MerkleTree.nodeHash(hash(leaves[..<middle]), hash(leaves[middle...]))
  }

  private func path(_ index: Int, _ leaves: ArraySlice<[UInt8]>) -> [Digest32] {
    guard leaves.count > 1 else { return [] }
    let middle = split(leaves)
    return index < middle
      ? path(index, leaves[..<middle]) + [hash(leaves[middle...])]
      : path(index, leaves[middle...]) + [hash(leaves[..<middle])]
  }

  private func subproof(
    _ from: Int,
    _ leaves: ArraySlice<[UInt8]>,
    _ isWhole: Bool
  ) -> [Digest32] {
    if from == leaves.count { return isWhole ? [] : [hash(leaves)] }
    let middle = split(leaves)
    let left = middle - leaves.startIndex
    return from <= left
      ? subproof(from, leaves[..<middle], isWhole) + [hash(leaves[middle...])]
      : subproof(from - left, leaves[middle...], false) + [hash(leaves[..<middle])]
  }
}
