internal import ChanceryModel
internal import Glibc
internal import Journal
internal import LMDB

/// Which events have a name in their data, as far as the log was looked through.
///
/// No table tells who uses a name: withdrawing a definition is rare, and rows for it would cost every
/// append. So the log is read once, from its beginning, for all names that are asked about together. A
/// record whose bytes do not have the name in quotes is passed over; in the others the data decide.
/// Cost: a search of each record's bytes until a user is found, and reading the JSON of each record that
/// has the name somewhere. It is paid on the thread that prepares a request; the writer goes on from
/// there.
struct UseScan: Sendable {
  private struct Progress {
    /// The events found, ascending.
    var found: [UInt64] = []
    /// The last event looked at, while the name is looked for alone.
    var scanned: UInt64 = 0
  }

  private var progress: [VocabularyName: Progress] = [:]
  /// The names that have come equally far, and how far: who looks on for one of them does so for all.
  private var together = Needles([])
  private var scanned: UInt64 = 0
  /// How many records were looked at: what all of it has cost so far.
  private(set) var steps: UInt64 = 0

  /// How many finds of a name are kept while the log is read for another; beyond, it waits until it is
  /// asked for.
  private static let foundAside = 1000

  /// Has some names looked for whenever one of them is, from here on.
  ///
  /// Of no use for a name once the log was read for others: it is looked for alone then.
  mutating func expect(_ names: some Sequence<VocabularyName>) {
    let new = names.filter { progress[$0] == nil }
    guard scanned == 0, !new.isEmpty else { return }
    for name in new { progress[name] = Progress() }
    together = Needles(together.names.union(new))
  }

  /// The events found so far that have the name.
  func found(_ name: VocabularyName) -> [UInt64] { progress[name]?.found ?? [] }

  /// Looks on, up to a head, for one more event that has the name.
  ///
  /// - Returns: False if there is none.
  mutating func findNext(
    _ name: VocabularyName,
    upTo head: UInt64,
    _ journal: Journal,
    _ transaction: TransactionReference
  ) throws -> Bool {
    expect([name])
    let isTogether = together.names.contains(name)
    let start = isTogether ? scanned : progress[name, default: Progress()].scanned
    guard start < head else { return false }
    var needles = isTogether ? together : Needles([name])
    var reached = head
    var hasFound = false
    var cursor = try journal.logCursor(transaction)
    var entry = try cursor.seek(Journal.key(start + 1))
    while let record = entry, !hasFound {
      let seq = record.key.loadBigEndian(as: UInt64.self)
      guard seq <= head else { break }
      steps += 1
      for hit in try UseScan.names(in: record.value, of: seq, needles)
      where needles.names.contains(hit) {
        progress[hit, default: Progress()].found.append(seq)
        if hit == name {
          (hasFound, reached) = (true, seq)
        } else if found(hit).count >= UseScan.foundAside {
          progress[hit]?.scanned = seq
          needles = Needles(needles.names.subtracting([hit]))
        }
      }
      entry = try cursor.next()
    }
    if isTogether {
      (together, scanned) = (needles, reached)
    } else {
      progress[name, default: Progress()].scanned = reached
    }
    return hasFound
  }

  /// The names in a record's data, if one of those looked for may be among them.
  private static func names(
    in bytes: RawSpan,
    of seq: UInt64,
    _ needles: Needles
  ) throws -> Set<VocabularyName> {
    let record = try RecordView(bytes)
    guard needles.mayStand(in: record.data) else { return [] }
    return try names(in: record, of: seq)
  }

  /// The names in what a record says of its event, or a correction of what it corrects.
  static func names(in record: RecordView, of seq: UInt64) throws -> Set<VocabularyName> {
    let header = try record.decodedHeader()
    guard !header.type.isDaemonOnly, !header.isRedacted else { return [] }
    do throws(Refusal) {
      let data = try JSONParser.parse(record.data.toArray())
      return try EventDecoder.names(in: data, of: header.type, as: header.body)
    } catch {
      throw JournalDamage("the data of event \(seq) are not those of its header: \(error.detail)")
    }
  }
}

/// Names as they stand in JSON: each between two quotes, since none has anything to escape.
private struct Needles {
  let names: Set<VocabularyName>
  private let slugs: Set<[UInt8]>
  /// The same, if they are few enough to be tried one after the other.
  private let few: [[UInt8]]
  /// Bit n - 1 is set if one of them has n bytes; none has more than 64.
  private let lengths: UInt64

  init(_ names: some Sequence<VocabularyName>) {
    self.names = Set(names)
    slugs = Set(self.names.map { Array($0.name.utf8) })
    few = slugs.count <= 8 ? Array(slugs) : []
    lengths = slugs.reduce(0) { $0 | Needles.length($1.count) }
  }

  private static func length(_ count: Int) -> UInt64 {
    (1...64).contains(count) ? 1 << UInt64(count - 1) : 0
  }

  /// False if none of the names stands in the JSON; one can stand there and mean something else.
  func mayStand(in json: RawSpan) -> Bool {
    let quote = Int32(UInt8(ascii: "\""))
    return json.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress else { return false }
      let end = start + bytes.count
      var last = memchr(start, quote, bytes.count)
      while let opening = last {
        let first = UnsafeRawPointer(opening) + 1
        guard let closing = memchr(first, quote, end - first) else { return false }
        let word = UnsafeRawBufferPointer(start: first, count: UnsafeRawPointer(closing) - first)
        if Needles.length(word.count) & lengths != 0, isWanted(word) { return true }
        last = closing
      }
      return false
    }
  }

  private func isWanted(_ word: UnsafeRawBufferPointer) -> Bool {
    few.isEmpty
      ? slugs.contains(Array(word))
      : few.contains { $0.count == word.count && word.elementsEqual($0) }
  }
}
