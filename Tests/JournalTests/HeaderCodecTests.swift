import ChanceryModel
import Journal
import LMDB
import Testing

/// The bytes of headers: what is written is read, and nothing that is read can stop the program.
@Suite struct HeaderCodecTests {
  @Test(arguments: RandomHeaders.types)
  func `a header of any type reads back as it was written`(_ type: EventType) throws {
    for seed in 0..<200 as Range<UInt64> {
      var headers = RandomHeaders(seed: seed << 8 | UInt64(type.rawValue))
      let header = headers.header(of: type)
      let bytes = HeaderCodec.encode(header)
      #expect(try HeaderCodec.decode(bytes.rawSpan) == header, "seed \(seed)")
      #expect(try HeaderCodec.recordedAt(bytes.rawSpan) == header.recordedAt, "seed \(seed)")
    }
  }

  @Test(arguments: RandomHeaders.types)
  func `a header that ends early is damage, wherever it ends`(_ type: EventType) {
    for seed in 0..<3 as Range<UInt64> {
      var headers = RandomHeaders(seed: seed << 8 | UInt64(type.rawValue))
      let bytes = HeaderCodec.encode(headers.header(of: type))
      for count in 0..<bytes.count {
        let short = Array(bytes[..<count])
        #expect(throws: JournalDamage.self, "seed \(seed), \(count) bytes") {
          _ = try HeaderCodec.decode(short.rawSpan)
        }
      }
    }
  }

  @Test(arguments: RandomHeaders.types)
  func `a header with a byte more is damage`(_ type: EventType) {
    var headers = RandomHeaders(seed: UInt64(type.rawValue))
    let bytes = HeaderCodec.encode(headers.header(of: type)) + [0]
    #expect(throws: JournalDamage.self) { _ = try HeaderCodec.decode(bytes.rawSpan) }
  }

  @Test(arguments: RandomHeaders.types)
  func `a flipped bit is damage or another header, never a crash`(_ type: EventType) {
    for seed in 0..<2 as Range<UInt64> {
      var headers = RandomHeaders(seed: seed << 8 | UInt64(type.rawValue))
      let header = headers.header(of: type)
      let bytes = HeaderCodec.encode(header)
      for place in bytes.indices {
        for bit in 0..<8 {
          var flipped = bytes
          flipped[place] ^= 1 << UInt8(bit)
          // The count of a list may be written longer than it need be; nothing else reads alike.
          if let read = try? HeaderCodec.decode(flipped.rawSpan) {
            #expect(HeaderCodec.encode(read).count <= flipped.count, "seed \(seed), byte \(place)")
          }
        }
      }
    }
  }

  @Test func `random bytes are never a crash`() {
    var headers = RandomHeaders(seed: 7)
    for _ in 0..<5000 {
      var bytes = headers.bytes(headers.below(80))
      if !bytes.isEmpty { bytes[0] = UInt8(headers.below(24)) }
      if bytes.count > 1 { bytes[1] = UInt8(headers.below(4)) }
      _ = try? HeaderCodec.decode(bytes.rawSpan)
      _ = try? HeaderCodec.recordedAt(bytes.rawSpan)
    }
  }

  // A flipped bit of a stored day made the fold reckon with less than no days, and ended the process.
  @Test(arguments: [EventType.statementMade, .meetingHeld])
  func `a moment that ends before it begins is damage`(_ type: EventType) throws {
    var headers = RandomHeaders(seed: 5)
    var header = headers.header(of: type)
    func moment(_ earliest: Text, _ latest: Text) throws -> Moment {
      Moment(text: "t", earliest: try .parse(earliest), latest: try .parse(latest))
    }
    for (latest, isSound) in [("2025-03-24", true), ("2025-03-23", false)] as [(Text, Bool)] {
      let said = try moment("2025-03-24", latest)
      switch header.body {
      case .statement(var body):
        body.said = said
        header.body = .statement(body)
      case .meeting(var body):
        body.said = said
        header.body = .meeting(body)
      default: break
      }
      let bytes = HeaderCodec.encode(header)
      if isSound {
        #expect(try HeaderCodec.decode(bytes.rawSpan) == header)
      } else {
        #expect(throws: JournalDamage.self) { _ = try HeaderCodec.decode(bytes.rawSpan) }
      }
    }
  }

  @Test(arguments: RandomHeaders.types)
  func `a redacted header keeps type, moment and place, and has no body`(_ type: EventType) throws {
    var headers = RandomHeaders(seed: UInt64(type.rawValue))
    var header = headers.header(of: type)
    header.body = .redacted
    let bytes = HeaderCodec.encode(header)
    #expect(try HeaderCodec.decode(bytes.rawSpan) == header)
    #expect(try HeaderCodec.isRedacted(bytes.rawSpan))
    #expect(throws: JournalDamage.self) { _ = try HeaderCodec.decode((bytes + [0]).rawSpan) }
  }

  @Test func `corrections of corrections are read as deep as they are appended, and no deeper`()
    throws
  {
    func header(depth: Int) -> EventHeader {
      var body = EventHeader.Body.withdrawal(WithdrawalHeader(event: 1))
      var type = EventType.eventWithdrawn
      for _ in 0..<depth {
        body = .correction(CorrectionHeader(event: 2, version: 3, type: type, body: body))
        type = .eventCorrected
      }
      return EventHeader(
        type: type,
        recordedAt: Instant(microseconds: 0),
        requestIndex: 0,
        requestCount: 1,
        isDeclared: false,
        body: body
      )
    }
    let deepest = header(depth: StateRules.depthMax)
    let bytes = HeaderCodec.encode(deepest)
    #expect(try HeaderCodec.decode(bytes.rawSpan) == deepest)
    let deeper = HeaderCodec.encode(header(depth: StateRules.depthMax + 1))
    #expect(throws: JournalDamage.self) { _ = try HeaderCodec.decode(deeper.rawSpan) }
  }

  @Test(arguments: [
    0, 1, 127, 128, 16_383, 16_384, UInt64(UInt32.max), UInt64(Int64.max), UInt64.max,
  ])
  func `an integer of any size takes seven bits a byte`(_ value: UInt64) throws {
    var encoder = ByteEncoder()
    encoder.varint(value)
    let bits = UInt64.bitWidth - value.leadingZeroBitCount
    #expect(encoder.bytes.count == max(1, (bits + 6) / 7))
    let bytes = encoder.bytes
    var decoder = ByteDecoder(bytes.rawSpan)
    let read = try decoder.varint()
    let isAtEnd = decoder.isAtEnd
    #expect(read == value)
    #expect(isAtEnd)
  }

  @Test func `an integer of more than 64 bits is damage`() {
    let bytes = [UInt8](repeating: 0xFF, count: 9) + [0x02]
    #expect(throws: JournalDamage.self) {
      var decoder = ByteDecoder(bytes.rawSpan)
      _ = try decoder.varint()
    }
  }

  @Test func `no conditions, none left and some are three different things`() throws {
    let some = [Condition(kind: .timing, text: "after a ceasefire")]
    for conditions in [nil, [], some] as [[Condition]?] {
      var encoder = ByteEncoder()
      ConditionCodec.encode(conditions, to: &encoder)
      let bytes = encoder.bytes
      var decoder = ByteDecoder(bytes.rawSpan)
      let read = try ConditionCodec.decode(&decoder)
      #expect(read == conditions)
    }
  }
}
