import ChanceryModel
import Journal
import Testing

@Suite struct UUIDGeneratorTests {
  private static func isShaped(_ uuid: String, version: Character) -> Bool {
    let groups = uuid.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.count) == [8, 4, 4, 4, 12]
      && uuid.allSatisfy { $0 == "-" || $0.isHexDigit && !$0.isUppercase }
      && groups[2].first == version
      && "89ab".contains(groups[3].first ?? "?")
  }

  @Test func `both versions have the shape of RFC 9562`() {
    for _ in 0..<1000 {
      #expect(Self.isShaped(UUIDGenerator.random(), version: "4"))
      let moment = Instant(microseconds: Int64.random(in: 0...4_000_000_000_000_000))
      #expect(Self.isShaped(UUIDGenerator.timeOrdered(at: moment), version: "7"))
    }
  }

  @Test func `version 7 begins with the milliseconds of its moment`() {
    let moment = Instant(microseconds: 1_645_557_742_000_999)
    // The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22.000Z.
    #expect(UUIDGenerator.timeOrdered(at: moment).hasPrefix("017f22e2-79b0-7"))
    #expect(
      UUIDGenerator.timeOrdered(at: Instant(microseconds: -5)).hasPrefix("00000000-0000-7")
    )
  }

  @Test func `version 7 sorts by its moment`() {
    var last = ""
    for step in 0..<2000 as Range<Int64> {
      let uuid = UUIDGenerator.timeOrdered(
        at: Instant(microseconds: 1_742_835_731_482_913 + step * 1000)
      )
      #expect(uuid > last)
      last = uuid
    }
  }

  @Test func `no two are alike`() {
    let moment = Instant(microseconds: 0)
    #expect(Set((0..<10_000).map { _ in UUIDGenerator.random() }).count == 10_000)
    #expect(Set((0..<10_000).map { _ in UUIDGenerator.timeOrdered(at: moment) }).count == 10_000)
  }
}
