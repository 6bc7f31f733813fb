import ChanceryModel
import Foundation
import TestSupport

/// One journal from which events are erased, round after round, and the daemons over it.
final class ErasedJournal {
  private let scratch: Scratch
  private let data: String
  private let ledger = Ledger()
  private let scribe: Scribe
  private let compacts: Bool
  private var dice: Dice
  private var daemon: Daemon?
  private var load: Load?
  private var orders: [Erased] = []
  private var names: [String] = []
  private var round = 0
  /// About how long the last orders took, in microseconds: kills come within that time.
  private var orderTime: UInt32 = 20_000
  private var compactTime: UInt32 = 60_000

  /// What is erased depends on the seed alone; without compacting it is left in the file's free pages.
  init(seed: UInt64, compacts: Bool) throws {
    self.compacts = compacts
    scratch = try Scratch()
    data = scratch.path + "/data"
    dice = Dice(seed: seed)
    scribe = Scribe(ledger: ledger, dice: Dice(seed: seed &* 31 &+ 7))
  }

  /// Appends, erases, compacts, is killed at it perhaps, and looks for all that could be left.
  func round(tally: inout ErasureTally) throws {
    round += 1
    try begin()
    try scribe.appendKept(4)
    let doomed = try scribe.doomSome(Int.random(in: 1...4, using: &dice))
    try scribe.appendKept(2)
    let current = try running()
    let seqs = doomed.reduce(into: Set<Int>()) { $0.formUnion($1.family) }
    let head = try current.head()
    let others = (0..<6).map { _ in Int.random(in: 1...head, using: &dice) }
    let tree = try TreeMemory(current, of: seqs.union(others)) { seq, salt in
      if seqs.contains(seq) { scribe.seek(salt: salt, of: seq) }
    }
    let mode = Mode.draw(&dice)
    try erase(doomed, mode, &tally)
    if dice.hits(oneIn: 2) { try sendAgain() }
    if compacts { try compact(mode, &tally) }
    try sendAgain()
    scribe.forget()
    try stopLoad()
    try look(tree, &tally)
    try end(&tally)
  }

  /// Starts a last time, looks, and stops in peace.
  func finish(tally: inout ErasureTally) throws {
    try start(loads: false)
    try search(&tally)
    let daemon = try running()
    let rebuild = try daemon.rebuildCheck()
    guard rebuild.status == 0 else { throw Fault("rebuild --check: \(rebuild.errors)") }
    guard daemon.stop() else { throw Fault("the daemon did not stop by itself") }
    try search(&tally)
  }

  /// Leaves the journal behind for whoever looks into a failure.
  func keep() -> String {
    let copy = scratch.path + "-kept"
    try? FileManager.default.copyItem(atPath: data, toPath: copy)
    return copy
  }

  /// When the daemon is killed in a round.
  private enum Mode {
    case never
    case inRedact
    case inCompact

    static func draw(_ dice: inout Dice) -> Mode {
      switch Int.random(in: 0..<10, using: &dice) {
      case 0..<4: .never
      case 4..<7: .inRedact
      default: .inCompact
      }
    }
  }

  // MARK: Daemons

  private func running() throws -> Daemon {
    guard let daemon else { throw Fault("no daemon runs") }
    return daemon
  }

  /// A daemon with other traffic on it, and on the first day the scene.
  private func begin() throws {
    try start(loads: false)
    if round == 1 {
      let vocabulary = EventMaker.vocabulary
      let number = ledger.begin(vocabulary.body, ids: vocabulary.ids)
      let answer = Load.append(vocabulary.body, over: try RawConnection(try running().socket))
      if let fault = ledger.end(number, Ledger.results(answer.json)) { throw Fault(fault) }
      try scribe.setTheScene()
    }
    try startLoad()
  }

  private func start(loads: Bool) throws {
    if daemon?.process.isRunning != true {
      let daemon = try Daemon(data: data)
      self.daemon = daemon
      scribe.socket = daemon.socket
      _ = try Load.settle(ledger, over: try RawConnection(daemon.socket))
    }
    if loads { try startLoad() }
  }

