import Foundation
import TestSupport

/// Checks all states in a few processes; one that dies has found a fault, and the next goes on.
struct WorkerPool {
  private let recording: Recording
  private let states: Int
  private let seed: UInt64
  private let workers: Int
  private let options: [String]

  init(_ recording: Recording, states: Int, seed: UInt64, workers: Int, options: [String]) {
    self.options = options
    self.recording = recording
    self.states = states
    self.seed = seed
    self.workers = max(1, min(workers, states))
  }

  func run() throws -> (CutTally, [String]) {
    var tally = CutTally()
    var faults: [String] = []
    var running = try (0..<workers).map { index in
      try Worker(self, index * states / workers, (index + 1) * states / workers)
    }
    while !running.isEmpty {
      usleep(50_000)
      for (index, worker) in running.enumerated().reversed() where !worker.isRunning {
        running.remove(at: index)
        let (lines, next) = try worker.outcome()
        for line in lines {
          if line.hasPrefix("tally ") { tally.add(line: line.dropFirst(6)) }
          if line.hasPrefix("fault ") { faults.append(String(line)) }
        }
        guard let next else { continue }
        tally.fail()
        faults.append("fault state \(next - 1): the process that opened it died: \(worker.errors)")
        if next < worker.end { running.append(try Worker(self, next, worker.end)) }
      }
    }
    return (tally, faults)
  }

  /// One process and its part.
  private final class Worker {
    let first: Int
    let end: Int
    private let scratch: Scratch
    private let process: ChildProcess

    init(_ pool: WorkerPool, _ first: Int, _ end: Int) throws {
      self.first = first
      self.end = end
      scratch = try Scratch()
      // A journal is opened once at a time; each worker has a copy of the witness.
      let final = scratch.path + "/final"
      try FileManager.default.copyItem(atPath: pool.recording.data, toPath: final)
      process = try ChildProcess(
        Binaries.directory.appendingPathComponent("crashtool"),
        [
          "powercut-worker", "--trace", pool.recording.trace, "--root", pool.recording.root,
          "--final", final, "--scratch", scratch.path, "--progress", scratch.path + "/at",
          "--seed", "\(pool.seed)", "--states", "\(pool.states)", "--first", "\(first)", "--end",
          "\(end)",
        ] + pool.options,
        environment: ["SWIFT_BACKTRACE": "enable=no"],
        output: scratch.path + "/out",
        errors: scratch.path + "/err"
      )
    }

    deinit { process.end() }

    var isRunning: Bool { process.isRunning }
    var errors: String { (try? scratch.text("err")) ?? "" }

    /// What it printed; and where another must go on, if it died.
    func outcome() throws -> (lines: [Substring], next: Int?) {
      let lines = try scratch.text("out").split(separator: "\n")
      if process.status == 0 { return (lines, nil) }
      guard let at = Int((try? scratch.text("at")) ?? "") else {
        throw Fault("a worker did not begin: \(errors)")
      }
      return (lines, at + 1)
    }
  }
}
