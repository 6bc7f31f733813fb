import ChanceryModel
import Foundation
import TestSupport

/// One journal, the daemons that are killed over it, and what the clients know of it.
struct Victim {
  private let scratch: Scratch
  private let data: String
  private let ledger = Ledger()
  private let clients: Int
  private var dice: Dice
  private var round = 0

  init(seed: UInt64, clients: Int) throws {
    scratch = try Scratch()
    data = scratch.path + "/data"
    dice = Dice(seed: seed)
    self.clients = clients
  }

  /// One kill; the next round, or ``finish(tally:)``, sees what is left.
  mutating func round(tally: inout RoundTally) throws {
    round += 1
    // There is nothing to start on yet in the first.
    let moment = round == 1 ? .load : moment()
    if moment == .start {
      try killDuringStart()
    } else {
      let daemon = try checkedDaemon(&tally)
      try loadAndKill(daemon, moment)
    }
    tally.killed(moment)
  }

  /// Starts a last time, looks, and stops in peace.
  func finish(tally: inout RoundTally) throws {
    let daemon = try checkedDaemon(&tally)
    tally.acknowledged(ledger.count)
    guard daemon.stop() else { throw Fault("the daemon did not stop by itself") }
  }

  /// Leaves the journal behind for whoever looks into a failure.
  func keep() -> String {
    let copy = scratch.path + "-kept"
    try? FileManager.default.copyItem(atPath: data, toPath: copy)
    return copy
  }

  private mutating func moment() -> Moment {
    switch Int.random(in: 0..<20, using: &dice) {
    case 0..<4: .start
    case 4..<13: .load
    case 13..<17: .rebuild
    default: .bulk
    }
  }

  // MARK: Killing

  private mutating func killDuringStart() throws {
    let process = try ChildProcess(
      Binaries.daemon,
      ["--data", data, "--socket", scratch.path + "/s"],
      environment: ["SWIFT_BACKTRACE": "enable=no"],
      output: "/dev/null",
      errors: scratch.path + "/start.err"
    )
    usleep(UInt32.random(in: 0...120_000, using: &dice))
    process.end()
  }

  private mutating func loadAndKill(_ daemon: Daemon, _ moment: Moment) throws {
    let load = Load(
      clients: clients,
      socket: daemon.socket,
      ledger: ledger,
      prefix: "r\(round)",
      seed: dice.next(),
      largest: moment == .bulk ? 2000 : 200
    )
    var rebuild: LiveProcess?
    if moment == .rebuild {
      usleep(UInt32.random(in: 0...50_000, using: &dice))
      rebuild = try LiveProcess(
        Binaries.client,
        ["rebuild"],
        environment: ["CHANCERY_SOCKET": daemon.socket]
      )
    }
    usleep(UInt32.random(in: 2000...350_000, using: &dice))
    daemon.crash()
    let trouble = load.stop()
    rebuild?.kill()
    guard trouble.isEmpty else { throw Fault(trouble.joined(separator: "\n")) }
  }

  // MARK: Looking

  /// A daemon on what the last kill left, after everything about it was found to be right.
  private func checkedDaemon(_ tally: inout RoundTally) throws -> Daemon {
    let daemon = try Daemon(data: data)
    if round == 1 {
      let vocabulary = EventMaker.vocabulary
      _ = ledger.begin(vocabulary.body, ids: vocabulary.ids)
    }
    try check(daemon, "after the kill")
    try sendAgain(daemon, &tally)
    try check(daemon, "after sending again")
    let rebuild = try daemon.rebuildCheck()
    guard rebuild.status == 0 else { throw Fault("rebuild --check: \(rebuild.errors)") }
    tally.checked()
    return daemon
  }

  private func check(_ daemon: Daemon, _ moment: String) throws {
    let faults = try LoggedEvents(daemon).faults(ledger)
    guard faults.isEmpty else {
      throw Fault("\(moment): \(faults.prefix(5).joined(separator: "\n"))")
    }
  }

  /// Sends what was not answered: each must come out as done exactly once, now or before the kill.
  private func sendAgain(_ daemon: Daemon, _ tally: inout RoundTally) throws {
    tally.retried(try Load.settle(ledger, over: try RawConnection(daemon.socket)))
  }
}