  private func startLoad() throws {
    load = Load(
      clients: 2,
      socket: try running().socket,
      ledger: ledger,
      prefix: "l\(round)-\(dice.next() >> 40)",
      seed: dice.next(),
      largest: 20,
      pause: 10_000,
      requests: 60
    )
  }

  private func stopLoad() throws {
    let trouble = load?.stop() ?? []
    load = nil
    guard trouble.isEmpty else { throw Fault(trouble.joined(separator: "\n")) }
  }

  /// Ends the daemon within so many microseconds of now, and starts another on what is left.
  private func killAndStart(within time: UInt32) throws {
    usleep(UInt32.random(in: 0...time + time / 4, using: &dice))
    try running().crash()
    try stopLoad()
    try start(loads: true)
  }

  /// Goes on with the daemon, or ends it in peace, or kills it with nothing to do.
  private func end(_ tally: inout ErasureTally) throws {
    let daemon = try running()
    switch Int.random(in: 0..<3, using: &dice) {
    case 0:
      guard daemon.stop() else { throw Fault("the daemon did not stop by itself") }
      try search(&tally)
    case 1: daemon.crash()
    default: break
    }
  }

  // MARK: Orders

  private func erase(_ doomed: [Doomed], _ mode: Mode, _ tally: inout ErasureTally) throws {
    let killed = mode == .inRedact ? Int.random(in: 0..<doomed.count, using: &dice) : nil
    for (index, one) in doomed.enumerated() {
      let reason = "asked for in round \(round), number \(index)"
      if index == killed {
        let connection = try RawConnection(try running().socket)
        connection.send(ErasedJournal.request("redact", ErasedJournal.order(one.event, reason)))
        try killAndStart(within: orderTime)
        tally.killedInRedact()
      }
      try redact(one, reason, mayBeDone: index == killed, &tally)
      orders.append(
        Erased(event: one.event, family: one.family, marks: one.marks, reason: reason)
      )
      if let name = one.name { names.append(name) }
    }
  }

  private func redact(
    _ doomed: Doomed,
    _ reason: String,
    mayBeDone: Bool,
    _ tally: inout ErasureTally
  ) throws {
    let begun = Date()
    let last: JSONValue
    if dice.hits(oneIn: 4) {
      let run = try running().chancery(
        "redact",
        "\(doomed.event)",
        "--reason",
        reason,
        "--yes",
        "-o",
        "json"
      )
      if mayBeDone, run.errors.contains("was redacted") { return tally.foundDone() }
      guard run.status == 0 else { throw Fault("redact \(doomed.event): \(run.errors)") }
      last = try JSONParser.parse(Array(run.output.utf8))
    } else {
      let answer = try RawConnection(try running().socket).exchange(
        ErasedJournal.request("redact", ErasedJournal.order(doomed.event, reason))
      )
      if mayBeDone, answer.code == "redacted" { return tally.foundDone() }
      last = try ErasedJournal.lastLine(answer, "redact \(doomed.event)")
    }
    orderTime = ErasedJournal.microseconds(since: begun)
    let erased = (last["erased"]?.arrayValue ?? []).compactMap(\.intValue)
    guard Set(erased) == doomed.family else {
      throw Fault("redact \(doomed.event) erased \(erased), not \(doomed.family.sorted())")
    }
    tally.redacted(erased.count)
  }

  private func compact(_ mode: Mode, _ tally: inout ErasureTally) throws {
    let request = ErasedJournal.request("compact", "")
    if mode == .inCompact {
      let connection = try RawConnection(try running().socket)
      connection.send(request)
      try killAndStart(within: compactTime)
      tally.killedInCompact()
    }
    let begun = Date()
    let answer = try RawConnection(try running().socket).exchange(request)
    _ = try ErasedJournal.lastLine(answer, "compact")
    compactTime = ErasedJournal.microseconds(since: begun)
  }

