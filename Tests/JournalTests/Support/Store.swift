import ChanceryModel
import Journal
import LMDB
import Proofs

/// A journal of its own for one test, to which events are appended without any projection.
struct Store {
  let directory: TemporaryDirectory
  let environment: LMDB.Environment
  let journal: Journal

  init(in directory: TemporaryDirectory) throws {
    self.directory = directory
    var configuration = LMDB.Environment.Configuration()
    configuration.durability = .withoutSync
    environment = try LMDB.Environment(path: directory.path, configuration: configuration)
    journal = try Journal(environment: environment)
  }

  init() throws {
    try self.init(in: TemporaryDirectory())
  }

  /// Any event: a topic's definition, recorded that many microseconds after the epoch.
  static func entry(
    _ number: Int,
    at microseconds: Int64 = 0,
    text: [UInt8]? = nil
  )
    -> LogWriter.Entry
  {
    let slug = Text("topic-\(number)")
    let moment = Instant(microseconds: microseconds)
    let data = CanonicalJSON.bytes(of: ["topic": .string(slug), "title": "A topic"])
    let salt = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: Record.saltByteCount)
    return LogWriter.Entry(
      header: EventHeader(
        type: .topicDefined,
        recordedAt: moment,
        requestIndex: 0,
        requestCount: 1,
        isDeclared: false,
        body: .topic(TopicHeader(slug: slug, title: "A topic"))
      ),
      salt: salt,
      attributes: Leaf.Attributes(
        type: .topicDefined,
        source: "tests",
        id: Text("id-\(number)"),
        recordedAt: moment,
        recordedBy: "uid:0",
        dataHash: Leaf.dataHash(salt: salt, data: data)
      ),
      data: data,
      text: text
    )
  }

  /// Appends events in one transaction and returns the root over the whole log.
  @discardableResult
  func append(_ entries: [LogWriter.Entry]) throws -> Digest32 {
    try environment.write { transaction throws in
      var log = try LogWriter(journal, transaction)
      for entry in entries { _ = try log.append(entry, to: &transaction) }
      return log.root
    }
  }

  func head() throws -> UInt64 { try environment.read { try journal.head($0) } }

  func sequence(_ source: Text, _ id: Text) throws -> UInt64? {
    try environment.read { try journal.sequence(source: source, id: id, $0) }
  }

  func text(_ seq: UInt64) throws -> [UInt8]? {
    try environment.read { try journal.text(seq, $0) }
  }

  /// The leaves as stored, in order.
  func leaves() throws -> [[UInt8]] {
    try environment.read { transaction throws in
      var leaves: [[UInt8]] = []
      var cursor = try journal.logCursor(transaction)
      while let entry = try cursor.next() {
        leaves.append(try RecordView(entry.value).leaf.toArray())
      }
      return leaves
    }
  }
}

/// RFC 6962's tree head, read off its page: the hash of the two halves, split at a power of two.
func treeRoot(_ leaves: ArraySlice<[UInt8]>) -> Digest32 {
  guard leaves.count > 1 else {
    return leaves.first.map { SHA256Digest.digest(of: [0] + $0) } ?? SHA256Digest.digest(of: [])
  }
  var split = 1
  while split * 2 < leaves.count { split *= 2 }
  let middle = leaves.startIndex + split
  let halves = treeRoot(leaves[..<middle]).bytes + treeRoot(leaves[middle...]).bytes
  return SHA256Digest.digest(of: [1] + halves)
}
