import PageCheck
import Synchronization

/// A data file in memory, which can be damaged, and remembers what was read of it.
final class MemoryPages: PageSource {
  private let content: Mutex<[UInt8]>
  private let reads = Mutex<[Read]>([])

  struct Read: Hashable {
    let offset: Int
    let count: Int
  }

  init(_ bytes: [UInt8]) {
    content = Mutex(bytes)
  }

  func byteCount() -> UInt64 {
    UInt64(content.withLock { $0.count })
  }

  func read(at offset: UInt64, count: Int) -> [UInt8] {
    content.withLock { bytes in
      guard offset < UInt64(bytes.count) else { return [] }
      reads.withLock { $0.append(Read(offset: Int(offset), count: count)) }
      return Array(bytes[Int(offset)..<min(Int(offset) + count, bytes.count)])
    }
  }

  /// Changes bytes, runs the body, and puts the bytes back.
  func damaged<Result>(
    at offset: Int,
    _ change: (inout ArraySlice<UInt8>) -> Void,
    _ body: () throws -> Result
  ) rethrows -> Result {
    let before = content.withLock { bytes in
      let before = bytes[offset..<min(offset + 8, bytes.count)]
      var after = before
      change(&after)
      bytes.replaceSubrange(before.indices, with: after)
      return before
    }
    defer { content.withLock { $0.replaceSubrange(before.indices, with: before) } }
    return try body()
  }

  /// The numbers of the tree pages that a walk has read whole.
  func pagesRead(pageByteCount: Int = 4096) -> [Int] {
    let whole = reads.withLock { reads in reads.filter { $0.count == pageByteCount } }
    return Set(whole.map { $0.offset / pageByteCount }).sorted()
  }

  func u16(_ offset: Int) -> Int {
    content.withLock { Int($0[offset]) | Int($0[offset + 1]) << 8 }
  }

  func u64(_ offset: Int) -> UInt64 {
    content.withLock { bytes in
      (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1)) }
    }
  }
}
