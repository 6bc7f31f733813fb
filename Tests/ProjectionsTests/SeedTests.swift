import ChanceryModel
import Glibc
import Projections
import Testing

/// Where the seeds are: beside the tests, in the package's root.
private enum Seeds {
  static let names = ["01-vocabulary", "02-meetings", "03-statements", "04-links"]

  private static let root = String(
    #filePath.dropLast("Tests/ProjectionsTests/SeedTests.swift".count)
  )

  static func path(_ name: String) -> String { "\(root)seeds/\(name).ndjson" }

  static var areThere: Bool { names.allSatisfy { access(path($0), R_OK) == 0 } }
}

/// The five articles of seeds/: what the README promises, at the engine.
@Suite(.enabled(if: Seeds.areThere, "the package has no seeds/"))
struct SeedTests {
  private static func lines(_ name: String) throws -> [[UInt8]] {
    let file = try #require(fopen(Seeds.path(name), "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  private func imported() throws -> TestEngine {
    let test = try TestEngine(clock: TestClock("2025-04-10"))
    for name in Seeds.names {
      var drafts = try Self.lines(name).map { try test.draft(try JSONParser.parse($0)) }
      while !drafts.isEmpty {
        let answer = try test.append(Array(drafts.prefix(500)))
        #expect(answer.duplicates == 0)
        drafts = Array(drafts.dropFirst(500))
      }
    }
    return test
  }

  @Test func `own troops on 27 March, country by country`() throws {
    let test = try imported()
    let france = try test.stance("FRA", "own-troops", at: "2025-03-27")
    #expect(france.position == .support)
    #expect(france.since == "2025-03-14")
    #expect(try test.stance("FRA", "own-troops", at: "2025-03-12").position == .conditional)
    let britain = try test.stance("GBR", "own-troops", at: "2025-03-27")
    #expect(britain.position == .support)
    #expect(britain.since == "[..2025-03-23]")
    let italy = try test.stance("ITA", "own-troops", at: "2025-03-27")
    #expect(italy.position == .oppose)
    #expect(italy.since == "[..2025-03-24]")
    #expect(!italy.sinceExact)
    #expect(italy.conditions.map(\.condition.kind) == [.exception])
    #expect(italy.conditions.first?.condition.text.string.contains("UN flag") == true)
    #expect(try test.stance("NLD", "own-troops", at: "2025-03-27").position == .conditional)
    let poland = try test.stance("POL", "own-troops", at: "2025-03-27")
    #expect(poland.position == nil)
    #expect(
      poland.aside.contains { $0.standing == .attributed && $0.position == .oppose }
    )
  }

  @Test func `the meeting of 11 March keeps its three counts`() throws {
    let test = try imported()
    let meeting = try test.engine.meeting("paris-2025-03-11", clocks: ClockQuery())
    #expect(meeting.counts.map(\.value).sorted() == [30, 34, 34])
    let roles = Dictionary(uniqueKeysWithValues: meeting.attendance.map { ($0.actor, $0.role) })
    #expect(roles["ITA"] == .observer)
    #expect(roles["USA"] == .absent)
    #expect(roles["FRA"] == .host)
  }

  @Test func `every seed is the same on a second import, and rebuilds to the same`() throws {
    let test = try imported()
    let head = test.engine.head
    for name in Seeds.names {
      let drafts = try Self.lines(name).map { try test.draft(try JSONParser.parse($0)) }
      let answer = try test.append(drafts)
      #expect(answer.appended == 0)
      #expect(answer.duplicates == drafts.count)
    }
    #expect(test.engine.head == head)
    #expect(try test.rebuild(check: true).end == .complete)
  }

  @Test func `the whole of the seeds passes a check beforehand`() throws {
    let test = try TestEngine(clock: TestClock("2025-04-10"))
    let checker = test.engine.checker(declare: false)
    for name in Seeds.names {
      for (number, line) in try Self.lines(name).enumerated() {
        let refusal = checker.check(try test.draft(try JSONParser.parse(line)), line: number + 1)
        #expect(refusal == nil, "\(name), line \(number + 1)")
      }
    }
  }
}
