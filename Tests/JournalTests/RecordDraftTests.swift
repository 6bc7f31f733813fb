import ChanceryModel
import LMDB
import Proofs
import Testing

@testable import Journal

/// A record made before its moment is known is the record that would have been made after.
@Suite struct RecordDraftTests {
  /// Writes a draft into a buffer that held something else.
  private func written(_ draft: RecordDraft, at moment: Instant) throws -> [UInt8] {
    var record = [UInt8](repeating: 0xEE, count: 7)
    draft.write(recordedAt: try #require(RecordedMoment(moment)), to: &record)
    return record
  }

  @Test func `each golden record comes out of its draft, byte for byte`() throws {
    var drafting = RecordDrafting()
    for type in EventType.allCases {
      let record = try #require(GoldenRecords.v1[type])
      let view = try RecordView(record.rawSpan)
      let header = try view.decodedHeader()
      let salt = view.salt.toArray()
      let data = view.data.toArray()
      let leaf = view.leaf.toArray()
      let attributes = try Leaf.parse(leaf)
      let draft = drafting.draft(header, attributes, salt: salt, data: data)
      let written = try self.written(draft, at: header.recordedAt)
      #expect(written == record, "\(type)")
      #expect(Array(written[draft.leaf]) == leaf, "\(type)")
    }
  }

  @Test func `records of any header come out of their drafts, whatever the moment`() throws {
    var drafting = RecordDrafting()
    for seed in 0..<200 as Range<UInt64> {
      var random = RandomHeaders(seed: seed)
      var header = random.header(of: RandomHeaders.types[Int(seed) % RandomHeaders.types.count])
      let salt = random.bytes(Record.saltByteCount)
      let data = random.bytes(random.below(400))
      var attributes = Leaf.Attributes(
        type: header.type,
        source: "tests",
        id: Text("\"\(seed)\""),
        recordedAt: Instant(microseconds: 0),
        recordedBy: "uid:0",
        dataHash: Leaf.dataHash(salt: salt, data: data),
        subject: seed % 2 == 0 ? "é" : nil
      )
      let draft = drafting.draft(header, attributes, salt: salt, data: data)
      for microseconds in [0, 1_742_835_731_482_913, -1, 253_402_300_799_999_999] as [Int64] {
        let moment = Instant(microseconds: microseconds)
        header.recordedAt = moment
        attributes.recordedAt = moment
        let plain = Record.encode(
          header: HeaderCodec.encode(header),
          salt: salt,
          leaf: Leaf.bytes(attributes),
          data: data
        )
        #expect(try written(draft, at: moment) == plain, "seed \(seed) at \(moment)")
      }
    }
  }

  @Test func `a moment before the year 0 has no place in a draft`() {
    #expect(RecordedMoment(Instant(microseconds: -62_167_219_200_000_000)) != nil)
    #expect(RecordedMoment(Instant(microseconds: -62_167_219_200_000_001)) == nil)
  }

  @Test func `a log of drafts is the log of the same events, key, node and text`() throws {
    let (plain, drafted) = (try Store(), try Store())
    let moment = Instant(microseconds: 1_700_000_000_000_000)
    let entries = (1...20).map {
      Store.entry($0, at: moment.microseconds, text: $0 % 7 == 0 ? [1, 2, 3] : nil)
    }
    let root = try plain.append(entries)
    let recorded = try #require(RecordedMoment(moment))
    var drafting = RecordDrafting()
    let drafts = entries.map {
      drafting.draft($0.header, $0.attributes, salt: $0.salt, data: $0.data)
    }
    let other = try drafted.environment.write { transaction throws in
      var log = try LogWriter(drafted.journal, transaction)
      for (entry, draft) in zip(entries, drafts) {
        _ = try log.append(
          draft,
          recordedAt: recorded,
          key: Journal.idKey(source: entry.attributes.source, id: entry.attributes.id),
          text: entry.text,
          to: &transaction
        )
      }
      return log.root
    }
    #expect(other == root)
    #expect(try drafted.leaves() == plain.leaves())
    #expect(try drafted.sequence("tests", "id-13") == 13)
    #expect(try drafted.text(14) == [1, 2, 3] && drafted.text(13) == nil)
    let nodes = try drafted.environment.read { try drafted.journal.frontier(size: 20, $0).root }
    #expect(nodes == root)
  }

  @Test func `a draft under a key that is taken is damage`() throws {
    let store = try Store()
    let entry = Store.entry(1)
    try store.append([entry])
    var drafting = RecordDrafting()
    let draft = drafting.draft(entry.header, entry.attributes, salt: entry.salt, data: entry.data)
    let moment = try #require(RecordedMoment(Instant(microseconds: 5)))
    #expect(throws: JournalDamage.self) {
      try store.environment.write { transaction throws in
        var log = try LogWriter(store.journal, transaction)
        _ = try log.append(
          draft,
          recordedAt: moment,
          key: Journal.idKey(source: "tests", id: "id-1"),
          text: nil,
          to: &transaction
        )
      }
    }
  }
}
