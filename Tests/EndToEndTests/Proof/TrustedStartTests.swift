import ChanceryModel
import Foundation
import TestSupport
import Testing

/// What the daemon makes of a data directory that is not the one it last signed.
@Suite struct TrustedStartTests {
  /// Starts a daemon that is to refuse, and waits for its end.
  private func refused(
    _ data: String,
    _ arguments: String...,
    environment: [String: String] = [:]
  )
    throws -> Run
  {
    let scratch = try Scratch()
    return try Run.program(
      Binaries.daemon,
      ["--data", data, "--socket", scratch.path + "/s"] + arguments,
      environment: environment,
      seconds: 20
    )
  }

  /// A journal of some events, closed.
  private func journal(_ count: Int = 3) throws -> Daemon {
    let daemon = try Daemon()
    for number in 0..<count { try daemon.append(Sample.topic("t-\(number)")) }
    try #require(daemon.stop())
    return daemon
  }

  private func file(_ daemon: Daemon, _ name: String) -> URL {
    URL(fileURLWithPath: daemon.data + "/" + name)
  }

  @Test func `key and checkpoint are made with the journal, for its owner alone`() throws {
    let daemon = try Daemon()
    for name in ["key", "checkpoint"] {
      #expect(
        Wait.until(seconds: 5) { FileManager.default.fileExists(atPath: file(daemon, name).path) }
      )
      let mode = try FileManager.default.attributesOfItem(atPath: file(daemon, name).path)
      #expect((mode[.posixPermissions] as? Int) == 0o600, "\(name)")
    }
    let status = try daemon.get("/v1/status").json
    let uuid = try #require(status["journal"]?.stringValue?.split(separator: ":").last)
    #expect(status["key"]?.stringValue?.hasPrefix("chancery/\(uuid)+") == true)
    #expect(
      try Wait.until(seconds: 5) {
        try daemon.get("/v1/status").json["checkpoint"]?["size"]?.intValue == 0
      }
    )
    let secret = try String(contentsOf: file(daemon, "key"), encoding: .utf8)
    #expect(secret.hasPrefix("PRIVATE+KEY+chancery/\(uuid)+"))
    #expect(!daemon.log.contains("PRIVATE"))
  }

  @Test func `the head is signed when the daemon stops, and after a crash when it is back`() throws
  {
    let daemon = try journal(5)
    let note = try String(contentsOf: file(daemon, "checkpoint"), encoding: .utf8)
    #expect(note.split(separator: "\n")[1] == "5")
    let again = try Daemon(data: daemon.data)
    for number in 5..<9 { try again.append(Sample.topic("t-\(number)")) }
    again.crash()
    let back = try Daemon(data: daemon.data)
    #expect(
      try Wait.until(seconds: 5) {
        try back.get("/v1/status").json["checkpoint"]?["size"]?.intValue == 9
      }
    )
    #expect(!back.log.contains("warning"), "\(back.log)")
  }

  @Test func `an older copy of the data put back is refused, and says what to do`() throws {
    let daemon = try journal(3)
    let data = file(daemon, "journal/data.mdb")
    let older = try Data(contentsOf: data)
    let again = try Daemon(data: daemon.data)
    try again.append(Sample.topic("later"))
    #expect(again.stop())
    try older.write(to: data)
    let run = try refused(daemon.data)
    #expect(run.status == 65, "\(run.errors)")
    for text in ["4 events", "has 3", "→", "backup", "move"] {
      #expect(run.errors.contains(text), "\(text): \(run.errors)")
    }
    // The way out that the message names: another key, another history.
    let key = try Data(contentsOf: file(daemon, "key"))
    for name in ["key", "checkpoint"] { try FileManager.default.removeItem(at: file(daemon, name)) }
    let back = try Daemon(data: daemon.data)
    #expect(try back.head() == 3)
    #expect(back.log.contains("warning"), "\(back.log)")
    #expect(back.stop())
    #expect(try Data(contentsOf: file(daemon, "key")) != key)
    #expect(try String(contentsOf: file(daemon, "checkpoint"), encoding: .utf8).contains("\n3\n"))
  }

  @Test func `a checkpoint that is forged, cut or another journal's is refused`() throws {
    let daemon = try journal()
    let other = try journal()
    let good = try Data(contentsOf: file(daemon, "checkpoint"))
    var changed = good
    changed[changed.count - 10] ^= 1
    for bytes in [
      changed, good.dropLast(5), Data(), try Data(contentsOf: file(other, "checkpoint")),
    ] {
      try bytes.write(to: file(daemon, "checkpoint"))
      let run = try refused(daemon.data)
      #expect(run.status == 65, "\(run.errors)")
      #expect(run.errors.contains(file(daemon, "checkpoint").path) && run.errors.contains("→"))
    }
    try good.write(to: file(daemon, "checkpoint"))
    #expect(try Daemon(data: daemon.data).head() == 3)
  }

  @Test func `a lost key is refused where something was signed with it`() throws {
    let daemon = try journal()
    try FileManager.default.removeItem(at: file(daemon, "key"))
    let run = try refused(daemon.data)
    #expect(run.status == 65, "\(run.errors)")
    #expect(run.errors.contains(file(daemon, "key").path) && run.errors.contains("→"))
    #expect(!FileManager.default.fileExists(atPath: file(daemon, "key").path))
  }

  @Test func `without its checkpoint a journal opens with a warning and is signed anew`() throws {
    let daemon = try journal()
    try FileManager.default.removeItem(at: file(daemon, "checkpoint"))
    let again = try Daemon(data: daemon.data)
    #expect(again.log.contains("level=warning") && again.log.contains("checkpoint"), "\(again.log)")
    #expect(try again.get("/v1/checkpoint").text.contains("\n3\n"))
  }

  @Test func `the origin is chosen when the journal is made, and only then`() throws {
    let scratch = try Scratch()
    let configuration = scratch.path + "/c.json"
    try #"{"origin":"desk.example/journal"}"#.write(
      toFile: configuration,
      atomically: true,
      encoding: .utf8
    )
    let daemon = try Daemon(arguments: ["--config", configuration])
    let note = try daemon.get("/v1/checkpoint").text
    #expect(note.hasPrefix("desk.example/journal\n0\n"))
    #expect(daemon.stop())
    let other = try refused(daemon.data, environment: ["CHANCERY_ORIGIN": "desk.example/other"])
    #expect(other.status == 78, "\(other.errors)")
    #expect(other.errors.contains("desk.example/journal") && other.errors.contains("→"))
    let fresh = scratch.path + "/fresh"
    let wrong = try refused(fresh, environment: ["CHANCERY_ORIGIN": "two words"])
    #expect(wrong.status == 78, "\(wrong.errors)")
    #expect(!FileManager.default.fileExists(atPath: fresh + "/key"))
  }
}
