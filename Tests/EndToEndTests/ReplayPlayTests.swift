import ChanceryModel
import ChanceryRender
import Foundation
import TestSupport
import Testing

/// The time-lapse of `chancery replay TOPIC`, on a terminal.
@Suite struct ReplayPlayTests {
  private static let enter = "\u{1B}[?1049h"
  private static let leave = "\u{1B}[?25h\u{1B}[?1049l"

  /// A daemon with a topic on which some actors turn, day by day.
  private func prepared() throws -> Daemon {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    for (index, holder) in ["ITA", "FRA", "GBR", "DEU", "POL", "ESP"].enumerated() {
      try daemon.append(
        Sample.statement(
          "a\(index)",
          holder: holder,
          position: "support",
          said: "2025-03-0\(1 + index)"
        ),
        Sample.statement("b\(index)", holder: holder, said: "2025-03-1\(index)")
      )
    }
    return daemon
  }

  private func play(
    _ daemon: Daemon,
    on terminal: PseudoTerminal,
    _ arguments: String...,
    term: String = "xterm"
  ) throws -> ChildProcess {
    try terminal.start(
      Binaries.client,
      ["replay"] + arguments,
      environment: ["CHANCERY_SOCKET": daemon.socket, "TERM": term, "NO_COLOR": nil]
    )
  }

  /// Requires that the program ended with a status and left the terminal as it was.
  private func expectEnd(
    _ process: ChildProcess,
    _ terminal: PseudoTerminal,
    status: Int32,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(terminal.seesEnd(of: process), sourceLocation: sourceLocation)
    #expect(process.status == status, sourceLocation: sourceLocation)
    let parts = terminal.text.components(separatedBy: Self.leave)
    #expect(parts.count == 2, "left once", sourceLocation: sourceLocation)
    #expect(parts[0].contains(Self.enter), sourceLocation: sourceLocation)
    #expect(terminal.isOrdinary, sourceLocation: sourceLocation)
    process.end()
  }

