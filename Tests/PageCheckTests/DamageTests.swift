import PageCheck
import Testing

/// Each kind of damage, made by hand in a file that LMDB has written, is found and named.
@Suite struct DamageTests {
  /// A file with the pages of each kind in it.
  private struct Sample {
    let pages: MemoryPages
    let report: PageReport
    /// Of the tree pages in use.
    var branches: [Int] = []
    var leaves: [Int] = []
    /// Where a leaf's node says that its value is in an overflow run.
    var overflowNodes: [Int] = []
    /// The meta page in use, and the other one.
    let meta: Int
    let older: Int

    init() throws {
      pages = try Store.small()
      report = try PageWalk.check(pages)
      try #require(report.damages == [])
      meta = Int(report.transaction & 1) * 4096
      older = 4096 - meta
      for page in pages.pagesRead() {
        if pages.u16(page * 4096 + 10) == 1 { branches.append(page) } else { leaves.append(page) }
      }
      try #require(branches.count > 0 && leaves.count > 3)
      for leaf in leaves {
        for node in nodes(of: leaf) where pages.u16(node + 4) == 1 { overflowNodes.append(node) }
      }
      try #require(overflowNodes.count > 0)
      try #require(report.freePages > 5)
    }

    /// Where the nodes of a page begin in the file.
    func nodes(of page: Int) -> [Int] {
      let count = (pages.u16(page * 4096 + 12) - 16) / 2
      return (0..<count).map { page * 4096 + pages.u16(page * 4096 + 16 + 2 * $0) }
    }

    /// Where the value of a leaf's node begins.
    func value(_ node: Int) -> Int { node + 8 + pages.u16(node + 6) }

    /// What the walk says first after a byte was changed.
    func first(at offset: Int, _ change: (inout UInt8) -> Void) throws -> String? {
      try pages.damaged(at: offset, { change(&$0[$0.startIndex]) }) {
        try PageWalk.check(pages).damages.first?.description
      }
    }

    /// What the walk says first after two bytes became a number.
    func first(at offset: Int, u16 number: Int) throws -> String? {
      try pages.damaged(
        at: offset,
        {
          $0[$0.startIndex] = UInt8(number & 0xFF)
          $0[$0.startIndex + 1] = UInt8(number >> 8)
        }
      ) {
        try PageWalk.check(pages).damages.first?.description
      }
    }
  }

  private let sample: Sample

  init() throws {
    sample = try Sample()
  }

