import ChanceryClient

/// The lines of an import as one request body, in chunks.
struct ImportBody {
  private static let chunkBytes = 1 << 18

  private var lines: ImportInput.Lines
  private var identity = LineIdentity()
  private let skipped: Set<Int>
  /// Why the input could not be read on, if that is so.
  private(set) var fault: Fault?
  /// The faults of records that make no event; they were not sent.
  private(set) var unsent: [LineFault] = []
  /// How many lines were read, the skipped ones with them.
  var count: Int { lines.count }

  /// All lines but those with an ordinal in `skipped`.
  init(_ input: ImportInput, skipping skipped: Set<Int> = []) throws(Fault) {
    lines = try input.lines()
    self.skipped = skipped
  }

  /// Some whole lines; nil at the end, or where the input could not be read.
  mutating func next() -> [UInt8]? {
    var chunk: [UInt8] = []
    chunk.reserveCapacity(ImportBody.chunkBytes + ImportBody.chunkBytes / 4)
    do {
      while chunk.count < ImportBody.chunkBytes, let line = try lines.next() {
        // Also of a line that is left out: how often a content occurs is part of the ids of those behind.
        let prepared = line.content.isEmpty ? [] : identity.prepare(line.content).bytes
        guard !skipped.contains(line.ordinal) else { continue }
        if let fault = line.row?.fault {
          unsent.append(fault)
          continue
        }
        chunk += prepared
        chunk.append(UInt8(ascii: "\n"))
      }
    } catch {
      fault = error
      return nil
    }
    return chunk.isEmpty ? nil : chunk
  }
}
