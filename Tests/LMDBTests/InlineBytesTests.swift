import LMDB
import Testing

/// Bytes in place, against arrays.
@Suite struct InlineBytesTests {
  private typealias Bytes = InlineBytes<24>

  @Test func `they hold what was appended, in its order`() {
    var bytes = Bytes()
    #expect(bytes.toArray() == [])
    bytes.append(7)
    bytes.appendBigEndian(UInt32(0x0102_0304))
    bytes.append("né".utf8)
    bytes.append(0xFF, times: 3)
    bytes.append(Bytes([9, 8].rawSpan))
    let expected: [UInt8] = [7, 1, 2, 3, 4, 0x6E, 0xC3, 0xA9, 0xFF, 0xFF, 0xFF, 9, 8]
    #expect(bytes.toArray() == expected)
    #expect(bytes.count == expected.count)
    #expect(bytes[3] == 3)
    #expect(bytes.first(5).toArray() == Array(expected.prefix(5)))
    #expect(bytes.dropping(5).toArray() == Array(expected.dropFirst(5)))
    #expect(bytes.appending(0xFF).toArray() == expected + [0xFF])
    let long = bytes.appending(bigEndian: 5)
    #expect(long.toArray() == expected + [0, 0, 0, 0, 0, 0, 0, 5])
    #expect((bytes.first(2) + bytes.first(1)).toArray() == [7, 1, 7])
  }

  @Test func `their order and their beginnings are those of keys`() {
    let arrays: [[UInt8]] = [[], [0], [0, 0], [0, 1], [1], [1, 0, 0xFF], [0xFF]]
    for (index, one) in arrays.enumerated() {
      for (otherIndex, other) in arrays.enumerated() {
        #expect((Bytes(one.rawSpan) < Bytes(other.rawSpan)) == (index < otherIndex))
        #expect((Bytes(one.rawSpan) == Bytes(other.rawSpan)) == (index == otherIndex))
        #expect(other.rawSpan.starts(with: Bytes(one.rawSpan)) == other.starts(with: one))
        let order = one.rawSpan.compare(to: Bytes(other.rawSpan))
        #expect(order.signum() == (index - otherIndex).signum())
      }
    }
  }

  @Test func `a table takes many of them, and gives each back`() throws {
    let store = try Store()
    let table = store.table
    func key(_ number: UInt32) -> Bytes { Bytes([1].rawSpan) + Bytes(number) }
    try store.environment.write { transaction throws in
      let kept = (0..<500 as Range<UInt32>).map { (key: key($0), value: Bytes($0 &* 3)) }
      for row in kept[..<250] { try transaction.put(table, row.key, row.value) }
      do {
        var cursor = try transaction.writeCursor(table)
        for row in kept[250...] { try cursor.put(row.key, row.value) }
      }
      for number in 0..<500 as Range<UInt32> {
        let found = try transaction.value(table, key(number))?.loadBigEndian(as: UInt32.self)
        #expect(found == number &* 3)
        var cursor = try transaction.cursor(table)
        let sought = try cursor.seek(key(number))?.key.loadBigEndian(at: 1, as: UInt32.self)
        #expect(sought == number)
        let before = try cursor.seekBackward(key(number).appending(0))?.key
          .loadBigEndian(at: 1, as: UInt32.self)
        #expect(before == number)
      }
      #expect(try transaction.delete(table, key(7)))
      #expect(try !transaction.delete(table, key(7)))
    }
  }
}

extension InlineBytes {
  fileprivate init(_ number: UInt32) {
    self.init()
    appendBigEndian(number)
  }
}
