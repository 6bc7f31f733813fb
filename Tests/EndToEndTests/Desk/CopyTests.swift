import ChanceryModel
import Foundation
import Synchronization
import Testing

/// `compact`, `backup` and `restore` while others work, and what comes out of them.
@Suite struct CopyTests {
  /// Clients that append and ask until they are told to stop.
  private final class Traffic: Sendable {
    private struct State {
      var acknowledged: [Int: String] = [:]
      var answers = 0
      var faults: [String] = []
    }

    private let isOver = Atomic(false)
    private let state = Mutex(State())
    private let done = DispatchGroup()

    init(on socket: String) {
      for writer in 0..<2 { start { try self.append(RawConnection(socket), writer) } }
      start { try self.ask(RawConnection(socket)) }
    }

    var answers: Int { state.withLock { $0.answers } }
    var acknowledged: [Int: String] { state.withLock { $0.acknowledged } }

    /// Ends it; what went wrong meanwhile.
    func stop() -> [String] {
      isOver.store(true, ordering: .relaxed)
      let isDone = done.wait(timeout: .now() + 20) == .success
      return state.withLock { $0.faults } + (isDone ? [] : ["a client hangs"])
    }

    private func start(_ body: @escaping @Sendable () throws -> Void) {
      done.enter()
      Thread.detachNewThread {
        defer { self.done.leave() }
        do { try body() } catch { self.state.withLock { $0.faults.append("\(error)") } }
      }
    }

    private func append(_ client: RawConnection, _ writer: Int) throws {
      var number = 0
      while !isOver.load(ordering: .relaxed) {
        number += 1
        let id = "w\(writer)-\(number)"
        let body = Sample.statement(
          id,
          holder: number % 2 == 0 ? "FRA" : "DEU",
          position: number % 3 == 0 ? "support" : "oppose",
          said: "2025-01-\(10 + number % 20)"
        )
        let answer = try client.exchange(
          "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        let isGood = note(answer) { state in
          state.acknowledged[answer.json["first"]?.intValue ?? 0] = id
        }
        guard isGood else { return }
      }
    }

    private func ask(_ client: RawConnection) throws {
      while !isOver.load(ordering: .relaxed) {
        let answer = try client.exchange(
          "GET /v1/stances/ITA/own-troops?at=2025-03-31 HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        let isGood = note(answer) { state in
          state.answers += 1
          if answer.json["position"] != "oppose" { state.faults.append(answer.text) }
        }
        guard isGood else { return }
      }
    }

    /// Notes an answer; false if it was none, which ends its client.
    private func note(_ answer: RawResponse, _ body: (inout sending State) -> Void) -> Bool {
      state.withLock { state in
        guard answer.status == 200 else {
          state.faults.append("\(answer.status) \(answer.text)")
          return false
        }
        body(&state)
        return true
      }
    }
  }

  /// A journal with enough in it that copying it takes a while.
  private func filled() throws -> Daemon {
    let daemon = try Daemon.withRefusal()
    let note = String(repeating: "n", count: 300)
    for block in 0..<2 {
      let lines = (0..<1500).map { number in
        Sample.statement(
          "f-\(block)-\(number)",
          holder: number % 2 == 0 ? "POL" : "ESP",
          said: "20\(10 + number % 15)-0\(1 + block)-\(10 + number % 19)",
          more: #","note":"\#(note)""#
        ) + "\n"
      }
      let answer = try daemon.post(lines.joined(), type: "application/x-ndjson")
      try #require(answer.status == 200, "\(answer.text)")
    }
    return daemon
  }

