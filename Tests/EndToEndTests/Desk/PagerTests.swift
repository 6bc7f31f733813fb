import Foundation
import Testing

/// What is longer than the screen of a terminal goes through a pager; nothing else does.
@Suite struct PagerTests {
  private let daemon: Daemon
  private let scratch: Scratch

  /// A journal with a board of six holders, and a pager that writes down what it is given.
  init() throws {
    daemon = try Daemon()
    scratch = try Scratch()
    try daemon.append(Sample.topic("own-troops"))
    for (index, holder) in ["ITA", "FRA", "GBR", "DEU", "POL", "ESP"].enumerated() {
      try daemon.append(Sample.statement("a\(index)", holder: holder, said: "2025-03-1\(index)"))
    }
    try program("pager", #"printf %s "$LESS" >"$0.less"; exec cat >"$0.got""#)
  }

  private func program(_ name: String, _ script: String) throws {
    let path = scratch.path + "/" + name
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
    chmod(path, 0o755)
  }

  private var pager: String { scratch.path + "/pager" }

  /// What the pager was given; nil if it was not called.
  private var paged: String? { try? scratch.text("pager.got") }

  /// One run on a terminal of so many rows: what it showed, and its status.
  private func show(
    rows: Int = 6,
    _ arguments: String...,
    pager: String? = nil,
    environment: [String: String?] = [:]
  ) throws -> (text: String, status: Int32?) {
    for file in ["pager.got", "pager.less"] { unlink(scratch.path + "/" + file) }
    let terminal = try PseudoTerminal(columns: 80, rows: rows)
    let process = try start(arguments, on: terminal, pager: pager, environment: environment)
    let hasEnded = terminal.seesEnd(of: process)
    #expect(hasEnded, "\(arguments)")
    process.end()
    return (terminal.text.replacingOccurrences(of: "\r\n", with: "\n"), process.status)
  }

  private func start(
    _ arguments: [String],
    on terminal: PseudoTerminal,
    pager: String?,
    environment: [String: String?] = [:]
  ) throws -> ChildProcess {
    let variables: [String: String?] = [
      "CHANCERY_SOCKET": daemon.socket, "TERM": "xterm", "NO_COLOR": nil, "PAGER": nil, "LESS": nil,
      "CHANCERY_PAGER": pager ?? self.pager, "XDG_CONFIG_HOME": scratch.path, "LC_ALL": "C.UTF-8",
    ]
    return try terminal.start(
      Binaries.client,
      arguments,
      environment: variables.merging(environment) { $1 }
    )
  }

  @Test func `what is longer than the screen goes through the pager, colours and all`() throws {
    let run = try show("board", "own-troops", "--at", "2025-03-27")
    #expect(run.status == 0)
    #expect(run.text.isEmpty, "\(run.text)")
    let paged = try #require(paged)
    #expect(paged.contains("France") && paged.contains("\u{1B}["), "\(paged)")
    #expect(paged.split(separator: "\n").count > 6, "\(paged)")
    #expect(try scratch.text("pager.less") == "FRX")
    _ = try show("board", "own-troops", environment: ["LESS": "-i"])
    #expect(try scratch.text("pager.less") == "-i")
  }

  @Test func `what fits is printed, however many rows that are`() throws {
    let all = try show(rows: 50, "board", "own-troops", "--at", "2025-03-27")
    #expect(all.status == 0 && all.text.contains("France") && paged == nil, "\(all.text)")
    let rows = all.text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    #expect(rows > 6)
    let least = try show(rows: rows + 1, "board", "own-troops", "--at", "2025-03-27")
    #expect(least.text == all.text && paged == nil, "a row is left for the prompt")
    _ = try show(rows: rows, "board", "own-troops", "--at", "2025-03-27")
    #expect(paged == all.text.replacing(/\r/, with: ""))
  }

  @Test func `every form of output is paged, and so are cards, drawings and help`() throws {
    for arguments in [
      ["board", "own-troops", "-o", "ndjson"], ["board", "own-troops", "-o", "json"],
      ["board", "own-troops", "-o", "csv"], ["board", "--matrix", "own-troops"], ["show", "3"],
      ["show", "3", "--raw"], ["log"], ["log", "-t", "own-troops"],
      ["stance", "ITA", "own-troops"],
      ["timeline"], ["timeline", "--ribbon", "-t", "own-troops"], ["replay", "--no-play"],
      ["metrics"], ["help", "dates"], ["help", "board"], ["board", "--help"], ["config"],
    ] {
      unlink(scratch.path + "/pager.got")
      let terminal = try PseudoTerminal(columns: 40, rows: 3)
      let process = try start(arguments, on: terminal, pager: nil)
      #expect(process.ends(within: 20), "\(arguments)")
      #expect(process.status == 0, "\(arguments): \(terminal.text)")
      let printed = try Run.program(
        Binaries.client,
        arguments,
        environment: ["CHANCERY_SOCKET": daemon.socket]
      )
      #expect(paged?.isEmpty == false, "\(arguments): \(terminal.text)")
      if arguments == ["help", "dates"] { #expect(paged == printed.output) }
    }
  }

  @Test func `where nobody looks, and for what goes on, there is no pager`() throws {
    let piped = try Run.program(
      Binaries.client,
      ["board", "own-troops"],
      environment: ["CHANCERY_SOCKET": daemon.socket, "CHANCERY_PAGER": pager, "TERM": "xterm"]
    )
    #expect(piped.output.contains("France") && paged == nil)
    for arguments in [
      ["follow", "--after", "0", "-n", "7"], ["api", "GET", "/v1/events"], ["export"],
    ] {
      let terminal = try PseudoTerminal(columns: 80, rows: 3)
      let process = try start(arguments, on: terminal, pager: nil)
      let hasEnded = terminal.seesEnd(of: process)
      #expect(hasEnded && process.status == 0 && paged == nil, "\(arguments)")
      #expect(terminal.text.contains("ITA"), "\(arguments): \(terminal.text)")
    }
    for environment in [["TERM": "dumb"], ["TERM": nil]] as [[String: String?]] {
      let dumb = try show("board", "own-troops", environment: environment)
      #expect(dumb.text.contains("France") && paged == nil)
    }
  }

  @Test func `the option wins over the variable, that over the settings, those over PAGER`() throws
  {
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/chancery",
      withIntermediateDirectories: true
    )
    func set(_ text: String) throws {
      try Data(text.utf8)
        .write(to: URL(fileURLWithPath: scratch.path + "/chancery/config.json"))
    }
    func isPaged(_ arguments: String..., environment: [String: String?]) throws -> Bool {
      let terminal = try PseudoTerminal(columns: 80, rows: 6)
      unlink(scratch.path + "/pager.got")
      let words = arguments + ["board", "own-troops"]
      let process = try start(words, on: terminal, pager: nil, environment: environment)
      #expect(process.ends(within: 20) && process.status == 0)
      return paged != nil
    }
    try set("{}")
    #expect(try isPaged(environment: [:]))
    #expect(try !isPaged("--no-pager", environment: [:]))
    for words in [["metrics"], ["help", "dates"], ["config"]] {
      let terminal = try PseudoTerminal(columns: 80, rows: 3)
      unlink(scratch.path + "/pager.got")
      let process = try start(["--no-pager"] + words, on: terminal, pager: nil)
      let hasEnded = terminal.seesEnd(of: process)
      #expect(hasEnded && process.status == 0 && paged == nil, "\(words): \(terminal.text)")
    }
    #expect(try !isPaged(environment: ["CHANCERY_PAGER": ""]))
    #expect(try !isPaged(environment: ["CHANCERY_PAGER": "cat", "PAGER": pager]))
    #expect(try isPaged(environment: ["CHANCERY_PAGER": nil, "PAGER": pager]))
    try set(#"{"pager": ""}"#)
    #expect(try !isPaged(environment: ["CHANCERY_PAGER": nil, "PAGER": pager]))
    #expect(try isPaged(environment: [:]))
    try set(#"{"pager": "\#(pager)"}"#)
    #expect(try isPaged(environment: ["CHANCERY_PAGER": nil, "PAGER": "cat"]))
    #expect(try !isPaged(environment: ["CHANCERY_PAGER": ""]))
  }

  @Test func `the exit status is that of the verb, whatever the pager does`() throws {
    let negative = ["stance", "POL", "own-troops", "--exit-code", "--at", "2025-03-01"]
    for pager in [pager, "true", "exit 3", "/nowhere/pager"] {
      let terminal = try PseudoTerminal(columns: 80, rows: 1)
      let process = try start(negative, on: terminal, pager: pager)
      #expect(process.ends(within: 20) && process.status == 1, "\(pager): \(terminal.text)")
    }
    let failed = try show(rows: 1, "stance", "Nowhere", "own-troops")
    #expect(failed.status == 64 && failed.text.contains("no actor is called"), "\(failed.text)")
  }

  @Test func `a reader who leaves early ends it without a word`() throws {
    try file(lines: 20_000)
    let run = try show("source", "text", "long", pager: "head -n 1 >\(pager).got")
    #expect(run.status == 0 && run.text.isEmpty, "\(run.text.prefix(200))")
    #expect(paged == "line 0 ␛[31m\n")
    let list = try show("log", "--all", pager: "true")
    #expect(list.status == 0 && list.text.isEmpty, "\(list.text.prefix(200))")
  }

  @Test func `without the pager all of it is printed`() throws {
    try file(lines: 20_000)
    for pager in ["/nowhere/pager", "no-such-pager -x"] {
      let run = try show("source", "text", "long", pager: pager)
      #expect(run.status == 0, "\(pager)")
      #expect(
        run.text.contains("line 0 ␛[31m\nline 1 ␛[31m\n"),
        "\(pager): \(run.text.prefix(200))"
      )
      #expect(run.text.hasSuffix("line 19999 ␛[31m\n"), "\(run.text.suffix(200))")
      #expect(run.text.components(separatedBy: "line 77 ").count == 2, "once")
    }
  }

  @Test func `where less is not installed nothing is said of it`() throws {
    for file in ["less", "none"] {
      try program(file, "exec /bin/cat >\(pager).got")
      let run = try show(
        "board",
        "own-troops",
        environment: ["CHANCERY_PAGER": nil, "PATH": scratch.path]
      )
      #expect(run.status == 0)
      #expect(file == "less" ? paged != nil : run.text.contains("France"), "\(run.text)")
      #expect(!run.text.contains("not found"), "\(run.text)")
      unlink(scratch.path + "/less")
    }
  }

  @Test func `Ctrl-C is the pager's own`() throws {
    try program(
      "pager",
      #"trap '' INT; cat >"$0.got"; : >"$0.ready"; while [ ! -e "$0.go" ]; do sleep 0.05; done"#
    )
    let terminal = try PseudoTerminal(columns: 80, rows: 6)
    let process = try start(["board", "own-troops"], on: terminal, pager: nil)
    #expect(Wait.until(seconds: 20) { access(pager + ".ready", F_OK) == 0 })
    terminal.press("\u{3}")
    usleep(200_000)
    #expect(process.isRunning)
    close(open(pager + ".go", O_CREAT | O_WRONLY, 0o600))
    #expect(process.ends(within: 20) && process.status == 0)
    process.end()
  }

  /// Files a source whose text has so many lines, with an order for terminals in each.
  private func file(lines: Int) throws {
    let text = (0..<lines).map { "line \($0) \u{1B}[31m\n" }.joined()
    let path = scratch.path + "/long.txt"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    try daemon.does("source", "file", path, "--slug", "long", "--published", "2025-03-21")
  }
}
