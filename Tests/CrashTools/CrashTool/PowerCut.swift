import ArgumentParser
import Foundation
import TestSupport

/// Records every write and flush of a daemon under load, and looks at what a power cut could leave.
struct PowerCut: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The files as they could be after a power cut, at every point of a recorded life."
  )

  @Option(help: "How many states to build and check.")
  var states = 300

  @Option(help: "What load and cuts depend on.")
  var seed: UInt64 = 1

  @Option(help: "How many events the recorded daemons append.")
  var events = 600

  @Option(help: "How many processes check states.")
  var workers = 2

  @Flag(help: "Take no flush of a file for one: shows that faults are found.")
  var forgetFlushes = false

  func run() throws {
    let begun = Date()
    let recording = try Recording(seed: seed, events: events)
    let trace = try Trace(path: recording.trace)
    let witness = try Witness(directory: recording.data)
    let acknowledgements = try Acknowledgements(trace, witness)
    guard acknowledgements.count >= events else {
      throw Fault("only \(acknowledgements.count) acknowledgements were recorded")
    }
    let counts = Dictionary(grouping: trace.records, by: \.kind).mapValues(\.count)
    print(
      "powercut: recorded \(counts[.write] ?? 0) writes, \(counts[.flush] ?? 0) flushes, "
        + "\(trace.data.count >> 20) MiB, of \(witness.ids.count) events, "
        + "\(acknowledgements.count) acknowledged"
    )
    let pool = WorkerPool(
      recording,
      states: states,
      seed: seed,
      workers: workers,
      options: forgetFlushes ? ["--forget-flushes"] : []
    )
    let (tally, faults) = try pool.run()
    for fault in faults.prefix(20) { print(fault) }
    print(
      "powercut: \(tally.states) states, \(tally.pending) of them with bytes or names not yet "
        + "flushed, \(tally.ahead) with more than was acknowledged · \(tally.faults) faults · "
        + "\(Int(Date().timeIntervalSince(begun))) s"
    )
    guard tally.faults == 0, tally.states == states else {
      if !forgetFlushes { print("  trace and journal kept in \(recording.keep())") }
      throw ExitCode.failure
    }
  }
}
