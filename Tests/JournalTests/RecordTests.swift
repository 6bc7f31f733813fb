import ChanceryModel
import Journal
import LMDB
import Testing

/// The parts of a stored record, and what a damaged one does.
@Suite struct RecordTests {
  private static let leaf = Array(#"{"id":"a","type":"topic.defined"}"#.utf8)
  private static let data = Array(#"{"topic":"own-troops"}"#.utf8)
  private static let salt = [UInt8](repeating: 0xA5, count: Record.saltByteCount)

  private static func record(of type: EventType, seed: UInt64) -> [UInt8] {
    var headers = RandomHeaders(seed: seed)
    return Record.encode(
      header: HeaderCodec.encode(headers.header(of: type)),
      salt: salt,
      leaf: leaf,
      data: data
    )
  }

  @Test func `the parts read back as they were written`() throws {
    for seed in 0..<50 as Range<UInt64> {
      let type = RandomHeaders.types[Int(seed) % RandomHeaders.types.count]
      var headers = RandomHeaders(seed: seed)
      let header = headers.header(of: type)
      let bytes = Record.encode(
        header: HeaderCodec.encode(header),
        salt: Self.salt,
        leaf: Self.leaf,
        data: Self.data
      )
      let parts = try Parts(bytes)
      #expect(parts.header == header, "seed \(seed)")
      #expect(parts.salt == Self.salt)
      #expect(parts.leaf == Self.leaf)
      #expect(parts.data == Self.data)
    }
  }

  @Test func `an event is its seq, its data and its leaf, spliced`() throws {
    let bytes = Self.record(of: .topicDefined, seed: 1)
    #expect(
      try Parts(bytes).event(seq: 17)
        == #"{"seq":17,"data":{"topic":"own-troops"},"id":"a","type":"topic.defined"}"#
    )
    let line = try Parts(bytes).exported(seq: 17)
    let pattern =
      /^\{"seq":17,"salt":"(a5){16}","header":"[A-Za-z0-9+\/]+=*","data":\{"topic":"own-troops"\},"id":"a","type":"topic.defined"\}$/
    #expect(line.wholeMatch(of: pattern) != nil, "\(line)")
  }

  @Test func `another version or a flag not known is damage`() {
    let bytes = Self.record(of: .statementMade, seed: 2)
    for (place, value) in [(0, 0), (0, 2), (0, 255), (1, 1), (1, 128)] as [(Int, UInt8)] {
      var other = bytes
      other[place] = value
      #expect(throws: JournalDamage.self) { _ = try Parts(other) }
    }
  }

  @Test(arguments: RandomHeaders.types)
  func `a record that ends early or has a flipped bit never stops the program`(_ type: EventType) {
    let bytes = Self.record(of: type, seed: 3)
    for count in 0..<bytes.count { _ = try? Parts(Array(bytes[..<count])).event(seq: 1) }
    for place in bytes.indices {
      for bit in 0..<8 {
        var flipped = bytes
        flipped[place] ^= 1 << UInt8(bit)
        _ = try? Parts(flipped).event(seq: 1)
      }
    }
  }

  @Test func `a record with no header or no leaf is damage`() {
    let header = HeaderCodec.encode(
      EventHeader(
        type: .topicDefined,
        recordedAt: Instant(microseconds: 0),
        requestIndex: 0,
        requestCount: 1,
        isDeclared: false,
        body: .topic(TopicHeader(slug: "a", title: "b"))
      )
    )
    for (header, leaf) in [(header, []), ([], Self.leaf)] as [([UInt8], [UInt8])] {
      let bytes = Record.encode(header: header, salt: Self.salt, leaf: leaf, data: Self.data)
      #expect(throws: JournalDamage.self) { _ = try RecordView(bytes.rawSpan).event(seq: 1) }
    }
  }
}

/// A record's parts, copied.
private struct Parts {
  let bytes: [UInt8]
  let header: EventHeader?
  let salt: [UInt8]
  let leaf: [UInt8]
  let data: [UInt8]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    let view = try RecordView(bytes.rawSpan)
    header = try? view.decodedHeader()
    salt = view.salt.toArray()
    leaf = view.leaf.toArray()
    data = view.data.toArray()
  }

  func event(seq: UInt64) throws -> String {
    String(decoding: try RecordView(bytes.rawSpan).event(seq: seq), as: UTF8.self)
  }

  func exported(seq: UInt64) throws -> String {
    var line: [UInt8] = []
    try RecordView(bytes.rawSpan).append(seq: seq, forExport: true, to: &line)
    return String(decoding: line, as: UTF8.self)
  }
}
