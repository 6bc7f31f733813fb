import Foundation
import Testing

@Suite struct LifecycleTests {
  @Test func `the daemon says when it is ready and stops cleanly on SIGTERM`() throws {
    let daemon = try Daemon()
    #expect(daemon.log.contains("ready"))
    #expect(daemon.stop())
    #expect(daemon.process.status == 0)
    #expect(!FileManager.default.fileExists(atPath: daemon.socket))
  }

  @Test func `a second daemon on the same data is refused with the pid of the first`() throws {
    let daemon = try Daemon()
    let other = try Run.program(
      Binaries.daemon,
      ["--data", daemon.data, "--socket", daemon.socket + "2"],
      seconds: 20
    )
    #expect(other.status == 75)
    #expect(other.errors.contains("pid \(daemon.pid)"))
    #expect(try daemon.get("/livez").status == 200)
  }

  @Test func `a socket file left by a crash is replaced`() throws {
    let first = try Daemon()
    first.crash()
    #expect(FileManager.default.fileExists(atPath: first.socket))
    let second = try Run.program(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c",
        "'\(Binaries.daemon.path)' --data '\(first.data)' --socket '\(first.socket)' & p=$!; "
          + "for i in $(seq 100); do '\(Binaries.client.path)' ping --socket '\(first.socket)' "
          + ">/dev/null 2>&1 && break; sleep 0.1; done; "
          + "'\(Binaries.client.path)' ping --socket '\(first.socket)'; s=$?; "
          + "kill $p; wait $p; exit $s",
      ],
      seconds: 40
    )
    #expect(second.status == 0, "\(second.errors)")
  }

  @Test func `a live socket of another daemon is never taken`() throws {
    let daemon = try Daemon()
    let scratch = try Scratch()
    let other = try Run.program(
      Binaries.daemon,
      ["--data", scratch.path + "/other", "--socket", daemon.socket],
      seconds: 20
    )
    #expect(other.status != 0)
    #expect(other.errors.contains(daemon.socket))
    #expect(try daemon.get("/livez").status == 200)
  }

  @Test func `a socket path over 107 bytes is refused with its length`() throws {
    let scratch = try Scratch()
    let long = scratch.path + "/" + String(repeating: "s", count: 120)
    let run = try Run.program(
      Binaries.daemon,
      ["--data", scratch.path + "/d", "--socket", long],
      seconds: 20
    )
    #expect(run.status == 78)
    #expect(run.errors.contains("\(long.utf8.count)") && run.errors.contains("107"))
    let client = try Run.program(Binaries.client, ["ping", "--socket", long])
    #expect(client.errors.contains("107"))
  }

  @Test func `a data directory that cannot be made is refused with a remedy`() throws {
    let scratch = try Scratch()
    _ = FileManager.default.createFile(atPath: scratch.path + "/file", contents: nil)
    for data in ["/file", "/missing/parent"] {
      let run = try Run.program(
        Binaries.daemon,
        ["--data", scratch.path + data, "--socket", scratch.path + "/s"],
        seconds: 20
      )
      #expect(run.status != 0)
      #expect(run.errors.contains(scratch.path + data), "\(run.errors)")
      #expect(run.errors.contains("→"), "\(run.errors)")
    }
  }

  @Test func `a directory of other files is refused, and nothing is made in it`() throws {
    let scratch = try Scratch()
    let files = FileManager.default
    let home = scratch.path + "/home"
    try files.createDirectory(atPath: home, withIntermediateDirectories: false)
    for name in ["letters.txt", "a", "b", "c"] {
      _ = files.createFile(atPath: "\(home)/\(name)", contents: Data("x".utf8))
    }
    let run = try Run.program(
      Binaries.daemon,
      ["--data", home, "--socket", scratch.path + "/s"],
      seconds: 20
    )
    #expect(run.status == 73, "\(run.errors)")
    for word in [home, "“a”, “b”, “c” and 1 more", "→ give --data a directory that is empty"] {
      #expect(run.errors.contains(word), "\(word) in \(run.errors)")
    }
    #expect(try files.contentsOfDirectory(atPath: home).sorted() == ["a", "b", "c", "letters.txt"])
  }

  @Test func `what a mount or a broken off start leaves keeps no journal from beginning`() throws {
    let scratch = try Scratch()
    let files = FileManager.default
    let data = scratch.path + "/data"
    for name in ["lost+found", "journal.new"] {
      try files.createDirectory(atPath: "\(data)/\(name)", withIntermediateDirectories: true)
    }
    for name in [".nfs0", "lock", "key.new", "chancery.json"] {
      _ = files.createFile(atPath: "\(data)/\(name)", contents: nil)
    }
    let daemon = try Daemon(data: data)
    #expect(try daemon.head() == 0)
    #expect(daemon.stop())
    // With its journal it is a data directory, whatever is put beside it.
    _ = files.createFile(atPath: data + "/notes.txt", contents: nil)
    let again = try Daemon(data: data)
    #expect(try again.head() == 0)
  }

  @Test func `started with closed streams it opens no file in their place`() throws {
    let scratch = try Scratch()
    let socket = scratch.path + "/s"
    let command =
      "exec '\(Binaries.daemon.path)' --data \(scratch.path)/d --socket \(socket) <&- >&- 2>&-"
    let daemon = try LiveProcess(URL(fileURLWithPath: "/bin/sh"), ["-c", command])
    #expect(
      Wait.until(seconds: 20) {
        (try? RawConnection(socket).exchange("GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"))?.status
          == 200
      }
    )
    for descriptor in 0...2 {
      let path = "/proc/\(daemon.pid)/fd/\(descriptor)"
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == "/dev/null")
    }
  }

  @Test func `a configuration with an unknown key is refused with the nearest`() throws {
    let scratch = try Scratch()
    try "{\"log-levle\": \"info\"}".write(
      toFile: scratch.path + "/c.json",
      atomically: true,
      encoding: .utf8
    )
    let run = try Run.program(
      Binaries.daemon,
      [
        "--data", scratch.path + "/d", "--socket", scratch.path + "/s", "--config",
        scratch.path + "/c.json",
      ],
      seconds: 20
    )
    #expect(run.status == 78)
    #expect(run.errors.contains("log-levle") && run.errors.contains("log-level"), "\(run.errors)")
  }

  @Test func `without a daemon the client names every path it tried and how to start one`() throws {
    let scratch = try Scratch()
    let run = try Run.program(
      Binaries.client,
      ["status", "--socket", scratch.path + "/none"]
    )
    #expect(run.status == 69)
    #expect(run.errors.contains(scratch.path + "/none"))
    #expect(run.errors.contains("chanceryd --data"))
  }

  @Test func `a file that is no socket is called that`() throws {
    for path in ["/etc/passwd", "/tmp"] {
      let run = try Run.program(Binaries.client, ["status", "--socket", path])
      #expect(run.status == 69)
      #expect(run.errors.contains("not a socket"), "\(run.errors)")
    }
  }

  @Test func `whoever has no right to the socket or to a verb is told how to get it`() throws {
    // Only root can become somebody else.
    guard getuid() == 0 else { return }
    let daemon = try Daemon()
    chmod(daemon.scratch.path, 0o755)
    func asNobody(_ arguments: String) throws -> Run {
      try Run.program(
        URL(fileURLWithPath: "/bin/su"),
        [
          "-s", "/bin/sh", "nobody", "-c",
          "'\(Binaries.client.path)' \(arguments) --socket \(daemon.socket)",
        ]
      )
    }
    let shut = try asNobody("status")
    #expect(shut.status == 77, "\(shut.errors)")
    #expect(shut.errors.contains("permission denied") && shut.errors.contains("0660"))
    chmod(daemon.socket, 0o666)
    #expect(try asNobody("status").output.contains("you are reader"))
    for verb in ["define topic t --title T --proposition P", "rebuild"] {
      let refused = try asNobody(verb)
      #expect(refused.status == 77, "\(refused.errors)")
      #expect(refused.errors.contains("forbidden"), "\(refused.errors)")
    }
    #expect(try daemon.head() == 0)
  }

  @Test func `acknowledged events are there after kill -9`() throws {
    let daemon = try Daemon()
    var acknowledged = 0
    for number in 0..<20 {
      let answer = try daemon.post(Sample.topic("t-\(number)"))
      #expect(answer.status == 200 || answer.status == 201, "\(answer.text)")
      acknowledged += 1
    }
    daemon.crash()
    let again = try Daemon(data: daemon.data)
    #expect(try again.head() == acknowledged)
  }
}