  /// The answers that a copy has to give as the journal does.
  private func answers(_ daemon: Daemon, known head: Int) throws -> [String] {
    try [
      "/v1/stances?topic=own-troops&at=2025-03-31&known=\(head)",
      "/v1/stances/ITA/own-troops/history?at=2025-03-31&known=\(head)",
      "/v1/events?after=\(max(0, head - 50))&limit=\(min(50, head))", "/v1/topics", "/v1/sources",
    ].map { path in
      let answer = try daemon.get(path)
      #expect(answer.status == 200, "\(path): \(answer.text)")
      let text = answer.text.replacing(/"head":[0-9]+/, with: "").replacing(
        /"next":[^,}]+/,
        with: ""
      )
      return text
    }
  }

  @Test func `the file is written anew under appends and questions, none of which is lost`() throws
  {
    let daemon = try filled()
    try daemon.does("withdraw", "4", "5", "6", "--reason", "r")
    let traffic = Traffic(on: daemon.socket)
    for _ in 0..<3 {
      let answers = traffic.answers
      let run = try daemon.chancery("compact", "-o", "json")
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains(#""end":"complete""#), "\(run.output)")
      #expect(Wait.until(seconds: 10) { traffic.answers > answers }, "questions go on")
    }
    #expect(traffic.stop() == [])
    let acknowledged = traffic.acknowledged
    let head = try daemon.head()
    #expect(!acknowledged.isEmpty && acknowledged.keys.max() == head)
    for (seq, id) in acknowledged where seq % 7 == 0 || seq == head {
      #expect(try daemon.get("/v1/events/\(seq)").json["id"]?.stringValue == id)
    }
    #expect(try daemon.chancery("verify").status == 0)
    daemon.crash()
    let again = try Daemon(data: daemon.data)
    #expect(try again.head() == head)
    #expect(try again.chancery("rebuild", "--check").status == 0)
  }

  @Test func `a backup taken while others append is restored with the same root, and goes on`()
    throws
  {
    let daemon = try filled()
    let scratch = try Scratch()
    let (copy, restored) = (scratch.path + "/backup", scratch.path + "/restored")
    let traffic = Traffic(on: daemon.socket)
    let made = try daemon.chancery("backup", copy, "-o", "json")
    #expect(made.status == 0, "\(made.errors)")
    let backup = try JSONParser.parse(Array(made.output.utf8))
    #expect(traffic.stop() == [])
    try daemon.refuses("backup", copy, with: 64, saying: [copy, "→"])
    let head = try #require(backup["head"]?.intValue)
    let root = try #require(backup["root"]?.stringValue)
    #expect(try head > 3000 && head < daemon.head(), "others went on")

    let verified = try daemon.chancery("verify", "--data", copy, "-o", "json")
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(try JSONParser.parse(Array(verified.output.utf8))["root"]?.stringValue == root)
    let run = try daemon.chancery("restore", copy, "--data", restored, "-o", "json")
    #expect(run.status == 0, "\(run.errors)")
    let answer = try JSONParser.parse(Array(run.output.utf8))
    #expect(answer["root"]?.stringValue == root && answer["head"]?.intValue == head)
    for target in [restored, daemon.data] {
      let refused = try daemon.chancery("restore", copy, "--data", target)
      #expect(refused.status != 0 && refused.errors.contains(target), "\(refused.errors)")
    }

    let second = try Daemon(data: restored)
    #expect(try second.head() == head)
    #expect(try answers(second, known: head) == answers(daemon, known: head))
    #expect(
      try second.append(Sample.statement("later", holder: "GBR"))["first"] == .integer(head + 1)
    )
    #expect(
      try second.get("/v1/proofs/consistency?from=\(head)").json["from_root"] == .string(Text(root))
    )
    #expect(try second.chancery("verify").status == 0)
    let keys = try [daemon, second].map { try $0.get("/v1/status").json["key"]?.stringValue }
    #expect(keys[0] != nil && keys[1] != nil && keys[0] != keys[1], "a key signs one history")
  }

  @Test func `an export is restored with the same root and the same answers`() throws {
    let daemon = try Daemon.withRefusal()
    try daemon.append(#"{"type":"source.filed","data":{"source":"w","text":"words of a source"}}"#)
    try daemon.append(Sample.statement("b", position: "support", said: "2025-03-26"))
    try daemon.does("correct", "3", "--position", "neutral", "--reason", "misread")
    try daemon.does("redact", "5", "--reason", "r", "--yes")
    let scratch = try Scratch()
    let (file, restored) = (scratch.path + "/e.ndjson", scratch.path + "/restored")
    try daemon.does("export", file)
    let run = try daemon.chancery(
      "restore",
      "--from-export",
      file,
      "--data",
      restored,
      "-o",
      "json"
    )
    #expect(run.status == 0, "\(run.errors)")
    let verified = try daemon.does("verify", "-o", "json")
    let root = try JSONParser.parse(Array(verified.utf8))["root"]
    #expect(root != nil)
    #expect(try JSONParser.parse(Array(run.output.utf8))["root"] == root)
    let second = try Daemon(data: restored)
    let head = try daemon.head()
    #expect(try answers(second, known: head) == answers(daemon, known: head))
    #expect(try second.does("source", "text", "w") == "words of a source")
    #expect(try second.does("show", "5") == daemon.does("show", "5"), "who, when and why too")
    #expect(try second.does("export") == daemon.does("export"))
    #expect(second.stop())
    #expect(try daemon.chancery("verify", "--data", restored).status == 0)
  }
}
