import CLoad
import Testing

@testable import bench

@Suite struct DataTests {
  @Test(arguments: [
    (0, "1970-01-01"), (-1, "1969-12-31"), (18_257, "2019-12-27"), (-8766, "1946-01-01"),
    (11_016, "2000-02-29"),
  ])
  func `days are civil`(day: Int, text: String) {
    #expect(CivilDay.text(day) == text)
  }

  @Test func `synthetic votes are as many as wanted, the same every time, each id once`() {
    var first: [String] = []
    SyntheticVotes().forEach(1001) { first.append($0) }
    var second: [String] = []
    SyntheticVotes().forEach(1001) { second.append($0) }
    #expect(first.count == 1001)
    #expect(first == second)
    #expect(Set(first.compactMap { $0.firstMatch(of: /"id":"([^"]*)"/)?.output.1 }).count == 1001)
    #expect(first.allSatisfy { $0.hasSuffix("}}\n") && $0.contains("\"holder\":") })
  }

  @Test func `a value of Redis has the length that its reply should have`() {
    for bytes in [20, 104, 105, 106, 107, 1004, 1005, 1006, 1022, 10_010] {
      let value = Redis.valueBytes(forReply: bytes)
      let reply = 1 + String(value).utf8.count + 2 + value + 2
      #expect(abs(reply - bytes) <= 1)
    }
  }

  @Test func `a text is cut into requests of so many lines`() {
    let text = Array("a\nbb\nccc\n".utf8)
    text.withUnsafeBytes { bytes in
      let requests = HTTP.batches(of: bytes, perRequest: 2)
      #expect(requests.list.map(\.body_length) == [5, 4])
    }
  }

  @Test func `the definitions end where the votes begin`() {
    let text = Array("{\"type\":\"topic.defined\"}\n{\"type\":\"statement.made\"}\n".utf8)
    #expect(text.withUnsafeBytes { Definitions.end(in: $0) } == 25)
  }

  @Test func `another one begins in each round`() {
    #expect((1...4).map { Rotation.of([1, 2, 3], by: $0)[0] } == [1, 2, 3, 1])
  }
}
