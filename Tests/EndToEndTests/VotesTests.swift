import ChanceryModel
import Foundation
import Testing

/// A part of the real votes, where they are at hand, against answers computed from the CSV alone.
@Suite struct VotesTests {
  @Test(.enabled(if: FileManager.default.fileExists(atPath: VotesTests.votes.path)))
  func `stances at a date equal those computed from the CSV`() throws {
    let selection = ["--from", "1990-01-01", "--to", "1992-12-31"]
    let scripts = Binaries.root.appendingPathComponent("scripts")
    let daemon = try Daemon()
    let scratch = try Scratch()
    let lines = try Run.program(
      scripts.appendingPathComponent("unvotes-to-ndjson"),
      selection + [Self.votes.path]
    )
    #expect(lines.status == 0, "\(lines.errors)")
    let file = scratch.path + "/votes.ndjson"
    try lines.output.write(toFile: file, atomically: true, encoding: .utf8)
    let count = lines.output.utf8.count { $0 == 0x0A }
    #expect(count > 30_000)

    for (appended, duplicates) in [(count, 0), (0, count)] {
      let run = try daemon.chancery("import", file, "-o", "json", seconds: 300)
      #expect(run.status == 0, "\(run.errors)")
      let answer = try JSONParser.parse(Array(run.output.utf8))
      #expect(answer["appended"]?.intValue == appended)
      #expect(answer["duplicates"]?.intValue == duplicates)
    }
    #expect(try daemon.head() == count)

    let expected = try Run.program(
      scripts.appendingPathComponent("unvotes-expected"),
      selection + ["--count", "500", "--seed", "7", Self.votes.path]
    )
    #expect(expected.status == 0, "\(expected.errors)")
    var compared = 0
    for line in expected.output.split(separator: "\n") {
      let wanted = try JSONParser.parse(Array(line.utf8))
      let holder = try #require(wanted["holder"]?.stringValue)
      let topic = try #require(wanted["topic"]?.stringValue)
      let day = try #require(wanted["at"]?.stringValue)
      let answer = try daemon.get("/v1/stances/\(holder)/\(topic)?at=\(day)").json
      #expect(answer["position"] == wanted["position"], "\(line)")
      #expect(answer["contested"]?.boolValue == wanted["contested"]?.boolValue, "\(line)")
      #expect(answer["last_said"] == wanted["last_said"], "\(line)")
      compared += 1
    }
    #expect(compared == 500)
    let check = try daemon.chancery("rebuild", "--check", seconds: 120)
    #expect(check.status == 0, "\(check.errors)")
  }

  static let votes = Binaries.root.deletingLastPathComponent()
    .appendingPathComponent("shared/data/unvotes.csv.gz")
}
