import ChanceryModel
import Foundation
import Testing

/// `watch`: each change of a stance, the moment it is recorded.
@Suite struct WatchTests {
  /// Runs `watch` from the first event on until it has told so many changes.
  private func watch(_ daemon: Daemon, _ count: Int, _ more: String...) throws -> Run {
    try daemon.chancery(["watch", "--after", "0", "-n", "\(count)", "--at", "2025-03-31"] + more)
  }

  @Test func `a change is told with what it was, and a command gets it`() throws {
    let daemon = try Daemon.withRefusal()
    let run = try watch(
      daemon,
      1,
      "--exec",
      #"cat; echo "$CHANCERY_HOLDER $CHANCERY_TOPIC $CHANCERY_KIND [$CHANCERY_BEFORE] $CHANCERY_AFTER $CHANCERY_EVENT $CHANCERY_AT"; exit 3"#
    )
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map { String($0) }
    try #require(lines.count == 3, "\(run.output)")
    #expect(
      lines[0]
        == "Italy · own-troops · no statement → ✕ oppose  since 2025-03-24  at 2025-03-31  (event 3)"
    )
    let change = try JSONParser.parse(Array(lines[1].utf8), limits: JSONLimits(depth: 64))
    #expect(change["after"]?["position"]?.stringValue == "oppose")
    #expect(lines[2] == "ITA own-troops first [] oppose 3 2025-03-31")
    #expect(run.errors.contains("the command ended with 3"), "\(run.errors)")
  }

  @Test func `what changes no stance that is watched is not told`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(
      Sample.statement("b", said: "2025-03-26"),
      Sample.statement("c", holder: "FRA", position: "support", said: "2025-03-26")
    )
    let other = try daemon.chancery([
      "watch", "FRA", "--after", "3", "-n", "1", "--at", "2025-03-31", "-o", "csv",
    ])
    #expect(other.status == 0, "\(other.errors)")
    #expect(other.output.contains("FRA"), "\(other.output)")
    #expect(!other.output.contains("ITA"), "\(other.output)")
  }

  @Test func `a correction and a withdrawal are changes as a statement is, as they come`() throws {
    let daemon = try Daemon.withRefusal()
    let watch = try daemon.live(
      "watch",
      "ITA",
      "-t",
      "own-troops",
      "--at",
      "2025-03-31",
      "-n",
      "2"
    )
    #expect(try Wait.until(seconds: 5) { try daemon.followers() == 1 })
    try daemon.does(
      "correct",
      "3",
      "--position",
      "undecided",
      "--reason",
      "misread",
      "--today",
      "2025-03-31"
    )
    #expect(watch.waits(for: "✕ oppose → ○ undecided", seconds: 2), "\(watch.output)")
    try daemon.does("withdraw", "3", "--reason", "another country's")
    #expect(watch.status(within: 5) == 0)
    let lines = watch.output.split(separator: "\n")
    #expect(lines.count == 2, "\(watch.output)")
    #expect(lines.last?.contains("○ undecided → · no statement") == true, "\(watch.output)")
  }
}
