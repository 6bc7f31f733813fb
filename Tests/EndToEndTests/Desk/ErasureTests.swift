import ChanceryModel
import Foundation
import Testing

/// `redact` and `compact`: what is gone is gone everywhere, and said to be.
@Suite struct ErasureTests {
  private static let secret = "Wrenfield-Okonkwo of Tallow Lane"

  /// True if a text stands in any file of a directory.
  private func isLeft(_ text: String, in directory: String) throws -> Bool {
    let needle = Data(text.utf8)
    let files = try #require(FileManager.default.enumerator(atPath: directory))
    for case let name as String in files {
      let url = URL(fileURLWithPath: directory + "/" + name)
      guard let bytes = try? Data(contentsOf: url) else { continue }
      if bytes.range(of: needle) != nil { return true }
    }
    return false
  }

  @Test func `what is redacted is shown so everywhere, with who and why, and answers say so`()
    throws
  {
    let daemon = try Daemon.withRefusal()
    try daemon.append(
      Sample.statement(
        "b",
        position: "support",
        said: "2025-03-26",
        more: #","paraphrase":"\#(Self.secret)""#
      ),
      #"{"type":"event.corrected","data":{"event":4,"version":4,"reason":"r","data":{"said":"2025-03-26","holder":"ITA","topic":"own-troops","position":"neutral","paraphrase":"\#(Self.secret)"}}}"#,
      #"{"type":"event.reviewed","data":{"event":4,"verdict":"disputed","coder":"\#(Self.secret)"}}"#,
      #"{"type":"statements.linked","data":{"from":4,"to":3,"kind":"denies"}}"#
    )
    let proof = daemon.scratch.path + "/proof"
    try daemon.does("prove", "3", "--out", proof)
    try daemon.refuses("redact", "4", "--reason", "r", with: 64, saying: ["no terminal", "--yes"])
    let done = try daemon.does("redact", "4", "--reason", "a private name", "--yes")
    #expect(done.contains("redacted 4, 5, 6: event 8 says so"), "\(done)")
    #expect(done.contains("chancery compact"))

    for seq in ["4", "5", "6"] {
      let card = try daemon.does("show", seq)
      #expect(card.contains("event 8, ") && card.contains("a private name"), "\(card)")
      #expect(card.contains("by uid:\(getuid())") && !card.contains(Self.secret))
    }
    #expect(try daemon.does("show", "4", "--raw").contains(#""data":null,"redactedby":8"#))
    #expect(try daemon.does("log").contains("redacted"))
    // As if it never was, at whatever head, and every answer tells that something is missing.
    for known in [3, 4, 5, 8] { #expect(try daemon.position(known: known) == "oppose") }
    for known in [3, 8] {
      #expect(try daemon.position(known: known, publicBy: "2025-03-24") == nil)
      #expect(try daemon.position(known: known, publicBy: "2025-03-25") == "oppose")
    }
    #expect(try daemon.stance()["redactions"] == 1)
    #expect(try daemon.stance("ITA", "--known", "3")["redactions"] == 0)
    #expect(try daemon.stance("FRA")["redactions"] == 0)
    let card = try daemon.does("stance", "ITA", "own-troops", "--at", "2025-03-31")
    #expect(card.contains("1 event erased; the answer folds without"), "\(card)")
    #expect(try daemon.differences(known: "3..8") == [])
    for arguments in [
      ["correct", "4", "--position", "oppose", "--reason", "r"],
      ["withdraw", "4", "--reason", "r"], ["link", "4", "3", "repeats"],
      ["redact", "4", "--reason", "r", "--yes"],
    ] {
      let run = try daemon.chancery(arguments)
      #expect(run.status == 65, "nothing gets better by trying again: \(run.errors)")
      #expect(run.errors.contains("redacted") && run.errors.contains("chancery show 4"))
    }
    try daemon.refuses("redact", "1", "--reason", "r", "--yes", with: 65, saying: ["in-use"])
    try daemon.refuses("redact", "8", "--reason", "r", "--yes", with: 64, saying: ["event 8"])

    try daemon.does("compact")
    #expect(!(try isLeft(Self.secret, in: daemon.data)))
    #expect(!(try daemon.does("export")).contains(Self.secret))
    #expect(try daemon.position() == "oppose")
    try daemon.does("prove", "4", "--out", proof)
    #expect(try daemon.chancery("verify").status == 0)
    #expect(daemon.stop())
    #expect(try daemon.chancery("verify", "--data", daemon.data).status == 0)
    #expect(!(try isLeft(Self.secret, in: daemon.data)))
  }

  @Test func `a writer withdraws what is his own, and redacts nothing`() throws {
    // Only root can become somebody else.
    guard getuid() == 0 else { return }
    let scratch = try Scratch()
    let configuration = scratch.path + "/c.json"
    try #"{"writers":["nobody"]}"#.write(
      toFile: configuration,
      atomically: true,
      encoding: .utf8
    )
    let daemon = try Daemon(arguments: ["--config", configuration])
    chmod(daemon.scratch.path, 0o755)
    chmod(daemon.socket, 0o666)
    func asWriter(_ arguments: String) throws -> Run {
      try Run.program(
        URL(fileURLWithPath: "/bin/su"),
        [
          "-s", "/bin/sh", "nobody", "-c",
          "'\(Binaries.client.path)' \(arguments) --socket \(daemon.socket)",
        ]
      )
    }
    try daemon.append(Sample.topic("own-troops"))
    try daemon.append(Sample.statement("a"))
    let nothing = try asWriter("undo --yes")
    #expect(nothing.status == 1, "\(nothing.errors)")
    #expect(nothing.errors.contains("nothing in the journal is yours (uid:"))
    let added = try asWriter("add ITA own-troops support --said 2025-03-26")
    #expect(added.status == 0, "\(added.errors)")
    // Each is offered what is his own, whoever came last.
    let mine = try daemon.chancery("undo", "--dry-run")
    #expect(mine.errors.contains("event 2  statement.made") && !mine.errors.contains("event 3"))
    try daemon.append(Sample.statement("c", holder: "FRA"))
    for verb in ["redact 3 --reason r --yes", "compact", "verify", "backup \(scratch.path)/b"] {
      let refused = try asWriter(verb)
      #expect(refused.status == 77, "\(verb): \(refused.errors)")
      #expect(refused.errors.contains("admin") && refused.errors.contains("you are a writer"))
    }
    // However much came since, it is read in pages, and no further than so far.
    func fill(_ name: String, _ count: Int) throws {
      let lines = (0..<count).map { Sample.topic("\(name)-\($0)") + "\n" }
      let answer = try daemon.post(lines.joined(), type: "application/x-ndjson")
      try #require(answer.status == 200, "\(answer.text)")
    }
    try fill("a", 1200)
    let paged = try asWriter("undo --dry-run -v")
    #expect(paged.status == 0 && paged.errors.contains("event 3  "), "\(paged.errors)")
    #expect(paged.errors.split(separator: "\n").count { $0.hasPrefix("curl") } < 10)
    let undone = try asWriter("undo --yes")
    #expect(undone.status == 0 && undone.errors.contains("event 3  "), "\(undone.errors)")
    #expect(try daemon.position() == "oppose" && daemon.position("FRA") == "oppose")
    #expect(try daemon.does("show", "3").contains("withdrawn by event 1205"))
    for name in ["b", "c", "d"] { try fill(name, 3400) }
    let far = try asWriter("undo --yes")
    #expect(
      far.status == 1 && far.errors.contains("none of the newest 10,000 events is yours"),
      "\(far.errors)"
    )
  }
}
