import Testing

@testable import Proofs

@Suite struct MerkleTests {
  /// The leaves of the published test vectors (transparency-dev/merkle).
  static let leaves: [[UInt8]] = [
    [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
    [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
    (0x60...0x6f).map { UInt8($0) },
  ]

  static let roots = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  @Test func `the root of every published size is the published root`() {
    var frontier = MerkleFrontier()
    #expect(frontier.root.hex == Self.roots[0])
    for (index, leaf) in Self.leaves.enumerated() {
      _ = frontier.append(leafHash: MerkleTree.leafHash(leaf))
      #expect(frontier.root.hex == Self.roots[index + 1])
    }
  }

  /// The definition of RFC 6962 §2.1, word for word, against the incremental tree.
  @Test func `the incremental root equals the recursive definition up to 130 leaves`() {
    func root(_ leaves: ArraySlice<[UInt8]>) -> Digest32 {
      if leaves.isEmpty { return MerkleTree.emptyRoot }
      if leaves.count == 1 { return MerkleTree.leafHash(leaves[leaves.startIndex]) }
      var split = 1
      while split * 2 < leaves.count { split *= 2 }
      let middle = leaves.startIndex + split
      return MerkleTree.nodeHash(root(leaves[..<middle]), root(leaves[middle...]))
    }
    var frontier = MerkleFrontier()
    var leaves: [[UInt8]] = []
    for number in 0..<130 {
      leaves.append([UInt8(number), UInt8(number & 7)])
      let completed = frontier.append(leafHash: MerkleTree.leafHash(leaves[number]))
      #expect(completed.count == (number + 1).trailingZeroBitCount + 1)
      #expect(frontier.root == root(leaves[...]))
    }
  }

  @Test func `an edge with the wrong number of subtrees is refused`() {
    #expect(MerkleFrontier(size: 3, subtrees: [MerkleTree.emptyRoot]) == nil)
  }

  @Test func `hashing in two runs equals hashing their concatenation`() {
    #expect(SHA256Digest.digest(of: [1, 2], [3]) == SHA256Digest.digest(of: [1, 2, 3]))
    #expect(
      SHA256Digest.hex(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
  }

  @Test func `a digest keeps its bytes`() throws {
    let bytes = (0..<32).map { UInt8($0 * 7 & 0xFF) }
    #expect(try #require(Digest32(bytes)).bytes == bytes)
    #expect(Digest32([1, 2, 3]) == nil)
  }
}