  /// The screens shown while it played, as lines without colour.
  private func screens(_ terminal: PseudoTerminal) -> [[String]] {
    let played = terminal.text.components(separatedBy: Self.leave)[0]
    return played.components(separatedBy: "\u{1B}[H").dropFirst(2).map { screen in
      let lines = screen.components(separatedBy: "\r\n")
      return lines.map { $0.replacing(/\u{1B}\[[0-9;]*[mKJ]/, with: "") }
    }
  }

  @Test func `it plays each day to the end and leaves the last board on the page`() throws {
    let daemon = try prepared()
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    let process = try play(daemon, on: terminal, "own-troops", "--speed", "50")
    expectEnd(process, terminal, status: 0)
    let days = screens(terminal).map { $0[0] }
    #expect(days.first == "own-troops by said · 2025-03-01")
    #expect(days.last == "own-troops by said · 2025-03-15")
    #expect(Set(days).count == 8, "every second day and the last: \(days)")
    let left = terminal.text.components(separatedBy: Self.leave)[1]
    #expect(left.contains("own-troops by said · 2025-03-15"))
    #expect(left.components(separatedBy: "✕ oppose").count == 7, "\(left)")
  }

  @Test func `speed is days a second`() throws {
    let daemon = try prepared()
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    let started = Date()
    let process = try play(daemon, on: terminal, "own-troops", "--speed", "10")
    expectEnd(process, terminal, status: 0)
    #expect((1.4...6).contains(Date().timeIntervalSince(started)), "15 days, 10 a second")
    #expect(Set(screens(terminal).map { $0[0] }).count == 15)
  }

  @Test func `q ends it, Ctrl-C ends it, and a signal does; the screen is always given back`()
    throws
  {
    let daemon = try prepared()
    for (keys, signal, status) in [
      ("q", 0, 0), ("\u{3}", 0, 130), ("", SIGINT, 130), ("", SIGTERM, 130), ("x q", 0, 0),
    ] as [(String, Int32, Int32)] {
      let terminal = try PseudoTerminal(columns: 80, rows: 24)
      let process = try play(daemon, on: terminal, "own-troops", "--speed", "0.2")
      #expect(terminal.waits(for: "2025-03-01"))
      #expect(!terminal.isOrdinary)
      if signal != 0 { process.send(signal) } else { terminal.press(keys) }
      expectEnd(process, terminal, status: status)
    }
  }

  @Test func `space holds it, and again lets it go on`() throws {
    let daemon = try prepared()
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    let process = try play(daemon, on: terminal, "own-troops", "--speed", "2")
    #expect(terminal.waits(for: "2025-03-02"))
    terminal.press(" ")
    #expect(terminal.waits(for: "paused"))
    let held = screens(terminal).last?[0]
    usleep(1_200_000)
    #expect(screens(terminal).last?[0] == held)
    terminal.press(" ")
    #expect(Wait.until(seconds: 10) { screens(terminal).last?[0] != held })
    terminal.press("q")
    expectEnd(process, terminal, status: 0)
  }

  @Test func `no screen is larger than the window, whatever size it has or gets`() throws {
    let daemon = try prepared()
    for (columns, rows) in [(80, 24), (40, 6), (20, 4), (5, 2), (1, 1)] {
      let terminal = try PseudoTerminal(columns: columns, rows: rows)
      let process = try play(daemon, on: terminal, "own-troops", "--speed", "100")
      expectEnd(process, terminal, status: 0)
      for screen in screens(terminal) {
        #expect(screen.count <= rows, "\(columns)×\(rows)")
        #expect(screen.allSatisfy { CellWidth.of($0) <= columns }, "\(columns)×\(rows): \(screen)")
      }
    }
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    let process = try play(daemon, on: terminal, "own-troops", "--speed", "4")
    #expect(terminal.waits(for: "2025-03-01"))
    terminal.resize(columns: 30, rows: 5)
    #expect(Wait.until(seconds: 10) { screens(terminal).last?.count == 5 })
    terminal.press("q")
    expectEnd(process, terminal, status: 0)
    #expect(screens(terminal).last?.allSatisfy { CellWidth.of($0) <= 30 } == true)
  }

  @Test func `what would command the terminal never reaches it`() throws {
    let daemon = try prepared()
    try daemon.append(
      #"{"type":"actor.defined","data":{"actor":"e5","name":"\u001b]0;owned\u0007E5\u009b2J","kind":"group"}}"#,
      Sample.statement("e", holder: "e5", said: "2025-03-04")
    )
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    let process = try play(
      daemon,
      on: terminal,
      "own-troops",
      "--holder",
      "e5",
      "--speed",
      "50"
    )
    expectEnd(process, terminal, status: 0)
    let text = terminal.text
    #expect(text.contains("␛]0;owned␇E5"))
    #expect(!text.contains("\u{1B}]") && !text.contains("\u{7}") && !text.contains("\u{9B}"))
  }

  @Test func `what was on record before the first day is there from the start`() throws {
    let daemon = try prepared()
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    let process = try play(
      daemon,
      on: terminal,
      "own-troops",
      "--from",
      "2025-03-11",
      "--to",
      "2025-03-12",
      "--speed",
      "25"
    )
    expectEnd(process, terminal, status: 0)
    let first = try #require(screens(terminal).first)
    #expect(first[0].hasSuffix("2025-03-11"))
    let italy = try #require(first.first { $0.contains("Italy") })
    let france = try #require(first.first { $0.contains("France") })
    #expect(italy.contains("✕ oppose") && !italy.contains("▸"), "turned the day before")
    #expect(france.contains("✕ oppose") && france.contains("▸"), "turned that day")
  }

  @Test func `lines are printed where nothing can be played`() throws {
    let daemon = try prepared()
    let piped = try daemon.chancery("replay", "own-troops")
    #expect(piped.status == 0 && piped.output.contains("12 changes"), "\(piped.errors)")
    for (arguments, term) in [
      (["--no-play"], "xterm"), ([], "dumb"), (["-o", "csv"], "xterm"),
      (["-o", "ndjson"], "xterm"),
      (["--from", "2026-01-01"], "xterm"),
    ] {
      let terminal = try PseudoTerminal(columns: 200, rows: 24)
      let process = try terminal.start(
        Binaries.client,
        ["replay", "own-troops"] + arguments,
        environment: ["CHANCERY_SOCKET": daemon.socket, "TERM": term, "NO_COLOR": "1"]
      )
      #expect(terminal.seesEnd(of: process))
      #expect(process.status == 0)
      #expect(!terminal.text.contains("\u{1B}"), "\(arguments): \(terminal.text)")
      #expect(!terminal.text.isEmpty)
    }
    for speed in ["0", "-1", "nan", "inf", "x"] {
      #expect(try daemon.chancery("replay", "own-troops", "--speed=\(speed)").status == 64)
    }
  }
}
