import ChanceryModel
import Foundation
import Testing

/// `undo`: the last thing that this user appended, and nothing of anybody else's.
@Suite struct UndoTests {
  @Test func `it shows the reverse change, asks, and can itself be undone`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(Sample.statement("b", position: "support", said: "2025-03-26"))
    try daemon.refuses(
      "undo",
      with: 64,
      saying: [
        "this would be withdrawn:\n  event 4  statement.made  ITA own-troops ● support",
        "Italy · own-troops · ● support → ✕ oppose", "no terminal", "--yes",
      ]
    )
    let done = try daemon.chancery("undo", "--yes", "--reason", "too early", "--note", "n")
    #expect(done.status == 0 && done.output.contains("event.withdrawn  of 4: too early"))
    #expect(
      done.output.hasSuffix(
        "chancery undo takes this back again; what is older: chancery withdraw SEQ (chancery log)\n"
      )
    )
    #expect(try daemon.position() == "oppose" && daemon.position(known: 4) == "support")
    let again = try daemon.chancery("undo", "--yes")
    #expect(again.errors.contains("event 5  event.withdrawn"), "\(again.errors)")
    #expect(again.errors.contains("✕ oppose → ● support"), "\(again.errors)")
    #expect(try daemon.position() == "support" && daemon.position(known: 5) == "oppose")
    #expect(try daemon.does("show", "4").contains("withdrawn by event 5; it stands again"))
    // A correction is undone, too: the version before stands again.
    try daemon.does("correct", "4", "--position", "neutral", "--reason", "misread")
    let dry = try daemon.chancery("undo", "--dry-run", "-o", "json")
    #expect(dry.status == 0 && dry.output.contains(#""dry_run":true"#))
    #expect(try daemon.position() == "neutral")
    try daemon.does("undo", "--yes")
    #expect(try daemon.position() == "support" && daemon.position(known: 7) == "neutral")
  }

  @Test func `all events of one request go together, what was declared on the way too`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.does("meet", "held", "paris", "--date", "2025-03-27", "--present", "France,Italy")
    try daemon.does(
      "add",
      "ITA",
      "ceasefire",
      "support",
      "--said",
      "2025-03-27",
      "--declare",
      "--meeting",
      "paris"
    )
    #expect(try daemon.head() == 8, "topic and statement")
    let first = try daemon.chancery("undo", "--yes")
    #expect(first.status == 0, "\(first.errors)")
    for seq in [7, 8] { #expect(first.errors.contains("event \(seq)  "), "\(first.errors)") }
    #expect(try daemon.chancery("stance", "ITA", "ceasefire").status == 64, "no such topic now")
    // Another's eye: a review of one of them stands in nobody's way, and what is withdrawn is left out.
    try daemon.does("meet", "cancelled", "rome", "--place", "Rome", "--absent", "Spain")
    try daemon.does("withdraw", "12", "--reason", "Spain was there")
    try daemon.does("withdraw", "13", "--reason", "it was not")
    let back = try daemon.chancery("undo", "--yes")
    #expect(back.errors.contains("event 14  event.withdrawn  of 13"), "\(back.errors)")
    #expect(try daemon.chancery("verify").status == 0)
  }

  @Test func `where nothing is left to undo it says so, and how far it looked`() throws {
    let daemon = try Daemon()
    try daemon.refuses(
      "undo",
      "--yes",
      with: 1,
      saying: ["nothing to undo", "nothing in the journal", "chancery withdraw SEQ"]
    )
    try daemon.append(Sample.topic("t"))
    try daemon.does("redact", "1", "--reason", "r", "--yes")
    try daemon.refuses("undo", "--yes", with: 1, saying: ["nothing in the journal", "uid:"])
  }

  @Test func `a request of thousands is found by pages and undone as one`() throws {
    let daemon = try Daemon()
    try daemon.append(Sample.topic("own-troops"))
    let lines = (0..<1500).map {
      Sample.statement("l-\($0)", said: "20\(10 + $0 % 15)-01-\(10 + $0 % 20)") + "\n"
    }
    let answer = try daemon.post(lines.joined(), type: "application/x-ndjson")
    try #require(answer.status == 200, "\(answer.text)")
    let run = try daemon.chancery("undo", "--yes", "-o", "json")
    #expect(run.status == 0, "\(run.errors.suffix(300))")
    #expect(run.errors.contains("too many to tell which stances would change"))
    #expect(try daemon.head() == 3001 && daemon.position() == nil)
    #expect(try daemon.position(known: 1501) == "oppose")
  }

  // MARK: On a terminal

  /// Undoes on a terminal and answers the question; the exit status and what was shown.
  private func answered(_ keys: String, _ daemon: Daemon) throws -> (status: Int32?, text: String) {
    let terminal = try PseudoTerminal(columns: 100, rows: 24)
    let process = try terminal.start(
      Binaries.client,
      ["undo"],
      environment: ["CHANCERY_SOCKET": daemon.socket, "TERM": "xterm", "NO_COLOR": "1"]
    )
    defer { process.end() }
    #expect(terminal.waits(for: "Withdraw 1 event? [y/N] "))
    terminal.press(keys)
    #expect(terminal.seesEnd(of: process) && terminal.isOrdinary)
    return (process.status, terminal.text)
  }

  @Test func `y does it; n, an empty line, the end of input and Ctrl-C leave all as it was`() throws
  {
    let daemon = try Daemon.withRefusal()
    try daemon.append(Sample.statement("b", position: "support", said: "2025-03-26"))
    for (keys, status) in [("n\n", 1), ("\n", 1), ("yn\n", 1), ("\u{4}", 1), ("\u{3}", 130)]
      as [(String, Int32)]
    {
      let (ended, text) = try answered(keys, daemon)
      #expect(ended == status, "\(keys.debugDescription): \(text)")
      #expect(text.contains("● support → ✕ oppose"), "\(text)")
      #expect(text.contains("nothing was changed"), "\(keys.debugDescription): \(text)")
      #expect(try daemon.head() == 4, "\(keys.debugDescription)")
    }
    for (keys, head, position) in [("y\n", 5, "oppose"), ("YES\n", 6, "support")] {
      let (ended, text) = try answered(keys, daemon)
      #expect(ended == 0, "\(text)")
      #expect(text.contains("event \(head)  event.withdrawn"), "\(text)")
      #expect(try daemon.position() == position)
    }
  }
}
