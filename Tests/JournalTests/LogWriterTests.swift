import ChanceryModel
import Journal
import LMDB
import Proofs
import Testing

/// The log, its tree and its keys, in a real environment.
@Suite struct LogWriterTests {
  @Test func `the root after every append is that of the stored leaves`() throws {
    let store = try Store()
    for number in 1...70 {
      let root = try store.append([Store.entry(number)])
      let leaves = try store.leaves()
      #expect(leaves.count == number)
      #expect(root == treeRoot(leaves[...]), "after \(number) events")
    }
  }

  @Test func `the edge of the tree is kept for every earlier size`() throws {
    let store = try Store()
    try store.append((1...130).map { Store.entry($0) })
    let leaves = try store.leaves()
    for size in 0...130 {
      let root = try store.environment.read {
        try store.journal.frontier(size: UInt64(size), $0).root
      }
      #expect(root == treeRoot(leaves.prefix(size)), "size \(size)")
    }
  }

  @Test func `a log opened again continues the same tree`() throws {
    let directory = try TemporaryDirectory()
    var source: Text?
    for round in 0..<6 {
      let store = try Store(in: directory)
      #expect(source == nil || store.journal.ownSource == source)
      source = store.journal.ownSource
      #expect(try store.head() == UInt64(round * 7))
      let root = try store.append((0..<7).map { Store.entry(round * 7 + $0) })
      #expect(root == treeRoot(try store.leaves()[...]))
    }
  }

  @Test func `an aborted append leaves nothing`() throws {
    struct Stop: Error {}
    let store = try Store()
    let root = try store.append([Store.entry(1)])
    #expect(throws: Stop.self) {
      try store.environment.write { transaction throws in
        var log = try LogWriter(store.journal, transaction)
        _ = try log.append(Store.entry(2, text: [65]), to: &transaction)
        throw Stop()
      }
    }
    #expect(try store.head() == 1)
    #expect(try store.sequence("tests", "id-2") == nil)
    #expect(try store.text(2) == nil)
    let kept = try store.environment.read { try LogWriter(store.journal, $0).root }
    #expect(kept == root)
  }

  @Test func `a key stored twice is damage`() throws {
    let store = try Store()
    try store.append([Store.entry(1)])
    #expect(throws: JournalDamage.self) { try store.append([Store.entry(1)]) }
    #expect(try store.head() == 1)
  }

  @Test func `a stored event is found by its key, and by nothing like it`() throws {
    let store = try Store()
    var entry = Store.entry(1)
    entry.attributes.source = "a"
    entry.attributes.id = "bé"
    try store.append([entry])
    #expect(try store.sequence("a", "bé") == 1)
    #expect(try store.sequence("a", "be\u{301}") == nil)
    #expect(try store.sequence("ab", "é") == nil)
    #expect(try store.sequence("a", "b") == nil)
    #expect(try store.sequence("a", "bé ") == nil)
    #expect(try store.sequence("", "a") == nil)
  }

  @Test func `keys are unhashed, so that ordered ids stand in order`() throws {
    let store = try Store()
    let ids = ["b", "a", "aa", "z", "é", "a/2", "a/10"] as [Text]
    try store.append(
      ids.enumerated().map { number, id in
        var entry = Store.entry(number)
        entry.attributes.id = id
        return entry
      }
    )
    let table = try store.environment.openTable(named: "ids")
    let found = try store.environment.read { transaction throws in
      var keys: [[UInt8]] = []
      var cursor = try transaction.cursor(table)
      while let entry = try cursor.next() { keys.append(entry.key.toArray()) }
      return keys
    }
    #expect(found == ids.sorted().map { Array("tests".utf8) + [0] + Array($0.utf8) })
  }

  @Test func `a text stands beside the log under its event's seq`() throws {
    let store = try Store()
    try store.append([
      Store.entry(1), Store.entry(2, text: Array("words".utf8)), Store.entry(3, text: []),
    ])
    #expect(try store.text(1) == nil)
    #expect(try store.text(2) == Array("words".utf8))
    #expect(try store.text(3) == [])
  }
}
