import ChanceryModel
import Foundation
import TestSupport
import Testing

/// The ground is pulled away, or the time.
@Suite struct PlaceAndClockTests {
  private func expectGone(_ daemon: Daemon) throws {
    let refused = try daemon.post(Sample.topic("more"))
    #expect(refused.status == 503, "\(refused.text)")
    #expect(refused.code == "storage-gone")
    #expect(refused.json["hint"]?.stringValue?.contains("put it back") == true)
    #expect(try daemon.get("/v1/events/1").status == 200)
    #expect(try daemon.get("/readyz").status == 200)
  }

  @Test func `nothing is acknowledged while the data directory is away`() throws {
    let daemon = try Daemon()
    #expect(try daemon.post(Sample.topic("t")).status == 200)
    #expect(rename(daemon.data, daemon.data + "-away") == 0)
    try expectGone(daemon)
    let run = try daemon.chancery("define", "topic", "u", "--title", "U", "--proposition", "U is")
    #expect(run.status == 74, "\(run.status) \(run.errors)")
    #expect(run.errors.contains("put it back"), "\(run.errors)")
    #expect(rename(daemon.data + "-away", daemon.data) == 0)
    #expect(try daemon.post(Sample.topic("more")).status == 200)
    #expect(try daemon.head() == 2)
  }

  @Test func `a journal that was replaced is not written, nor is one that was removed`() throws {
    let daemon = try Daemon()
    #expect(try daemon.post(Sample.topic("t")).status == 200)
    try FileManager.default.removeItem(atPath: daemon.data)
    try expectGone(daemon)
    let other = try Daemon(data: daemon.data)
    #expect(try other.head() == 0)
    try expectGone(daemon)
    #expect(try other.post(Sample.topic("other")).status == 200)
    #expect(daemon.stop())
  }

  @Test func `a journal without its data file is not taken for a new one`() throws {
    let daemon = try Daemon()
    #expect(try daemon.post(Sample.topic("t")).status == 200)
    daemon.stop()
    try FileManager.default.removeItem(atPath: daemon.data + "/journal/data.mdb")
    let run = try Run.program(
      Binaries.daemon,
      ["--data", daemon.data, "--socket", daemon.socket],
      seconds: 20
    )
    #expect(run.status == 65)
    #expect(run.errors.contains("no data.mdb") && run.errors.contains("backup"), "\(run.errors)")
  }

  @Test func `a clock a day behind is refused until it is right, an hour behind is borne`() throws {
    let disk = try FaultyDisk()
    let daemon = try disk.daemon()
    #expect(try daemon.post(Sample.topic("t-1")).status == 200)
    let first = try recordedAt(1, daemon)

    disk.preload.moveClock(seconds: -25 * 3600)
    let refused = try daemon.post(Sample.topic("t-2"))
    #expect(refused.status == 503)
    #expect(refused.code == "clock-behind")
    #expect(refused.json["hint"]?.stringValue?.contains("reads go on") == true)
    #expect(try daemon.get("/v1/events/1").status == 200)

    disk.preload.moveClock(seconds: -3600)
    #expect(try daemon.post(Sample.topic("t-2")).status == 200)
    #expect(try recordedAt(2, daemon) == first)

    disk.preload.moveClock(seconds: 0)
    #expect(try daemon.post(Sample.topic("t-3")).status == 200)
    #expect(try recordedAt(3, daemon) > first)
  }

  @Test func `a start with a clock a day behind answers readers`() throws {
    let disk = try FaultyDisk()
    let daemon = try disk.daemon()
    #expect(try daemon.post(Sample.topic("t-1")).status == 200)
    daemon.stop()
    disk.preload.moveClock(seconds: -30 * 3600)
    let next = try disk.daemon()
    #expect(try next.get("/v1/events/1").status == 200)
    #expect(try next.post(Sample.topic("t-2")).code == "clock-behind")
  }

  private func recordedAt(_ seq: Int, _ daemon: Daemon) throws -> String {
    try #require(try daemon.get("/v1/events/\(seq)").json["recordedat"]?.stringValue)
  }
}
