import ChanceryModel
import Journal
import LMDB
import Proofs
import Testing

/// Reading the log, and opening one.
@Suite struct JournalTests {
  @Test func `an empty journal has no head, no event and an identity of its own`() throws {
    let store = try Store()
    #expect(try store.head() == 0)
    #expect(store.journal.ownSource.string.hasPrefix("urn:uuid:"))
    #expect(try store.journal.ownSource != Store().journal.ownSource)
    for seq in [0, 1, .max] as [UInt64] {
      #expect(try store.environment.read { try store.journal.event(seq, $0) } == nil)
      #expect(try store.environment.read { try store.journal.header(seq, $0) } == nil)
      #expect(try store.environment.read { try store.journal.type(seq, $0) } == nil)
      #expect(try store.environment.read { try store.journal.recordedAt(seq, $0) } == nil)
      #expect(throws: JournalDamage.self) {
        try store.environment.read { try store.journal.requiredHeader(seq, $0) }
      }
      #expect(throws: JournalDamage.self) {
        try store.environment.read { try store.journal.data(seq, $0) }
      }
    }
  }

  @Test func `an event reads back in all its parts`() throws {
    let store = try Store()
    let entry = Store.entry(1, at: 5)
    try store.append([entry])
    let read = { (seq: UInt64) in
      try store.environment.read { transaction throws in
        (
          try store.journal.header(seq, transaction),
          try store.journal.type(seq, transaction),
          try store.journal.recordedAt(seq, transaction),
          try store.journal.data(seq, transaction),
          try store.journal.event(seq, transaction)
        )
      }
    }
    let (header, type, recordedAt, data, bytes) = try read(1)
    #expect(header == entry.header)
    #expect(type == .topicDefined)
    #expect(recordedAt == Instant(microseconds: 5))
    #expect(data["topic"]?.textValue == "topic-1")
    let event = try JSONParser.parse(try #require(bytes))
    #expect(event["seq"]?.intValue == 1)
    #expect(event["datahash"]?.textValue == Text(entry.attributes.dataHash.hex))
    #expect(event["specversion"]?.textValue == "1.0")
  }

  @Test func `the last seq recorded by a moment, at every edge`() throws {
    let store = try Store()
    func last(_ microseconds: Int64) throws -> UInt64 {
      try store.environment.read {
        try store.journal.lastSequence(recordedBy: Instant(microseconds: microseconds), $0)
      }
    }
    #expect(try last(.min) == 0)
    #expect(try last(.max) == 0)
    // Three commits of one moment each, of 3, 1 and 2 events.
    let moments: [Int64] = [10, 10, 10, 20, 30, 30]
    try store.append(moments.enumerated().map { Store.entry($0.offset, at: $0.element) })
    let expected: [(Int64, UInt64)] = [
      (.min, 0), (9, 0), (10, 3), (11, 3), (19, 3), (20, 4), (29, 4), (30, 6), (31, 6), (.max, 6),
    ]
    for (moment, seq) in expected { #expect(try last(moment) == seq, "at \(moment)") }
  }

  @Test func `a journal of another format is refused, with a remedy`() throws {
    let directory = try TemporaryDirectory()
    do {
      let store = try Store(in: directory)
      try store.environment.write { transaction throws in
        try transaction.put(store.journal.meta, Array("format".utf8), [2])
      }
    }
    let error = #expect(throws: JournalError.self) { try Store(in: directory) }
    #expect(error?.kind == .format)
    #expect(error?.hint != nil)
  }

  @Test func `a journal without an identity is damaged`() throws {
    let directory = try TemporaryDirectory()
    do {
      let store = try Store(in: directory)
      try store.environment.write { transaction throws in
        _ = try transaction.delete(store.journal.meta, Array("journal".utf8))
      }
    }
    let error = #expect(throws: JournalError.self) { try Store(in: directory) }
    #expect(error?.kind == .damaged)
  }
}