  private func expect(
    _ damage: String?,
    names parts: String...,
    location: SourceLocation = #_sourceLocation
  ) {
    for part in parts {
      #expect(
        damage?.contains(part) == true,
        "\(damage ?? "nothing found")",
        sourceLocation: location
      )
    }
  }

  @Test func `a page that gives itself another number`() throws {
    let leaf = sample.leaves[0]
    let found = try sample.first(at: leaf * 4096) { $0 ^= 1 }
    expect(found, names: "page \(leaf) of ", "says that it is page \(leaf ^ 1)")
  }

  @Test func `a page of another kind, and one with duplicates`() throws {
    let leaf = sample.leaves[0]
    for flags in [0x01, 0x04, 0x12, 0x22, 0x42] {
      expect(
        try sample.first(at: leaf * 4096 + 10, u16: flags),
        names: "page \(leaf) of ",
        "has the flags \(flags), not 2"
      )
    }
    expect(try sample.first(at: leaf * 4096 + 8, u16: 8), names: "has the padding 8, not 0")
  }

  @Test func `free space that cannot be`() throws {
    let start = sample.leaves[1] * 4096
    let lower = sample.pages.u16(start + 12)
    for number in [15, 17, 0xFFFE, 4098] {
      expect(try sample.first(at: start + 12, u16: number), names: "its free space begins at")
    }
    for number in [lower - 2, 4098, 0xFFFF] {
      expect(try sample.first(at: start + 14, u16: number), names: "its free space begins at")
    }
    // One node less leaves its bytes over.
    expect(try sample.first(at: start + 12, u16: lower - 2), names: "nodes overlap, or leave bytes")
  }

  @Test func `a node outside its page, on another, or beside its place`() throws {
    let start = sample.leaves[1] * 4096
    for number in [0, 2, 4090, 4095, 0xFFFE] {
      expect(
        try sample.first(at: start + 16, u16: number),
        names: "node 0 begins at byte \(number)"
      )
    }
    let second = sample.pages.u16(start + 18)
    let found = try sample.first(at: start + 16, u16: second)
    expect(found, names: "node 1 begins where another does")
  }

  @Test func `a key of impossible size`() throws {
    let node = sample.nodes(of: sample.leaves[1])[0]
    expect(try sample.first(at: node + 6, u16: 512), names: "the key of node 0 has 512 bytes")
    expect(try sample.first(at: node + 6, u16: 0), names: "the key of node 0 has 0 bytes")
  }

  @Test func `keys out of order, and out of the bounds that the page above gives`() throws {
    let leaf = try #require(sample.leaves.first { sample.nodes(of: $0).count > 4 })
    let nodes = sample.nodes(of: leaf)
    expect(
      try sample.first(at: nodes[2] + 8) { $0 = 0xFF },
      names: "page \(leaf) of ",
      "has its keys 2 and 3 out of order"
    )
    let branch = try #require(sample.branches.first { sample.nodes(of: $0).count > 2 })
    let separator = sample.nodes(of: branch)[1]
    expect(
      try sample.first(at: separator + 8) { $0 = 0 },
      names: "has a key behind all that the page above it gives it"
    )
    let next = sample.pages.u16(sample.nodes(of: branch)[2] + 8) & 0xFF
    expect(
      try sample.first(at: separator + 8) { $0 = UInt8(next) - 1 },
      names: "has a key before all that the page above it gives it"
    )
  }

  @Test func `a child that is no page, or another's`() throws {
    let branch = sample.branches[0]
    let node = sample.nodes(of: branch)[1]
    for number in [0, 1, 0xFFF0] {
      expect(
        try sample.first(at: node, u16: number),
        names: "page \(number) of ",
        "pages are numbered 2 to"
      )
    }
    let sibling = sample.pages.u16(sample.nodes(of: branch)[0])
    expect(
      try sample.first(at: node, u16: sibling),
      names: "page \(sibling) of ",
      "belongs elsewhere already"
    )
    // A loop is never followed.
    expect(
      try sample.first(at: node, u16: branch),
      names: "page \(branch) of ",
      "elsewhere already"
    )
  }

  @Test func `flags of values that the journal never has`() throws {
    let node = sample.nodes(of: sample.leaves[1])[0]
    for flags in [2, 4, 8, 0x8000] {
      expect(try sample.first(at: node + 4, u16: flags), names: "has the flags \(flags) on node 0")
    }
  }

  @Test func `an overflow run that is cut, too long, or elsewhere`() throws {
    let node = sample.overflowNodes[0]
    let run = Int(sample.pages.u64(sample.value(node)))
    let start = run * 4096
    let length = sample.pages.u16(start + 12)
    expect(
      try sample.first(at: start) { $0 ^= 2 },
      names: "page \(run) of ",
      "says that it is page"
    )
    expect(try sample.first(at: start + 10, u16: 2), names: "page \(run) of ", "the flags 2, not 4")
    expect(
      try sample.first(at: start + 12, u16: length - 1),
      names: "page \(run) of ",
      "says that \(length - 1) pages belong together"
    )
    expect(try sample.first(at: start + 12, u16: length + 1), names: "elsewhere already")
    expect(try sample.first(at: start + 14, u16: 1), names: "pages belong together")
    // The value's size in the node: far more than the run holds.
    expect(try sample.first(at: node + 2, u16: 9), names: "pages belong together, for")
    expect(try sample.first(at: sample.value(node), u16: 1), names: "page 1 of ", "numbered 2 to")
  }

  @Test func `counts in the record of a tree`() throws {
    for (offset, name) in [(8, "branch"), (16, "leaf"), (24, "overflow"), (32, "entries")] {
      // The record of the main table, and that of the free list.
      for record in [72, 24] {
        expect(
          try sample.first(at: sample.meta + 16 + record + offset) { $0 ^= 1 },
          names: "is the root of a tree that should have",
          name
        )
      }
    }
    let main = try #require(
      sample.leaves.first { sample.pages.u16(sample.nodes(of: $0)[0] + 4) == 2 }
    )
    let record = sample.value(sample.nodes(of: main)[0])
    expect(
      try sample.first(at: record + 32) { $0 ^= 1 },
      names: "of table table-0: is the root of a tree that should have"
    )
    expect(
      try sample.first(at: record + 4) { $0 ^= 4 },
      names: "holds a record of table table-0 that has the flags 4"
    )
    expect(
      try sample.first(at: record + 6) { $0 = 0 },
      names: "holds a record of table table-0 that is said to be empty"
    )
    expect(
      try sample.first(at: record + 6) { $0 = 33 },
      names: "holds a record of table table-0 that is said to be 33 pages deep"
    )
    expect(
      try sample.first(at: record + 6) { $0 += 1 },
      names: "of table table-0: ",
      "the flags 2, not 1"
    )
  }

  @Test func `a free list that is out of order, wrong, or short of a page`() throws {
    let root = Int(sample.pages.u64(sample.meta + 16 + 24 + 40))
    let nodes = sample.nodes(of: root)
    let long = try #require(nodes.first { sample.pages.u64(sample.value($0)) > 2 })
    let list = sample.value(long)
    expect(
      try sample.first(at: list) { $0 -= 1 },
      names: "is neither in use nor free"
    )
    expect(try sample.first(at: list, u16: 4000), names: "for 4000 pages")
    expect(try sample.first(at: list + 8) { $0 = 2 }, names: "out of order at page")
    expect(
      try sample.first(at: list + 8, u16: sample.leaves[0]),
      names: "elsewhere already"
    )
    // The key: which commit freed them.
    expect(try sample.first(at: nodes[0] + 8, u16: 0xFFF), names: "out of order")
    let last = try #require(nodes.last)
    expect(try sample.first(at: last + 8, u16: 0xFFF), names: "what commit 4095 freed")
    expect(try sample.first(at: nodes[0] + 6, u16: 7), names: "no transaction number")
  }

  @Test func `meta pages`() throws {
    let (meta, older) = (sample.meta, sample.older)
    for page in [meta, older] {
      let name = "page \(page / 4096): "
      expect(try sample.first(at: page) { $0 ^= 2 }, names: name, "says that it is page")
      expect(try sample.first(at: page + 10) { $0 ^= 8 }, names: name, "has the flags 0")
      expect(try sample.first(at: page + 16) { $0 ^= 1 }, names: name, "as a meta page of LMDB")
      expect(try sample.first(at: page + 20) { $0 = 2 }, names: name, "is of the format 2")
      expect(try sample.first(at: page + 24) { $0 = 1 }, names: name, "an address")
      expect(try sample.first(at: page + 40, u16: 4097), names: name, "pages have 4097 bytes")
      expect(try sample.first(at: page + 44) { $0 ^= 1 }, names: name, "has the flags 9, not 8")
      expect(try sample.first(at: page + 92) { $0 ^= 4 }, names: name, "has the flags 4, not 0")
      expect(try sample.first(at: page + 142) { $0 = 9 }, names: name, "is the last; the file has")
      expect(try sample.first(at: page + 144) { $0 ^= 1 }, names: "other meta page of commit")
      expect(try sample.first(at: page + 144) { $0 ^= 2 }, names: "other meta page of commit")
      expect(try sample.first(at: page + 151) { $0 = 1 }, names: "other meta page of commit")
    }
    // A last page too few makes the pages behind it impossible, one too many is accounted for by nothing.
    #expect(try sample.first(at: meta + 136) { $0 -= 1 } != nil)
    expect(try sample.first(at: meta + 136) { $0 += 1 }, names: "is neither in use nor free")
  }

  @Test func `a file that is cut`() throws {
    let bytes = sample.pages.read(at: 0, count: Int(sample.pages.byteCount()))
    for length in stride(from: 0, to: bytes.count, by: 1000) {
      let report = try PageWalk.check(MemoryPages(Array(bytes.prefix(length))))
      // Free pages at the end need not be there.
      if length < (sample.leaves.last ?? 0) * 4096 { #expect(!report.isSound, "\(length)") }
    }
    let empty = try PageWalk.check(MemoryPages([]))
    #expect(
      empty.damages.map(\.description).first == "page 0: is not there: the file ends before it"
    )
    #expect(empty.damageCount == 2)
  }

  @Test func `no more than a hundred damages are described`() throws {
    var random = SeededGenerator(seed: 1)
    let store = try Store(tableCount: 1)
    for _ in 0..<10 { try store.change(400, deleting: 0, &random) }
    let bytes = try store.bytes()
    let pages = MemoryPages(bytes)
    _ = try PageWalk.check(pages)
    var damaged = bytes
    for page in pages.pagesRead() where pages.u16(page * 4096 + 10) == 2 && page > 20 {
      // The number of a page is damaged; what is above it stays.
      damaged[page * 4096 + 8] = 1
    }
    let report = try PageWalk.check(MemoryPages(damaged))
    #expect(report.damageCount > 100)
    #expect(report.damages.count == 100)
  }
}
