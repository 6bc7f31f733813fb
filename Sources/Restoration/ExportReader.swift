internal import Glibc
internal import Journal
internal import Projections
internal import Synchronization

/// Reads an export block by block and decodes its lines on several threads; gives them in order.
///
/// Decoding is most of the work of a restore, and each line can be decoded by itself. One thread calls
/// ``next()``; no more than some blocks wait in memory.
final class ExportReader: Sendable {
  /// The lines of one block.
  struct Block: Sendable {
    var lines: [Result<ExportLine, ExportFault>]
    /// How many bytes of the export were read up to here.
    var bytesRead: Int
  }

  /// Blocks that may wait for each thread that decodes.
  private static let blocksPerThread = 3
  private static let threadsMax = 4

  private let source: Mutex<ExportSource>
  private let decoded = Mutex<[Int: Result<Block?, any Error>]>([:])
  private let isStopped = Atomic(false)
  private let room = Semaphore()
  private let hasMore = Semaphore()
  private let nextIndex = Atomic(0)
  private let threads = Mutex<[Thread]>([])

  init(_ source: consuming sending ExportSource) {
    self.source = Mutex(source)
    let count = max(1, min(sysconf(Int32(_SC_NPROCESSORS_ONLN)), ExportReader.threadsMax))
    for _ in 0..<count * ExportReader.blocksPerThread { room.signal() }
    threads.withLock { threads in
      for _ in 0..<count { threads.append(Thread { [self] in work() }) }
    }
  }

  /// The next lines; nil behind the last.
  ///
  /// - Throws: Why the export cannot be read.
  func next() throws -> Block? {
    let index = nextIndex.load(ordering: .relaxed)
    while true {
      if let block = decoded.withLock({ $0.removeValue(forKey: index) }) {
        nextIndex.store(index + 1, ordering: .relaxed)
        room.signal()
        return try block.get()
      }
      hasMore.wait()
    }
  }

  /// Ends the threads; to be called once.
  func stop() {
    isStopped.store(true, ordering: .relaxed)
    let running = threads.withLock { $0 }
    for _ in running { room.signal() }
    for thread in running { thread.join() }
  }

  private func work() {
    while true {
      room.wait()
      guard !isStopped.load(ordering: .relaxed) else { return }
      let taken = source.withLock { $0.take() }
      let block: Result<Block?, any Error>
      switch taken.content {
      case .failure(let error): block = .failure(error)
      case .success(let bytes):
        block = .success(bytes.isEmpty ? nil : decode(bytes, taken.bytesRead))
      }
      decoded.withLock { $0[taken.index] = block }
      hasMore.signal()
      // Behind the end, and behind a failure, there is nothing to read.
      if case .success(.some) = block { continue }
      return
    }
  }

  private func decode(_ bytes: [UInt8], _ bytesRead: Int) -> Block {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    var block = Block(lines: [], bytesRead: bytesRead)
    // What stands behind the last line feed is no line.
    for line in bytes.last == UInt8(ascii: "\n") ? lines.dropLast() : lines {
      do throws(ExportFault) {
        block.lines.append(.success(try ExportLine(Array(line))))
      } catch {
        block.lines.append(.failure(error))
      }
    }
    return block
  }
}

/// Cuts what is read into blocks of whole lines, and numbers them.
struct ExportSource: ~Copyable {
  /// A block as it was taken.
  struct Taken {
    var index: Int
    /// Whole lines; empty at the end.
    var content: Result<[UInt8], any Error>
    var bytesRead: Int
  }

  private let input: InputFile
  private var rest: [UInt8] = []
  private var index = 0
  private var bytesRead = 0

  /// No line of an export is longer: a text of 4 MiB, each byte of it escaped.
  private static let lineBytesMax = 32 << 20

  init(_ input: InputFile) {
    self.input = input
  }

  /// Takes the next block.
  mutating func take() -> Taken {
    defer { index += 1 }
    let content = Result { try read() }
    return Taken(index: index, content: content, bytesRead: bytesRead)
  }

  private mutating func read() throws -> [UInt8] {
    while true {
      let read = try input.next()
      bytesRead += read.count
      guard !read.isEmpty else {
        defer { rest = [] }
        return rest
      }
      guard let end = read.lastIndex(of: UInt8(ascii: "\n")) else {
        rest += read
        guard rest.count <= ExportSource.lineBytesMax else {
          throw JournalError(
            .damaged,
            "\(input.path) is no export: it has a line of more than \(rest.count) bytes",
            hint: "give what `chancery export` has written"
          )
        }
        continue
      }
      let block = rest + read[...end]
      rest = Array(read[(end + 1)...])
      return block
    }
  }
}
