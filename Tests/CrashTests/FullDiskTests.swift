import ChanceryModel
import Foundation
import TestSupport
import Testing

/// No room: appends are refused, reads go on, and room that comes back is used without a new start.
@Suite struct FullDiskTests {
  /// True if this process may mount a file system of its own.
  static let canMount: Bool = {
    guard let scratch = try? Scratch(), let mount = try? SmallDisk(in: scratch.path, mebibytes: 1)
    else { return false }
    return mount.isMounted
  }()

  private func expectRefused(_ daemon: Daemon, _ words: String) throws {
    let refused = try daemon.post(Sample.topic("more"))
    #expect(refused.status == 507, "\(refused.text)")
    #expect(refused.code == "storage-full")
    #expect(refused.text.contains(words), "\(refused.text)")
    #expect(refused.json["hint"]?.stringValue?.contains("reads go on") == true)
    #expect(try daemon.get("/v1/events/1").status == 200)
    #expect(try daemon.get("/v1/topics").status == 200)
    #expect(try daemon.get("/readyz").status == 200)
  }

  @Test(.enabled(if: canMount, "mounting needs rights"))
  func `on a full disk appends are refused until there is room again`() throws {
    let scratch = try Scratch()
    // Room for the 64 MiB that are kept, and little else.
    let disk = try SmallDisk(in: scratch.path, mebibytes: 72)
    let data = disk.path + "/data"
    try {
      let daemon = try Daemon(data: data)
      #expect(try daemon.post(Sample.topic("t")).status == 200)
      try disk.fill()
      try expectRefused(daemon, "No space left")
      let run = try daemon.chancery("define", "topic", "u", "--title", "U", "--proposition", "U is")
      #expect(run.status == 74, "\(run.status) \(run.errors)")
      #expect(run.errors.contains("make room"), "\(run.errors)")
      #expect(daemon.stop())
    }()
    // A start on a full disk answers readers.
    let daemon = try Daemon(data: data)
    try expectRefused(daemon, "No space left")
    try disk.empty()
    #expect(try daemon.post(Sample.topic("more")).status == 200)
    #expect(try daemon.head() == 2)
    #expect(daemon.stop())
  }

  @Test(arguments: [ENOSPC, EDQUOT])
  func `room that cannot be had is a refusal, for rebuilds too`(reason: Int32) throws {
    let disk = try FaultyDisk()
    var daemon = try disk.daemon()
    #expect(try daemon.post(Sample.topic("t")).status == 200)
    daemon.stop()
    daemon = try disk.daemon()
    disk.preload.arm(.allocate, reason: reason)
    try expectRefused(daemon, "needs 64 MiB")
    let rebuild = try daemon.chancery("rebuild")
    #expect(rebuild.status != 0)
    #expect(rebuild.errors.contains("storage-full"), "\(rebuild.errors)")
    disk.preload.disarm()
    #expect(try daemon.post(Sample.topic("more")).status == 200)
    #expect(try daemon.chancery("rebuild", "--check").status == 0)
  }

  @Test func `a start that a full disk has stopped goes on by itself when there is room`() throws {
    let disk = try FaultyDisk()
    try {
      let daemon = try disk.daemon()
      #expect(try daemon.post(Sample.topic("own-troops")).status == 200)
      #expect(try daemon.post(Sample.statement("s")).status == 200)
      #expect(daemon.stop())
    }()
    try OldProjections.make(in: disk.data)
    disk.preload.arm(.allocate, reason: ENOSPC)
    let daemon = try disk.daemon(waitsUntilReady: false)
    #expect(Wait.until(seconds: 20) { daemon.log.contains("cannot make its projections") })
    #expect(daemon.log.contains("make room on the disk"), "\(daemon.log)")
    // The first try comes after a second, the second two seconds later: both in vain.
    let stops = disk.preload.count(.allocate)
    #expect(Wait.until(seconds: 20) { disk.preload.count(.allocate) >= stops + 2 })
    #expect(try daemon.get("/readyz").status == 503)
    #expect(try daemon.get("/v1/events/1").status == 200)
    let refused = try daemon.get("/v1/stances/ITA/own-troops?at=2025-03-27")
    #expect(refused.code == "storage-full", "\(refused.text)")
    #expect(!daemon.log.contains(" ready: "))

    disk.preload.disarm()
    #expect(
      try Wait.until(seconds: 30) { try daemon.get("/readyz").status == 200 },
      "\(daemon.log)"
    )
    #expect(Wait.until(seconds: 5) { daemon.log.contains(" ready: ") })
    let answer = try daemon.get("/v1/stances/ITA/own-troops?at=2025-03-27")
    #expect(answer.json["position"]?.stringValue == "oppose", "\(answer.text)")
    #expect(try daemon.post(Sample.topic("more")).status == 200)
    #expect(try daemon.chancery("rebuild", "--check").status == 0)
    #expect(daemon.stop())
  }

  @Test func `a limit on the size of files refuses before a signal ends the daemon`() throws {
    let daemon = try Daemon()
    #expect(try daemon.post(Sample.topic("t")).status == 200)
    try limitFiles(of: daemon, "1048576:unlimited")
    try expectRefused(daemon, "ulimit -f")
    try limitFiles(of: daemon, "unlimited:unlimited")
    #expect(try daemon.post(Sample.topic("more")).status == 200)
  }

  private func limitFiles(of daemon: Daemon, _ limit: String) throws {
    let run = try Run.program(
      URL(fileURLWithPath: "/usr/bin/prlimit"),
      ["--pid", "\(daemon.pid)", "--fsize=\(limit)"]
    )
    try #require(run.status == 0, "\(run.errors)")
  }

  @Test func `a full map refuses, and a start with a larger one goes on`() throws {
    let scratch = try Scratch()
    let data = scratch.path + "/data"
    var acknowledged = 0
    try {
      let daemon = try Daemon(data: data, environment: ["CHANCERY_MAP_BYTES": "1048576"])
      let note = String(repeating: "n", count: 20_000)
      var refused: RawResponse?
      while refused == nil, acknowledged < 100 {
        let answer = try daemon.post(
          #"{"type":"topic.defined","id":"b\#(acknowledged)","data":{"topic":"b\#(acknowledged)","#
            + #""title":"B","proposition":"P","note":"\#(note)"}}"#
        )
        if answer.status == 200 { acknowledged += 1 } else { refused = answer }
      }
      #expect(refused?.code == "storage-full")
      #expect(refused?.status == 507)
      #expect(refused?.text.contains("map-bytes") == true, "\(refused?.text ?? "")")
      #expect(acknowledged > 5)
      #expect(try daemon.head() == acknowledged)
      #expect(try daemon.get("/v1/events/\(acknowledged)").status == 200)
      #expect(try daemon.get("/readyz").status == 200)
      #expect(daemon.stop())
      #expect(daemon.process.status == 0)
    }()
    let daemon = try Daemon(data: data)
    #expect(try daemon.head() == acknowledged)
    #expect(try daemon.post(Sample.topic("more")).status == 200)
    #expect(try daemon.chancery("rebuild", "--check").status == 0)
  }
}
