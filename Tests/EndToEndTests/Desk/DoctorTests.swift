import ChanceryModel
import Foundation
import Testing

/// `doctor`, `metrics` and `meet update`.
@Suite struct DoctorTests {
  /// The findings by check.
  private func findings(_ run: Run) throws -> [String: JSONValue] {
    let answer = try JSONParser.parse(Array(run.output.utf8))
    #expect(answer["schema"]?.stringValue == "chancery.doctor/1")
    var found: [String: JSONValue] = [:]
    for item in answer["items"]?.arrayValue ?? [] {
      found[item["check"]?.stringValue ?? ""] = item
    }
    return found
  }

  @Test func `with a daemon that is well nothing has failed, and each check is named`() throws {
    let daemon = try Daemon.withRefusal()
    let run = try daemon.chancery("doctor", "-o", "json")
    #expect(run.status == 0, "\(run.output)")
    let found = try findings(run)
    for check in [
      "settings", "place", "terminal", "daemon", "rights", "role", "versions", "projections",
      "disk", "map",
      "clock", "signed",
    ] {
      #expect(found[check] != nil, "\(check)")
      #expect(found[check]?["state"] != "failed", "\(check)")
    }
    // What is not well has a remedy, and nothing else.
    for (check, item) in found {
      #expect((item["remedy"]?.isNull == false) == (item["state"] != "ok"), "\(check)")
    }
    #expect(try daemon.does("doctor").contains("✓ daemon: pid "))
    for format in ["wide", "ndjson", "csv", "tsv", "md"] {
      #expect(try daemon.does("doctor", "-o", format).contains("versions"), "\(format)")
    }
  }

  @Test func `without one it says so, how to mend it, and exits with 1`() throws {
    let daemon = try Daemon()
    daemon.stop()
    let run = try daemon.chancery("doctor", "-o", "json")
    #expect(run.status == 1)
    let found = try findings(run)
    #expect(found["daemon"]?["state"] == "failed")
    #expect(found["daemon"]?["remedy"]?.stringValue?.contains("start it") == true, "\(run.output)")
    #expect(found["disk"]?["state"] == "untried")
    let table = try daemon.chancery("doctor")
    #expect(table.output.contains("✗ daemon: cannot reach chanceryd"), "\(table.output)")
    #expect(table.output.contains("  → "))
    #expect(table.output.contains("· not tried: rights, role,"), "\(table.output)")
  }

  @Test func `one that hangs is given up soon, and what was found before it is there at once`()
    throws
  {
    let silent = try MuteSocket()
    let environment = ["CHANCERY_SOCKET": silent.path]
    let start = ContinuousClock.now
    let live = try LiveProcess(Binaries.client, ["doctor"], environment: environment)
    #expect(live.waits(for: "settings: ", seconds: 10))
    #expect(live.isRunning, "the first checks are shown while the daemon is waited for")
    #expect(live.status(within: 20) == 1)
    #expect(ContinuousClock.now - start < .seconds(15), "60 s is what other verbs wait")
    #expect(live.output.contains("✗ daemon: chanceryd sent nothing for 2 s"), "\(live.output)")
    #expect(live.output.contains("→ look at its log"), "\(live.output)")
    #expect(live.output.contains("not tried: rights, role,"), "\(live.output)")
    let patient = try Run.program(
      Binaries.client,
      ["doctor", "--timeout", "1", "-o", "json"],
      environment: environment
    )
    let found = try findings(patient)
    #expect(found["daemon"]?["what"]?.stringValue?.contains("for 1 s") == true, "\(patient.output)")
  }

  @Test func `a socket that everybody may use is told of`() throws {
    let daemon = try Daemon()
    #expect(chmod(daemon.socket, 0o666) == 0)
    let found = try findings(try daemon.chancery("doctor", "-o", "json"))
    #expect(found["rights"]?["state"] == "warning")
  }

  @Test func `metrics are those of the daemon`() throws {
    let daemon = try Daemon.withRefusal()
    let metrics = try daemon.does("metrics")
    #expect(metrics.contains("# TYPE "))
    #expect(metrics.contains("chancery_"))
  }

  @Test func `a meeting is updated in the status it has, or in a new one`() throws {
    let daemon = try Daemon()
    try daemon.refuses(
      "meet",
      "update",
      "paris",
      "--place",
      "Paris",
      with: 64,
      saying: ["no meeting", "chancery meet schedule paris"]
    )
    try daemon.does("meet", "schedule", "paris", "--date", "2025-03-27")
    try daemon.does("meet", "update", "paris", "--place", "Paris")
    let planned = try daemon.does("meeting", "paris", "-o", "json")
    #expect(planned.contains(#""status":"scheduled""#) && planned.contains(#""place":"Paris""#))
    try daemon.does("meet", "update", "paris", "--held", "--present", "Italy,France")
    let held = try daemon.does("meeting", "paris", "-o", "json")
    #expect(held.contains(#""status":"held""#) && held.contains(#""place":"Paris""#), "\(held)")
    #expect(held.contains(#""actor":"ITA""#))
    try daemon.refuses(
      "meet",
      "update",
      "paris",
      "--held",
      "--cancelled",
      with: 64,
      saying: ["one status"]
    )
  }
}
