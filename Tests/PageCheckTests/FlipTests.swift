import PageCheck
import Testing

/// Bits flipped in a file in memory.
@Suite struct FlipTests {
  @Test func `no flipped bit makes the walk trap, and each in a header is found`() throws {
    let pages = try Store.small()
    let report = try PageWalk.check(pages)
    try #require(report.damages == [])
    let inUse = pages.pagesRead()
    var count = 0
    for page in inUse {
      let start = page * 4096
      // The header, the pointers, and of each node the flags and the size of the key.
      var offsets = Array(start..<start + pages.u16(start + 12))
      for pointer in stride(from: start + 16, to: start + pages.u16(start + 12), by: 2) {
        let node = start + pages.u16(pointer)
        offsets += [node + 4, node + 5, node + 7]
      }
      for offset in offsets {
        for bit in 0..<8 {
          count += 1
          try pages.damaged(at: offset, { $0[$0.startIndex] ^= 1 << UInt8(bit) }) {
            let found = try PageWalk.check(pages)
            #expect(!found.isSound, "byte \(offset - start) of page \(page), bit \(bit)")
          }
        }
      }
    }
    #expect(count > 5000)
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
  func `ten thousand random flips of one to eight bits never trap`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let pages = try Store.small(seed: seed, changes: 12)
    try #require(try PageWalk.check(pages).isSound)
    // Free pages, which mean nothing, get a few only.
    let all = Array(0..<Int(pages.byteCount()) / 4096)
    let inUse = [0, 1] + pages.pagesRead()
    var found = 0
    for _ in 0..<10_000 {
      // Half of them where pages begin: the rest of a page is mostly keys and values.
      let chosen = (Int.random(in: 0..<8, using: &random) == 0 ? all : inUse)
      let page = chosen[Int.random(in: 0..<chosen.count, using: &random)] * 4096
      let within = Int.random(in: 0..<(Bool.random(using: &random) ? 4089 : 160), using: &random)
      let mask = UInt64(1) << UInt64.random(in: 0..<64, using: &random)
      let more = Bool.random(using: &random) ? random.next() & random.next() & random.next() : 0
      let isSound = try pages.damaged(
        at: page + within,
        { slice in
          for index in 0..<8 {
            slice[slice.startIndex + index] ^= UInt8((mask | more) >> (8 * index) & 0xFF)
          }
        }
      ) {
        try PageWalk.check(pages).isSound
      }
      if !isSound { found += 1 }
    }
    #expect(found > 1000)
    #expect(try PageWalk.check(pages).isSound)
  }
}
