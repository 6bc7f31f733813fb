import Testing

@testable import Proofs

@Suite struct ProofTests {
  private static let published = NaiveTree(MerkleTests.leaves)

  @Test(arguments: [
    (0, 1, []), (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
      0, 8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]
    ),
    (
      5, 8,
      [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]
    ),
    (
      1, 5,
      [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]
    ),
  ])
  func `an inclusion proof of the published tree is the published one`(
    index: Int,
    size: Int,
    path: [String]
  ) {
    let proof = InclusionProof(index: UInt64(index), size: UInt64(size), nodes: Self.published.node)
    #expect(proof.path.map(\.hex) == path)
  }

  @Test(arguments: [
    (1, 1, []),
    (
      1, 8,
      [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ]
    ),
    (
      6, 8,
      [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ]
    ),
    (
      2, 5,
      [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ]
    ),
  ])
  func `a consistency proof of the published tree is the published one`(
    from: Int,
    to: Int,
    path: [String]
  ) {
    let proof = ConsistencyProof(from: UInt64(from), to: UInt64(to), nodes: Self.published.node)
    #expect(proof.path.map(\.hex) == path)
  }

  @Test func `the root of any size comes from the stored hashes`() {
    for size in 0...8 {
      let root = MerkleTree.root(size: UInt64(size), nodes: Self.published.node)
      #expect(root.hex == MerkleTests.roots[size])
    }
  }

  @Test func `every inclusion proof up to 70 leaves is the definition's and verifies`() throws {
    let tree = NaiveTree(size: 70)
    for size in 1...70 {
      let root = tree.root(size)
      for index in 0..<size {
        let proof = InclusionProof(index: UInt64(index), size: UInt64(size), nodes: tree.node)
        #expect(proof.path == tree.path(index, size))
        try proof.verify(leafHash: tree.leafHash(index), root: root)
      }
    }
  }

  @Test func `every consistency proof up to 70 leaves is the definition's and verifies`() throws {
    let tree = NaiveTree(size: 70)
    let roots = (0...70).map { tree.root($0) }
    for to in 1...70 {
      for from in 1...to {
        let proof = ConsistencyProof(from: UInt64(from), to: UInt64(to), nodes: tree.node)
        #expect(proof.path == tree.proof(from, to))
        try proof.verify(oldRoot: roots[from], newRoot: roots[to])
      }
    }
  }

  @Test func `random proofs of larger trees are the definition's and verify`() throws {
    let tree = NaiveTree(size: 700)
    for _ in 0..<150 {
      let size = Int.random(in: 71...700)
      let (index, from) = (Int.random(in: 0..<size), Int.random(in: 1...size))
      let root = tree.root(size)
      let inclusion = InclusionProof(index: UInt64(index), size: UInt64(size), nodes: tree.node)
      #expect(inclusion.path == tree.path(index, size))
      try inclusion.verify(leafHash: tree.leafHash(index), root: root)
      let consistency = ConsistencyProof(from: UInt64(from), to: UInt64(size), nodes: tree.node)
      #expect(consistency.path == tree.proof(from, size))
      try consistency.verify(oldRoot: tree.root(from), newRoot: root)
    }
  }

  @Test func `no changed inclusion proof verifies`() {
    let tree = NaiveTree(size: 40)
    for size in 1...40 {
      let root = tree.root(size)
      for index in 0..<size {
        let path = tree.path(index, size)
        let leaf = tree.leafHash(index)
        func isRefused(
          _ index: Int,
          _ size: Int,
          _ path: [Digest32],
          _ leaf: Digest32,
          _ root: Digest32
        ) -> Bool {
          let proof = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
          do {
            try proof.verify(leafHash: leaf, root: root)
            return false
          } catch {
            return error.kind == .doesNotHold
          }
        }
        #expect(isRefused(index, size, path, tree.leafHash((index + 1) % 40), root))
        #expect(isRefused(index, size, path, leaf, tree.root(size == 1 ? 2 : size - 1)))
        #expect(isRefused(index, size, path + [root], leaf, root))
        #expect(isRefused(size, size, path, leaf, root))
        if size > 1 {
          #expect(isRefused(index, size, path.dropLast(), leaf, root))
          #expect(isRefused((index + 1) % size, size, path, leaf, root))
          for place in path.indices {
            var changed = path
            changed[place] = leaf
            #expect(isRefused(index, size, changed, leaf, root))
          }
        }
      }
    }
  }

  @Test func `no changed consistency proof verifies`() {
    let tree = NaiveTree(size: 40)
    func isRefused(
      _ from: Int,
      _ to: Int,
      _ path: [Digest32],
      _ old: Digest32,
      _ new: Digest32
    ) -> Bool {
      let proof = ConsistencyProof(from: UInt64(from), to: UInt64(to), path: path)
      do {
        try proof.verify(oldRoot: old, newRoot: new)
        return false
      } catch {
        return error.kind == .doesNotHold
      }
    }
    let roots = (0...40).map { tree.root($0) }
    for to in 2...40 {
      for from in 1..<to {
        let path = tree.proof(from, to)
        #expect(isRefused(from, to, path, roots[from - 1], roots[to]))
        #expect(isRefused(from, to, path, roots[from], roots[to - 1]))
        #expect(isRefused(from, to, path + [roots[to]], roots[from], roots[to]))
        #expect(isRefused(from, to, path.dropLast(), roots[from], roots[to]))
        #expect(isRefused(from, to, [], roots[from], roots[to]))
        #expect(isRefused(to, from, path, roots[to], roots[from]))
        #expect(isRefused(0, to, path, roots[0], roots[to]))
        for place in path.indices {
          var changed = path
          changed[place] = roots[0]
          #expect(isRefused(from, to, changed, roots[from], roots[to]))
        }
      }
      #expect(isRefused(to, to, [roots[to]], roots[to], roots[to]))
      #expect(isRefused(to, to, [], roots[to], roots[to - 1]))
    }
  }

  @Test func `an error of the store comes out as it is`() {
    struct Broken: Error {}
    #expect(throws: Broken.self) {
      _ = try InclusionProof(index: 2, size: 5) { (_, _) throws(Broken) in throw Broken() }
    }
  }
}
