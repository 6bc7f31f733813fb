import LMDB
import Testing

@Suite struct BytesTests {
  @Test func `integers are read big-endian at odd offsets`() {
    let bytes: [UInt8] = [9, 0, 0, 0, 0, 0, 0, 1, 2, 255]
    let span = bytes.rawSpan
    let (long, short) = (
      span.loadBigEndian(at: 1, as: UInt64.self), span.loadBigEndian(as: UInt16.self)
    )
    #expect(long == 258)
    #expect(short == 0x0900)
    let signed = span.loadBigEndian(at: 9, as: Int8.self)
    #expect(signed == -1)
    let last = span[9]
    #expect(last == 255)
  }

  @Test func `an integer beyond the end traps`() async {
    await #expect(processExitsWith: trap) {
      let bytes: [UInt8] = [1, 2, 3]
      _ = bytes.rawSpan.loadBigEndian(at: 2, as: UInt16.self)
    }
  }

  @Test func `integers appended sort as numbers`() {
    let keys = [UInt64(0), 1, 255, 256, .max].map { number in
      var key: [UInt8] = []
      key.appendBigEndian(number)
      return key
    }
    for (left, right) in zip(keys, keys.dropFirst()) {
      let order = left.rawSpan.compare(to: right.rawSpan)
      #expect(order < 0)
    }
  }

  @Test func `comparing is by bytes, then by length`() {
    let rows: [([UInt8], [UInt8], Int)] = [
      ([], [], 0), ([1], [], 1), ([], [1], -1), ([1, 2], [1, 2], 0), ([1, 2], [1, 3], -1),
      ([128], [127], 1), ([1, 2], [1, 2, 0], -1), ([2], [1, 255], 1),
    ]
    for (left, right, expected) in rows {
      let order = left.rawSpan.compare(to: right.rawSpan).signum()
      let isEqual = left.rawSpan.isEqual(to: right.rawSpan)
      let hasPrefix = left.rawSpan.starts(with: right)
      #expect(order == expected)
      #expect(isEqual == (left == right))
      #expect(hasPrefix == left.starts(with: right))
    }
  }

  @Test func `text is copied if it is UTF-8`() {
    let good = Array("Prüfung".utf8).rawSpan.toString()
    let bad = ([0xFF, 0x41] as [UInt8]).rawSpan.toString()
    #expect(good == "Prüfung")
    #expect(bad == nil)
  }
}
