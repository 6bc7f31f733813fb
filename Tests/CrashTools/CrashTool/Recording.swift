import Foundation
import TestSupport

/// The life of three daemons on one directory, written down: a fresh start, a clean end, a kill, and a
/// last one that is stopped.
final class Recording {
  /// The directory that holds the data directory; it is on no trace.
  let root: String
  let data: String
  let trace: String
  private let scratch: Scratch
  private let preload: Preload
  private let ledger = Ledger()
  private var dice: Dice

  init(seed: UInt64, events: Int) throws {
    scratch = try Scratch()
    preload = try Preload()
    dice = Dice(seed: seed)
    root = scratch.path + "/disk"
    data = root + "/data"
    trace = scratch.path + "/trace"
    guard mkdir(root, 0o700) == 0 else { throw Fault("mkdir \(root)") }
    let vocabulary = EventMaker.vocabulary
    _ = ledger.begin(vocabulary.body, ids: vocabulary.ids)
    try live(until: events / 3, rebuild: true) { $0.stop() }
    try live(until: events * 2 / 3, rebuild: false) { daemon in
      // Its last commit is in the page cache and on no disk; the next daemon finds it.
      preload.arm(.meta, .killsAfter)
      return daemon.process.ends(within: 10)
    }
    preload.disarm()
    try live(until: events, rebuild: true) { $0.stop() }
  }

  /// Leaves everything behind for whoever looks into a failure.
  func keep() -> String {
    let copy = scratch.path + "-kept"
    try? FileManager.default.copyItem(atPath: scratch.path, toPath: copy)
    return copy
  }

  private func live(until count: Int, rebuild: Bool, _ end: (Daemon) -> Bool) throws {
    let daemon = try Daemon(
      data: data,
      environment: preload.environment(directory: root, trace: trace)
    )
    _ = try Load.settle(ledger, over: try RawConnection(daemon.socket))
    let load = Load(
      clients: 4,
      socket: daemon.socket,
      ledger: ledger,
      prefix: "s\(count)",
      seed: dice.next(),
      largest: 60,
      pause: 2000
    )
    defer { _ = load.stop() }
    let start = ledger.count
    let isHalfway = Wait.until(seconds: 60) { ledger.count >= start + (count - start) / 2 }
    if rebuild {
      let run = try daemon.chancery("rebuild")
      guard run.status == 0 else { throw Fault("rebuild: \(run.errors)") }
    }
    guard isHalfway, Wait.until(seconds: 60, { ledger.count >= count }) else {
      throw Fault("the load came to \(ledger.count) events only: \(daemon.log)")
    }
    // Whoever is killed is killed at work; whoever is stopped has answered.
    let killedAtWork = end(daemon)
    let trouble = load.stop()
    guard killedAtWork, trouble.isEmpty else { throw Fault("\(trouble) \(daemon.log)") }
  }
}