  /// Sends what was erased once more: it is known, and no byte of it may come back.
  private func sendAgain() throws {
    let connection = try RawConnection(try running().socket)
    for (seq, body) in scribe.sent where dice.hits(oneIn: 3) {
      let result = Load.append(body, over: connection).json["results"]?.arrayValue?.first
      guard result?["seq"]?.intValue == seq, result?["redacted"]?.boolValue == true else {
        throw Fault("event \(seq), sent again: \(result ?? .null)")
      }
    }
  }

  private static func order(_ event: Int, _ reason: String) -> String {
    #"{"event":\#(event),"reason":"\#(reason)"}"#
  }

  private static func request(_ work: String, _ body: String) -> [UInt8] {
    Array(
      ("POST /v1/admin/\(work) HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)").utf8
    )
  }

  /// The last line of work that came to its end.
  private static func lastLine(_ answer: RawResponse, _ work: String) throws -> JSONValue {
    guard let line = answer.body.split(separator: UInt8(ascii: "\n")).last,
      let last = try? JSONParser.parse(Array(line)), last["end"] == "complete"
    else { throw Fault("\(work): \(answer.status) \(answer.text.suffix(400))") }
    return last
  }

  private static func microseconds(since begun: Date) -> UInt32 {
    UInt32(min(2, max(0.002, Date().timeIntervalSince(begun))) * 1e6)
  }

  // MARK: Looking

  private func look(_ tree: TreeMemory, _ tally: inout ErasureTally) throws {
    let daemon = try running()
    try search(&tally)
    let log = try LoggedEvents(daemon)
    if let find = scribe.search.first(in: log.bytes, of: "the export") { throw Fault("\(find)") }
    if let find = scribe.search.first(in: Array(daemon.log.utf8), of: "the daemon's log") {
      throw Fault("\(find)")
    }
    let faults = log.faults(ledger)
    guard faults.isEmpty else { throw Fault(faults.prefix(5).joined(separator: "\n")) }
    try checkRedactions(log, daemon)
    let erased = orders.reduce(into: Set<Int>()) { $0.formUnion($1.family) }
    try tree.check(daemon, log, erased: erased)
    let verify = try daemon.chancery("verify", seconds: 120)
    guard verify.status == 0 else { throw Fault("verify: \(verify.output)\(verify.errors)") }
    let twin = try Twin(of: log, without: orders, names: names)
    let head = log.events.count
    let heads = [head, head / 2, Int.random(in: 1...head, using: &dice)]
    var answers = try Answers(daemon, twin, orders: orders, heads: heads)
    try answers.compare(names: names, scribe.search)
    tally.looked(answers: answers.count, needles: scribe.search.count)
  }

  /// No file holds anything of what was erased.
  private func search(_ tally: inout ErasureTally) throws {
    var bytes = 0
    let finds = try scribe.search.finds(below: data, bytes: &bytes)
    guard finds.isEmpty else {
      throw Fault(finds.map(\.description).joined(separator: "\n"))
    }
    tally.searched(bytes)
  }

  /// Each order is in the log once, says why, and took what it had to; every event of it says so.
  private func checkRedactions(_ log: LoggedEvents, _ daemon: Daemon) throws {
    let said = log.events.filter { $0.type == "event.redacted" }
    guard said.count == orders.count else {
      throw Fault("\(orders.count) orders, \(said.count) event.redacted")
    }
    for (order, event) in zip(orders, said) {
      let erased = (event.data["erased"]?.arrayValue ?? []).compactMap(\.intValue)
      guard event.data["event"]?.intValue == order.event, Set(erased) == order.family,
        event.data["reason"]?.stringValue == order.reason
      else { throw Fault("event \(event.seq) does not say what \(order) was") }
      let answer = try daemon.get("/v1/events/\(order.event)?derived=true").json
      guard answer["data"]?.isNull == true, answer["redactedby"]?.intValue == event.seq,
        answer["redacted"]?["reason"]?.stringValue == order.reason
      else { throw Fault("event \(order.event) does not say that it is gone: \(answer)") }
    }
    let erased = orders.reduce(into: Set<Int>()) { $0.formUnion($1.family) }
    for event in log.events where event.data.isNull != erased.contains(event.seq) {
      throw Fault("event \(event.seq) is \(event.data.isNull ? "gone" : "there"), in the export")
    }
  }
}
