import ChanceryModel
import Foundation
import Testing

/// `$XDG_CONFIG_HOME/chancery/config.json`, and `config`, which shows what came of it.
@Suite struct SettingsTests {
  private let daemon: Daemon
  private let scratch: Scratch
  private var path: String { scratch.path + "/chancery/config.json" }

  init() throws {
    daemon = try Daemon.withRefusal()
    scratch = try Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/chancery",
      withIntermediateDirectories: true
    )
  }

  /// Runs a verb with settings; the socket is in the environment unless told otherwise.
  private func run(
    _ settings: String?,
    _ arguments: String...,
    namesSocket: Bool = true,
    environment: [String: String] = [:]
  ) throws -> Run {
    try Run.program(
      Binaries.client,
      arguments,
      environment: try self.environment(settings: settings, namesSocket: namesSocket)
        .merging(environment) { $1 }
    )
  }

  private func environment(
    settings: String?,
    namesSocket: Bool = true
  ) throws -> [String: String] {
    if let settings { try Data(settings.utf8).write(to: URL(fileURLWithPath: path)) }
    return [
      "XDG_CONFIG_HOME": scratch.path, "CHANCERY_SOCKET": namesSocket ? daemon.socket : "",
    ]
  }

  @Test func `what is set is used, and an option wins over it`() throws {
    let settings = """
      {"topic": "own-troops", "aliases": {"Rome": "ITA"}, "output": "csv", "color": "never"}
      """
    let board = try run(settings, "board", "--at", "2025-03-31")
    #expect(board.status == 0, "\(board.errors)")
    #expect(board.output.hasPrefix("holder,") && board.output.contains("ITA"), "\(board.output)")
    let why = try run(settings, "why", "rome", "--at", "2025-03-31", "-o", "ndjson")
    #expect(why.output.contains(#""clause":"sets""#), "\(why.output)\(why.errors)")
    // Where no topic means all topics, it does so whatever is set.
    try daemon.append(
      Sample.topic("ceasefire"),
      Sample.statement("c", topic: "ceasefire", position: "support")
    )
    for verb in ["stance", "history"] {
      let all = try run(settings, verb, "rome", "--at", "2025-03-31")
      #expect(
        all.output.contains("own-troops") && all.output.contains("ceasefire"),
        "\(all.output)"
      )
    }
  }

  @Test func `the socket of the settings is used where nobody names another`() throws {
    let settings = #"{"socket": "\#(daemon.socket)"}"#
    #expect(try run(settings, "ping", "-n", "1", namesSocket: false).status == 0)
    let elsewhere = try run(#"{"socket": "/nowhere/x.sock"}"#, "ping", "-n", "1")
    #expect(elsewhere.status == 0, "the environment wins: \(elsewhere.errors)")
    let lost = try run(nil, "ping", "-n", "1", namesSocket: false)
    #expect(lost.status == 69 && lost.errors.contains("/nowhere/x.sock"), "\(lost.errors)")
  }

  @Test func `config shows where each value comes from`() throws {
    let settings = #"{"topic": "own-troops", "aliases": {"rome": "ITA"}, "output": "json"}"#
    let answer = try JSONParser.parse(Array(try run(settings, "config").output.utf8))
    #expect(answer["schema"]?.stringValue == "chancery.config/1")
    #expect(answer["file"]?.stringValue == path)
    let rows = (answer["items"]?.arrayValue ?? []).map { row in
      (["setting", "value", "from"] as [Text]).map { row[$0]?.stringValue ?? "—" }
        .joined(separator: " ")
    }
    #expect(
      rows == [
        "topic own-troops \(path)", "output json \(path)", "color auto built in",
        "pager less built in", "socket \(daemon.socket) $CHANCERY_SOCKET",
        "aliases.rome ITA \(path)",
      ]
    )
    let table = try run(settings, "config", "-o", "table", "--socket", "/x")
    #expect(table.output.contains("--socket"), "\(table.output)")
    #expect(table.output.contains("-o"), "\(table.output)")
    #expect(table.output.contains("file: \(path)"), "\(table.output)")
  }

  @Test func `an alias never hides a country, and may say again which one is meant`() throws {
    for (alias, meant, name) in [
      ("france", "ITA", "France (FRA)"), ("FRA", "Italy", "France (FRA)"),
      ("Türkiye", "own-troops", "(TUR)"), ("it", "FRA", "Italy (ITA)"),
      ("united-kingdom", "USA", "(GBR)"),
    ] {
      let settings = "{\n \"aliases\": {\"\(alias)\": \"\(meant)\"}}"
      for verb in ["stance", "config"] {
        let run = try run(settings, verb, verb == "stance" ? alias : "-v")
        #expect(run.status == 78, "\(alias): \(run.output)\(run.errors)")
        for word in [path + ":2:", "“\(alias)” stands for \(meant)", name, "→ "] {
          #expect(run.errors.contains(word), "\(alias): \(word) in \(run.errors)")
        }
      }
    }
    let fair = #"{"aliases": {"france": "FRA", "gb": "United Kingdom", "rome": "ITA"}}"#
    for name in ["france", "rome"] {
      let run = try run(fair, "stance", name, "own-troops", "--at", "2025-03-31")
      #expect(run.status == 0, "\(name): \(run.errors)")
    }
    // An alias that leads nowhere says where it stands.
    let lost = try run(#"{"aliases": {"nobody": "QQQ"}}"#, "stance", "nobody")
    #expect(
      lost.status == 64 && lost.errors.contains("“aliases/nobody” of \(path)"),
      "\(lost.errors)"
    )
  }

  @Test func `a file that is there and cannot be read is not taken for none`() throws {
    let files = FileManager.default
    let makers: [(String, () throws -> Void)] = [
      (
        "Is a directory",
        { try files.createDirectory(atPath: path, withIntermediateDirectories: false) }
      ),
      (
        "Too many levels of symbolic links",
        { try files.createSymbolicLink(atPath: path, withDestinationPath: path) }
      ),
      (
        "No such file",
        { try files.createSymbolicLink(atPath: path, withDestinationPath: path + ".lost") }
      ),
    ]
    for (reason, make) in makers {
      try make()
      let run = try run(nil, "board", "own-troops")
      #expect(run.status == 78, "\(reason): \(run.output)\(run.errors)")
      for word in [path, reason, "→ make \(path) a file"] {
        #expect(run.errors.contains(word), "\(word) in \(run.errors)")
      }
      let doctor = try self.run(nil, "doctor", "-o", "csv")
      #expect(doctor.output.contains("settings,failed,cannot read \(path): "), "\(doctor.output)")
      try files.removeItem(atPath: path)
    }
    #expect(try run(nil, "board", "own-troops").status == 0)
  }

  @Test func `a home in the socket's path is written out, another's is refused`() throws {
    let home = (daemon.socket as NSString).deletingLastPathComponent
    let name = (daemon.socket as NSString).lastPathComponent
    let settings = "{\"socket\": \"~/\(name)\"}"
    let near = try run(
      settings,
      "ping",
      "-n",
      "1",
      namesSocket: false,
      environment: ["HOME": home]
    )
    #expect(near.status == 0, "\(near.errors)")
    let other = try run(#"{"socket": "~ann/s"}"#, "ping", "-n", "1", namesSocket: false)
    #expect(other.status == 78 && other.errors.contains(":1:12: socket"), "\(other.errors)")
  }

  @Test func `a default topic that there is not is refused with the place it comes from`() throws {
    for verb in [["board"], ["why", "ITA"]] {
      let run = try Run.program(
        Binaries.client,
        verb,
        environment: try environment(settings: #"{"topic": "own-trops"}"#)
      )
      #expect(run.status == 78, "\(verb): \(run.errors)")
      for word in ["no topic is called “own-trops”", "“topic” of \(path)", "own-troops"] {
        #expect(run.errors.contains(word), "\(word) in \(run.errors)")
      }
    }
    let own = try run(#"{"topic": "own-trops"}"#, "board", "own-trops")
    #expect(own.status == 64 && !own.errors.contains(path), "typed: \(own.errors)")
  }

  @Test func `a bad file ends with 78, its line, its column and a caret`() throws {
    for (settings, place, word) in [
      (
        "{\"topic\": \"x\",\n \"outptu\": \"csv\"}", ":2:12: no setting is called",
        "did you mean output?"
      ),
      ("{\n\n \"output\": \"pdf\"}", ":3:12: output is none of its values", "one of table"),
      ("{\"topic\": 3}", ":1:11: topic is no text", "quotation marks"),
      ("{\n \"topic\": \"x\",]", ":2:", "^"), ("[]", ":1:1: the settings are no object", "as in"),
      ("{\"aliases\": {\"a\": 1}}", ":1:19: the alias stands for no text", "give the code"),
    ] {
      let run = try run(settings, "ping", "-n", "1")
      #expect(run.status == 78, "\(settings): \(run.errors)")
      #expect(run.errors.contains(path + place), "\(settings): \(run.errors)")
      #expect(run.errors.contains(word) && run.errors.contains("^"), "\(run.errors)")
      let doctor = try self.run(settings, "doctor")
      #expect(doctor.status == 1 && doctor.output.contains("✗ settings: "), "\(doctor.output)")
      #expect(try self.run(settings, "help", "ping").status == 0, "help needs no settings")
    }
  }
}
