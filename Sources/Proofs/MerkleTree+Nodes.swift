/// Reads the stored hash of the perfect subtree number `index` of 2^level leaves: the root over leaves
/// `index << level` to before `(index + 1) << level`.
///
/// Asked only for subtrees that the tree at hand holds.
package typealias MerkleNodeReader<Failure: Error> = (
  _ level: Int, _ index: UInt64
) throws(Failure) -> Digest32

extension MerkleTree {
  /// The root over the first `size` leaves.
  ///
  /// Cost: one stored hash and at most one node hash a set bit of `size`.
  ///
  /// - Throws: What `nodes` throws.
  package static func root<Failure: Error>(
    size: UInt64,
    nodes: MerkleNodeReader<Failure>
  ) throws(Failure) -> Digest32 {
    try root(start: 0, count: size, nodes: nodes)
  }

  /// The root over `count` leaves from `start` on, which RFC 6962 splits off as one subtree: `start` is
  /// a multiple of the smallest power of two that is not less than `count`.
  static func root<Failure: Error>(
    start: UInt64,
    count: UInt64,
    nodes: MerkleNodeReader<Failure>
  ) throws(Failure) -> Digest32 {
    var end = start + count
    var rest = count
    var folded: Digest32?
    // From the right, smallest perfect subtree first.
    while rest > 0 {
      let level = rest.trailingZeroBitCount
      end -= 1 << UInt64(level)
      let subtree = try nodes(level, end >> UInt64(level))
      folded = folded.map { nodeHash(subtree, $0) } ?? subtree
      rest &= rest - 1
    }
    return folded ?? emptyRoot
  }

  /// The largest power of two less than `count`, where RFC 6962 splits a tree; `count` is at least 2.
  static func split(_ count: UInt64) -> UInt64 {
    1 << UInt64(63 - (count - 1).leadingZeroBitCount)
  }
}
