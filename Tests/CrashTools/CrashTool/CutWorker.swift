import ArgumentParser
import Foundation
import TestSupport

/// Builds and checks a part of the states, in a process that may die of them.
struct CutWorker: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "powercut-worker",
    shouldDisplay: false
  )

  @Option var trace: String
  @Option var root: String
  @Option var final: String
  @Option var scratch: String
  /// Where to say which state is being looked at.
  @Option var progress: String
  @Option var seed: UInt64
  @Option var states: Int
  @Option var first: Int
  @Option var end: Int
  @Flag var forgetFlushes = false

  func run() throws {
    let trace = try Trace(path: trace)
    let witness = try Witness(directory: final)
    let acknowledgements = try Acknowledgements(trace, witness)
    let plan = CutPlan(trace, states: states, seed: seed)
    let check = StateCheck(witness: witness)
    var disk = Disk(root: root)
    var applied = 0
    var tally = CutTally()
    for state in first..<end {
      let record = plan.record(of: state)
      while applied <= record {
        let record = trace.records[applied]
        let isFlush = record.kind == .flush && disk.files[record.file] != nil
        if !forgetFlushes || !isFlush { disk.apply(record, of: trace) }
        applied += 1
      }
      try "\(state)".write(toFile: progress, atomically: false, encoding: .utf8)
      let shape = plan.shape(of: state)
      let directory = scratch + "/state"
      guard mkdir(directory, 0o700) == 0 else { throw Fault("mkdir \(directory)") }
      defer { try? FileManager.default.removeItem(atPath: directory) }
      do {
        var cut = Cut(shape: shape, dice: Dice(seed: seed ^ UInt64(state) &* 0x9E37_79B9))
        try cut.build(disk, of: trace, in: directory)
        let acknowledged = acknowledgements.seq(before: plan.nextChange(after: record))
        let head = try check.run(
          data: directory + "/data",
          acknowledged: acknowledged,
          hasTornMeta: shape == .tornSector
        )
        tally.add(shape, isPending: disk.isPending, head: head, acknowledged: acknowledged)
      } catch {
        print("fault state \(state), after record \(record), \(shape.rawValue): \(error)")
        tally.fail()
      }
    }
    print("tally \(tally.line)")
  }
}

/// Which cut is made where: spread over all changes of the disk, each shape in turn.
struct CutPlan {
  private let changes: [Int]
  private let recordCount: Int
  private let states: Int

  init(_ trace: Trace, states: Int, seed: UInt64) {
    changes = trace.records.indices.filter { trace.records[$0].kind != .send }
    recordCount = trace.records.count
    self.states = states
  }

  /// The last record before the cut.
  func record(of state: Int) -> Int { changes[state * changes.count / states] }

  /// The record that changes the disk next: whatever was sent before it had to be true already.
  func nextChange(after record: Int) -> Int {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle] <= record { low = middle + 1 } else { high = middle }
    }
    return low < changes.count ? changes[low] : recordCount
  }

  func shape(of state: Int) -> CutShape {
    CutShape.allCases[state % CutShape.allCases.count]
  }
}

/// How many states were looked at, and what they were.
struct CutTally {
  private(set) var states = 0
  private(set) var faults = 0
  /// States in which something was not flushed.
  private(set) var pending = 0
  /// States with more events than were acknowledged.
  private(set) var ahead = 0

  mutating func add(_ shape: CutShape, isPending: Bool, head: Int, acknowledged: Int) {
    states += 1
    if isPending { pending += 1 }
    if head > acknowledged { ahead += 1 }
  }

  mutating func fail() {
    states += 1
    faults += 1
  }

  mutating func add(line: Substring) {
    let numbers = line.split(separator: " ").compactMap { Int($0) }
    guard numbers.count == 4 else { return }
    states += numbers[0]
    faults += numbers[1]
    pending += numbers[2]
    ahead += numbers[3]
  }

  var line: String { "\(states) \(faults) \(pending) \(ahead)" }
}
