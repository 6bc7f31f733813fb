import ChanceryModel
import Glibc
import Journal
import LMDB
import Projections
import Testing

/// Each kind of damage, made by hand through the store, is found and named.
@Suite struct DamageTests {
  @Test func `a sound journal is sound, in every phase`() throws {
    let journal = try SampleJournal()
    let outcome = try journal.verify()
    #expect(outcome.damages == [])
    #expect(outcome.answer.isGood && outcome.answer.skipped.isEmpty)
    #expect(outcome.answer.head == 12 && outcome.answer.events == 12)
    #expect(outcome.answer.root?.utf8.count == 64)
    let phases = Set(outcome.lines.compactMap { $0["phase"]?.stringValue })
    #expect(
      phases.isSuperset(of: VerifyPhase.allCases.map(\.rawValue).filter { $0 != "expectations" })
    )
  }

  @Test func `a journal without events is sound`() throws {
    let directory = try SampleJournal(empty: ())
    let outcome = try directory.verify()
    #expect(outcome.damages == [] && outcome.answer.head == 0)
  }

  // MARK: Records

  @Test func `a changed byte of data is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 5) { $0.data[10] ^= 1 }
    try expect(journal, "event 5: its data and salt do not hash to its datahash", alone: true)
  }

  @Test func `data that hash rightly but are not canonical are found`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 5) { parts in
      parts.data.insert(UInt8(ascii: " "), at: 1)
      try parts.hashAgain()
    }
    let outcome = try journal.verify()
    #expect(outcome.damages.contains { $0.hasPrefix("event 5: its data is not canonical JSON") })
    #expect(
      outcome.damages.contains("table tree: the leaf hash of event 5 is not that of its leaf")
    )
  }

  @Test func `a changed salt is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 6) { $0.salt[0] ^= 0x80 }
    try expect(journal, "event 6: its data and salt do not hash to its datahash")
  }

  @Test func `a changed leaf is found, by itself and by the tree`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 5) { parts in
      let text = String(decoding: parts.leaf, as: UTF8.self)
      parts.leaf = Array(text.replacing("uid:1000", with: "uid:1001").utf8)
    }
    try expect(journal, "table tree: the leaf hash of event 5 is not that of its leaf")
  }

  @Test func `a record that ends early leaves out what rests on it`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      try transaction.put(journal.tables.log, Journal.key(7), [1, 0])
    }
    let outcome = try journal.verify()
    #expect(outcome.damages.contains { $0.hasPrefix("event 7: ") })
    #expect(
      outcome.answer.skipped == [.tree, .keys, .texts, .headers, .projections, .expectations]
    )
    #expect(outcome.answer.root == nil)
    #expect(outcome.lines.contains { $0["skipped"] == "tree" && $0["because"] != nil })
  }

  @Test func `an unknown type in a header is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 6) { $0.header[0] = 99 }
    try expect(journal, "event 6: a record has an unknown type")
  }

  @Test func `a gap is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      try transaction.delete(journal.tables.log, Journal.key(4))
    }
    try expect(journal, "event 4: it is missing")
  }

  @Test func `a log that lost its end is found by tree and keys`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      try transaction.delete(journal.tables.log, Journal.key(12))
    }
    let outcome = try journal.verify()
    #expect(
      outcome.damages.contains(
        "event 11: it is number 1 of a request of 2, and the last there is"
      )
    )
    #expect(outcome.damages.contains("table tree: there is a row after the last event"))
  }

  @Test func `time that goes back is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 6) { parts in
      var header = try HeaderCodec.decode(parts.header.rawSpan)
      var leaf = try Leaf.parse(parts.leaf)
      header.recordedAt = Instant(microseconds: 1)
      leaf.recordedAt = header.recordedAt
      parts.header = HeaderCodec.encode(header)
      parts.leaf = Leaf.bytes(leaf)
    }
    try expect(
      journal,
      "event 6: it says that it was recorded before the event before it"
    )
  }

  // MARK: Tree, keys, texts

  @Test func `a changed node of the tree is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      let key = Journal.key(8)
      var row = try #require(try transaction.value(journal.tables.tree, key)?.toArray())
      row[2 * 32] ^= 1
      try transaction.put(journal.tables.tree, key, row)
    }
    try expect(
      journal,
      "table tree: the node of level 2 at event 8 is not that of its leaves",
      alone: true
    )
  }

  @Test func `a missing key and one too many are found`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      let key = try #require(try firstRow(of: journal.tables.ids, transaction)).key
      try transaction.delete(journal.tables.ids, key)
      try transaction.put(journal.tables.ids, Array("other\0one".utf8), Journal.key(3))
      try transaction.put(journal.tables.ids, Array("other\0two".utf8), Journal.key(99))
    }
    let outcome = try journal.verify()
    #expect(outcome.damages.contains { $0.hasSuffix("has no key") })
    #expect(
      outcome.damages.contains("table ids: there is a key for event 3 that is not its own")
    )
    #expect(
      outcome.damages.contains("table ids: a key names event 99, which does not exist")
    )
    #expect(outcome.answer.skipped == [.headers])
  }

  @Test func `a changed text is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      var text = try #require(try journal.text(4, transaction))
      text[3] ^= 0x20
      try transaction.put(journal.tables.texts, Journal.key(4), text)
    }
    try expect(
      journal,
      "table texts: the text of event 4 does not hash to the sha256 that was filed",
      alone: true
    )
  }

  @Test func `a missing text is found by the header that says there is one`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      try transaction.delete(journal.tables.texts, Journal.key(4))
    }
    try expect(
      journal,
      "event 4: its header is not what its data and the vocabulary before it give"
    )
  }

  @Test func `a text of no source is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      try transaction.put(journal.tables.texts, Journal.key(5), [65])
    }
    try expect(journal, "table texts: there is a text for event 5, which files no source")
  }

  @Test func `an unknown key, a wrong format and a wrong generation in meta are found`() throws {
    let unknown = try SampleJournal()
    try unknown.tamper { journal, _, transaction in
      try transaction.put(journal.meta, Array("surprise".utf8), [1])
    }
    try expect(unknown, "table meta: there is an unknown key of 8 bytes")
    let format = try SampleJournal()
    try format.tamper { journal, _, transaction in
      try transaction.put(journal.meta, Array("format".utf8), [2])
    }
    try expect(format, "table meta: the journal is of format [2], this program knows 1")
    let identity = try SampleJournal()
    try identity.tamper { journal, _, transaction in
      // A zero that lost a bit is a space: found by a flipped bit.
      let uuid = "0a1b2c3d-0000-4000-8000-00000000000 "
      try transaction.put(journal.meta, Array("journal".utf8), Array("urn:uuid:\(uuid)".utf8))
    }
    try expect(identity, "table meta: the journal's identity is no urn:uuid")
    let generation = try SampleJournal()
    try generation.tamper { journal, _, transaction in
      try transaction.put(journal.meta, Journal.MetaKey.projections, [7])
    }
    try expect(generation, "journal: the journal does not say which projections are live")
  }

  @Test func `an unknown table is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper { _, _, transaction in
      _ = try transaction.openTable(named: "surprise")
    }
    try expect(journal, "table surprise: a journal has no table of that name", alone: true)
  }

  // MARK: Headers and projections

  @Test func `a header that its data do not give is found`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 6) { parts in
      var header = try HeaderCodec.decode(parts.header.rawSpan)
      guard case .statement(var body) = header.body else { return }
      body.rank = .head
      header.body = .statement(body)
      parts.header = HeaderCodec.encode(header)
    }
    try expect(
      journal,
      "event 6: its header is not what its data and the vocabulary before it give"
    )
  }

  @Test(arguments: [2, 6])
  func `a header that calls its event a declaration, and should not, is found`(seq: UInt64) throws {
    let journal = try SampleJournal()
    try journal.tamper(event: seq) { parts in
      var header = try HeaderCodec.decode(parts.header.rawSpan)
      header.isDeclared = true
      parts.header = HeaderCodec.encode(header)
    }
    try expect(
      journal,
      "event \(seq): its header says that the daemon declared it, and it did not"
    )
  }

  @Test func `a declaration whose header does not call it one is found`() throws {
    let journal = try SampleJournal()
    try journal.withEngine { engine in
      try SampleJournal.append(
        [
          #"{"type":"statement.made","data":{"said":"2025-03-28","holder":"ITA","topic":"new","position":"oppose"}}"#
        ],
        to: engine,
        declare: true
      )
    }
    #expect(try journal.verify().damages == [])
    try journal.tamper(event: 13) { parts in
      var header = try HeaderCodec.decode(parts.header.rawSpan)
      try #require(header.isDeclared)
      header.isDeclared = false
      parts.header = HeaderCodec.encode(header)
    }
    try expect(journal, "event 13: its header does not say that the daemon declared it")
  }

  @Test func `a header's place in its request is checked`() throws {
    let journal = try SampleJournal()
    try journal.tamper(event: 6) { parts in
      var header = try HeaderCodec.decode(parts.header.rawSpan)
      header.requestIndex = 0
      parts.header = HeaderCodec.encode(header)
    }
    try expect(
      journal,
      "event 6: it does not go on with the request that the event before it began"
    )
  }

  @Test(arguments: ["missing", "surplus", "changed"])
  func `every row of every projection is held to the log`(kind: String) throws {
    let journal = try SampleJournal()
    var tampered: [String] = []
    try journal.tamper { _, set, transaction in
      for table in set.all.flatMap(\.tables) {
        guard let (key, value) = try firstRow(of: table, transaction) else { continue }
        tampered.append(table.name)
        switch kind {
        case "missing": try transaction.delete(table, key)
        case "surplus": try transaction.put(table, key + [0xFF], value)
        default: try transaction.put(table, key, value + [1])
        }
      }
    }
    let words = ["missing": "is missing", "surplus": "comes from no event"]
    let outcome = try journal.verify()
    #expect(tampered.count > 8)
    #expect(outcome.damages.count == tampered.count)
    for table in tampered {
      let found = outcome.damages.first { $0.hasPrefix("table \(table): ") }
      #expect(found?.contains(words[kind] ?? "is not what the log gives") == true)
    }
  }

  @Test func `a damaged page stops everything else`() throws {
    let journal = try SampleJournal()
    let file = try #require(fopen(journal.data + "/journal/data.mdb", "r+"))
    // The numbers in the headers of some pages behind the two meta pages; not all of them are free.
    for page in 2..<20 {
      fseek(file, page * 4096, SEEK_SET)
      fputc(0xEE, file)
    }
    fclose(file)
    let outcome = try journal.verify()
    #expect(outcome.damages.contains { $0.hasPrefix("page ") })
    #expect(outcome.answer.skipped == Array(VerifyPhase.allCases.dropFirst()))
  }

  @Test func `a thousand damages are counted, a hundred listed`() throws {
    let journal = try SampleJournal()
    try journal.tamper { journal, _, transaction in
      for seq in UInt64(100)..<1100 {
        try transaction.put(journal.tables.texts, Journal.key(seq), [65])
      }
    }
    let outcome = try journal.verify()
    #expect(outcome.answer.damages == 1000 && outcome.damages.count == 100)
  }

  private func expect(
    _ journal: SampleJournal,
    _ damage: String,
    alone: Bool = false,
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try journal.verify()
    #expect(outcome.damages.contains(damage), "\(outcome.damages)", sourceLocation: place)
    if alone { #expect(outcome.damages == [damage], sourceLocation: place) }
    #expect(!outcome.answer.isSound, sourceLocation: place)
  }
}

/// The first row of a table, copied.
private func firstRow(
  of table: Table,
  _ transaction: borrowing WriteTransaction
) throws -> (key: [UInt8], value: [UInt8])? {
  var cursor = try transaction.cursor(table)
  guard let row = try cursor.next() else { return nil }
  return (row.key.toArray(), row.value.toArray())
}

extension RecordParts {
  /// Puts the hash of the data into the leaf, as somebody would who wants to deceive.
  mutating func hashAgain() throws {
    var attributes = try Leaf.parse(leaf)
    attributes.dataHash = Leaf.dataHash(salt: salt, data: data)
    leaf = Leaf.bytes(attributes)
  }
}
