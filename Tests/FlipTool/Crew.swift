import Foundation
import TestSupport

/// The workers, their diaries, and what they add up to.
struct Crew {
  let plan: FlipPlan
  /// Which bits of the plan are tried.
  let numbers: Range<Int>
  let options: [String]
  let jobs: Int
  let patience: Double

  /// One worker: every `jobs`-th bit, from `next` on.
  private struct Worker {
    let process: ChildProcess
    let diary: String
    var read = 0
    var heard = Date()
    /// The bit it is at, and whether `verify` has found nothing on it.
    var current: (index: Int, inUse: Bool)?
    var done = 0
  }

  /// Runs all; a worker that dies is replaced by one that goes on behind the bit it died of.
  func run() throws -> Tally {
    let scratch = try Scratch()
    var tally = Tally()
    var workers: [Worker] = []
    var started = 0
    func start(at index: Int) throws {
      guard index < numbers.upperBound else { return }
      started += 1
      let diary = scratch.path + "/\(started)"
      let process = try ChildProcess(
        Binaries.flipTool,
        ["work", "--from", "\(index)", "--to", "\(numbers.upperBound)", "--step", "\(jobs)"]
          + options,
        environment: ["SWIFT_BACKTRACE": "enable=no"],
        output: diary,
        errors: diary + ".err"
      )
      workers.append(Worker(process: process, diary: diary))
    }
    for job in 0..<jobs { try start(at: numbers.lowerBound + job) }
    while !workers.isEmpty {
      usleep(20_000)
      for (place, worker) in workers.enumerated().reversed() {
        let hasEnded = !worker.process.isRunning
        try read(&workers[place], into: &tally)
        let isSilent = Date().timeIntervalSince(workers[place].heard) > patience
        guard hasEnded || isSilent else { continue }
        workers[place].process.end()
        let ended = workers.remove(at: place)
        guard let current = ended.current else {
          if ended.process.status == 0 { continue }
          let errors =
            (try? scratch.text("\(ended.diary.split(separator: "/").last ?? "").err")) ?? ""
          throw FlipTrouble("a worker ended by itself: \(errors)")
        }
        // As the supervisor of `verify` has it: the end of the process that reads is damage.
        tally.add(current.inUse ? .died : .ended, plan.bit(current.index))
        try start(at: current.index + jobs)
      }
    }
    return tally
  }

  /// Reads what a worker has written since.
  private func read(_ worker: inout Worker, into tally: inout Tally) throws {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: worker.diary))
    defer { try? handle.close() }
    try handle.seek(toOffset: UInt64(worker.read))
    let data = try handle.readToEnd() ?? Data()
    guard let end = data.lastIndex(of: UInt8(ascii: "\n")) else { return }
    let lines = data[...end]
    worker.read += lines.count
    worker.heard = Date()
    for line in String(decoding: lines, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count > 1, let index = Int(parts[1]) else { continue }
      switch parts[0] {
      case "begin": worker.current = (index, false)
      case "use": worker.current = (index, true)
      case "end":
        guard parts.count == 3, let outcome = Outcome(line: parts[2]) else { continue }
        tally.add(outcome, plan.bit(index))
        worker.current = nil
      default: continue
      }
    }
  }
}
