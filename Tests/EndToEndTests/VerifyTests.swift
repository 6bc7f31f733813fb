import ChanceryModel
import Foundation
import Synchronization
import Testing

/// `verify` as a user runs it: on a daemon, on a directory, and when things go wrong.
@Suite struct VerifyTests {
  // MARK: On a daemon

  @Test func `the seeds are sound, on the daemon and on its directory`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let live = try daemon.chancery("verify", "-o", "json")
    #expect(live.status == 0, "\(live.errors)")
    let answer = try JSONParser.parse(Array(live.output.utf8))
    #expect(answer["schema"] == "chancery.verify/1" && answer["sound"] == true)
    #expect(answer["head"]?.intValue == (try daemon.head()) && answer["damages"] == 0)
    let table = try daemon.chancery("verify")
    #expect(table.status == 0 && table.output.hasPrefix("sound: 222 events on "))
    daemon.stop()
    let offline = try daemon.chancery("verify", "--data", daemon.data, "-o", "json")
    #expect(offline.status == 0, "\(offline.errors)")
    let second = try JSONParser.parse(Array(offline.output.utf8))
    #expect(second["root"] == answer["root"] && second["sound"] == true)
  }

  @Test func `it is sound while others append, and after a rebuild`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let isDone = Atomic(false)
    let socket = daemon.socket
    let done = DispatchGroup()
    for writer in 0..<2 {
      done.enter()
      Thread.detachNewThread {
        defer { done.leave() }
        guard let client = try? RawConnection(socket) else { return }
        var number = 0
        while !isDone.load(ordering: .relaxed) {
          number += 1
          let said = "2025-01-\(10 + number % 20)"
          let body = Sample.statement("w\(writer)-\(number)", said: said)
          let head =
            "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n"
          guard (try? client.exchange(head + body))?.status == 200 else { return }
        }
      }
    }
    for round in 0..<6 {
      if round == 3 { #expect(try daemon.chancery("rebuild").status == 0) }
      let run = try daemon.chancery("verify")
      #expect(run.status == 0, "\(run.output)\(run.errors)")
    }
    isDone.store(true, ordering: .relaxed)
    #expect(done.wait(timeout: .now() + 10) == .success)
    #expect(try daemon.head() > 20)
  }

  @Test func `only an admin may ask, and nobody twice at a time`() throws {
    let daemon = try Daemon()
    try fill(daemon)
    let first = try RawConnection(daemon.socket)
    first.send(VerifyTests.request)
    #expect(first.read { $0.contains("\"phase\"") }.contains("200 OK"))
    let second = try RawConnection(daemon.socket).exchange(VerifyTests.request)
    #expect(second.status == 409)
    #expect(second.json["code"] == "verify-running" && second.json["hint"] != nil)
    let rest = first.read(seconds: 60) { $0.contains("chancery.verify/1") }
    #expect(rest.contains("\"sound\":true"))
    #expect(try daemon.chancery("verify").status == 0)
  }

  @Test func `closing the connection ends the child, and gives the place back`() throws {
    let daemon = try Daemon()
    try fill(daemon)
    var connection: RawConnection? = try RawConnection(daemon.socket)
    connection?.send(VerifyTests.request)
    let children = try childrenAppear(of: daemon.pid)
    let workers = try childrenAppear(of: children[0])
    connection = nil
    for pid in children + workers {
      #expect(Wait.until(seconds: 5) { kill(pid, 0) != 0 }, "\(pid) still runs")
    }
    #expect(try daemon.chancery("verify").status == 0)
  }

  @Test func `a daemon that stops ends the verification`() throws {
    let daemon = try Daemon()
    try fill(daemon)
    let connection = try RawConnection(daemon.socket)
    connection.send(VerifyTests.request)
    let children = try childrenAppear(of: daemon.pid)
    #expect(daemon.stop())
    #expect(Wait.until(seconds: 5) { kill(children[0], 0) != 0 })
  }

  @Test func `a crash of the daemon leaves no child behind`() throws {
    let daemon = try Daemon()
    try fill(daemon)
    let connection = try RawConnection(daemon.socket)
    connection.send(VerifyTests.request)
    let children = try childrenAppear(of: daemon.pid)
    let workers = try childrenAppear(of: children[0])
    daemon.crash()
    for pid in children + workers {
      #expect(Wait.until(seconds: 5) { kill(pid, 0) != 0 || isZombie(pid) }, "\(pid) still runs")
    }
  }

  // MARK: On a directory

  @Test func `a directory with a daemon on it is refused with its pid`() throws {
    let daemon = try Daemon()
    let run = try daemon.chancery("verify", "--data", daemon.data)
    #expect(run.status == 75)
    #expect(run.errors.contains("pid \(daemon.pid)") && run.errors.contains("chancery verify"))
  }

  @Test func `no daemon starts while a directory is verified`() throws {
    let daemon = try Daemon()
    try fill(daemon)
    daemon.stop()
    let verification = try LiveProcess(Binaries.daemon, ["verify", "--data", daemon.data])
    #expect(verification.waits(for: "records", seconds: 20))
    let start = try Run.program(
      Binaries.daemon,
      ["--data", daemon.data, "--socket", daemon.socket],
      seconds: 20
    )
    #expect(start.status == 75)
    #expect(verification.status(within: 60) == 0)
  }

  @Test func `a directory that cannot be written is verified all the same`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    daemon.stop()
    let before = try contents(of: daemon.data + "/journal")
    for path in ["/journal/data.mdb", "/journal/lock.mdb", "/lock"] {
      chmod(daemon.data + path, 0o400)
    }
    chmod(daemon.data + "/journal", 0o500)
    chmod(daemon.data, 0o500)
    defer {
      chmod(daemon.data, 0o700)
      chmod(daemon.data + "/journal", 0o700)
    }
    let run = try Run.program(Binaries.client, ["verify", "--data", daemon.data])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try contents(of: daemon.data + "/journal") == before)
  }

  /// The root of the main table, by the meta page that counts: a page that is surely in use.
  private func rootPage(of file: FileHandle) throws -> Int {
    func number(at offset: Int) throws -> Int {
      try file.seek(toOffset: UInt64(offset))
      let bytes = try #require(try file.read(upToCount: 8))
      return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    // Behind the page's header (16 bytes): magic, version, address, size; two tables of 48 bytes, each with its
    // root at the end; the last page; the transaction.
    let meta = try number(at: 144) > number(at: 4096 + 144) ? 0 : 4096
    return try number(at: meta + 128)
  }

  @Test func `damage is listed, counted and 65`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    daemon.stop()
    let path = daemon.data + "/journal/data.mdb"
    let file = try #require(FileHandle(forUpdatingAtPath: path))
    let page = try rootPage(of: file)
    try file.seek(toOffset: UInt64(page) * 4096)
    try file.write(contentsOf: [0xEE])
    try file.close()
    let run = try daemon.chancery("verify", "--data", daemon.data)
    #expect(run.status == 65)
    #expect(run.output.contains("page \(page): ") && run.output.contains("DAMAGED in "))
    #expect(run.output.contains("records: not looked at, because pages are damaged"))
    let json = try daemon.chancery("verify", "--data", daemon.data, "-o", "json")
    #expect(json.status == 65)
    #expect(try JSONParser.parse(Array(json.output.utf8))["sound"] == false)
    let csv = try daemon.chancery("verify", "--data", daemon.data, "-o", "csv")
    #expect(csv.output.hasPrefix("where,what") && csv.output.contains("page \(page),"))
  }

  @Test func `what is no journal is 74 with a remedy`() throws {
    let scratch = try Scratch()
    let run = try Run.program(Binaries.client, ["verify", "--data", scratch.path])
    #expect(run.status == 74)
    #expect(run.errors.contains("data.mdb") && run.errors.contains("→"))
  }

  // MARK: When the reader of the journal dies

  @Test func `a child that dies is damage`() throws {
    let daemon = try Daemon()
    try fill(daemon)
    daemon.stop()
    let verification = try LiveProcess(Binaries.daemon, ["verify", "--data", daemon.data])
    let workers = try childrenAppear(of: verification.pid)
    kill(workers[0], SIGSEGV)
    #expect(verification.status(within: 20) == 65)
    #expect(verification.output.contains("signal 11"))
    #expect(verification.output.contains("\"sound\":false"))
  }

  @Test func `a child that is caught is ended, and is damage`() throws {
    let daemon = try Daemon()
    try fill(daemon)
    daemon.stop()
    let verification = try LiveProcess(
      Binaries.daemon,
      ["verify", "--data", daemon.data, "--patience", "1"]
    )
    let workers = try childrenAppear(of: verification.pid)
    kill(workers[0], SIGSTOP)
    #expect(verification.status(within: 20) == 65)
    #expect(verification.output.contains("came to no end"))
    #expect(Wait.until(seconds: 5) { kill(workers[0], 0) != 0 })
  }

  // MARK: Means

  private static let request = Array("POST /v1/admin/verify HTTP/1.1\r\nHost: x\r\n\r\n".utf8)

  /// Appends so much that a verification takes a while.
  private func fill(_ daemon: Daemon) throws {
    try daemon.append(Sample.topic("own-troops"))
    for block in 0..<4 {
      let events = (0..<2000).map { number in
        Sample.statement(
          "f-\(block)-\(number)",
          position: number % 3 == 0 ? "support" : "oppose",
          said: "20\(10 + number % 15)-0\(1 + block)-\(10 + number % 19)"
        )
      }
      let answer = try daemon.post("[" + events.joined(separator: ",") + "]")
      try #require(answer.status == 200, "\(answer.text)")
    }
  }

  /// The children of a process, waited for.
  private func childrenAppear(of pid: Int32) throws -> [Int32] {
    var found: [Int32] = []
    let isThere = try Wait.until(seconds: 20) {
      found = try children(of: pid)
      return !found.isEmpty
    }
    try #require(isThere, "\(pid) started no process")
    return found
  }

  private func children(of parent: Int32) throws -> [Int32] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { Int32($0) }
      .filter { state(of: $0)?.parent == parent }
  }

  private func isZombie(_ pid: Int32) -> Bool { state(of: pid)?.letter == "Z" }

  /// The letter of a process's state and its parent; nil if there is no such process.
  private func state(of pid: Int32) -> (letter: Substring, parent: Int32)? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[end...].dropFirst(2).split(separator: " ")
    guard fields.count > 1, let parent = Int32(fields[1]) else { return nil }
    return (fields[0], parent)
  }

  private func contents(of directory: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
      files[name] = try Data(contentsOf: URL(fileURLWithPath: directory + "/" + name))
    }
    return files
  }
}
