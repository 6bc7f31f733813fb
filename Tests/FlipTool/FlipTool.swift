import ArgumentParser
import Foundation

/// Flips bits in copies of a journal, and finds out what becomes of each.
@main
struct FlipTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flip-tool",
    abstract: "Flips bits in copies of a journal: is each found, or without harm?",
    subcommands: [Flip.self, Work.self],
    defaultSubcommand: Flip.self
  )
}

/// Which bits are flipped; the same for the parent and its workers.
struct PlanOptions: ParsableArguments {
  @Option(help: "The journal's directory; no daemon may run on it. It is only read.")
  var journal: String

  @Option(help: "The file to damage, relative to the directory.")
  var file = "journal/data.mdb"

  @Option(help: "How many random bits.")
  var bits = 1000

  @Flag(help: "One bit, drawn at random, in each byte of the file.")
  var everyByte = false

  @Option(help: "Where the random numbers begin.")
  var seed: UInt64 = 1

  @Option(help: "A bit to flip in place of all that, as OFFSET:BIT.")
  var only: String?

  @Flag(help: "Never verify: shows what bits do that nobody looks for.")
  var blind = false

  @Option(help: "A directory for the copies, best in memory.")
  var scratch = "/dev/shm"

  /// The same options for a worker.
  var arguments: [String] {
    ["--journal", journal, "--file", file, "--bits", "\(bits)", "--seed", "\(seed)"]
      + ["--scratch", scratch] + (everyByte ? ["--every-byte"] : [])
      + (blind ? ["--blind"] : [])
      + (only.map { ["--only", $0] } ?? [])
  }

  func plan() throws -> FlipPlan {
    let byteCount = try Specimen.size(of: journal + "/" + file)
    if let only {
      let parts = only.split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2, (0..<byteCount).contains(parts[0]), (0..<8).contains(parts[1]) else {
        throw ValidationError("--only takes OFFSET:BIT, with the offset below \(byteCount)")
      }
      return FlipPlan(kind: .one(Flip.Bit(offset: parts[0], bit: parts[1])), byteCount: byteCount)
    }
    return FlipPlan(kind: everyByte ? .everyByte(seed) : .random(seed, bits), byteCount: byteCount)
  }
}

/// The parent: shares out the bits, and outlives the workers.
struct Flip: ParsableCommand {
  struct Bit: Equatable {
    let offset: Int
    let bit: Int
  }

  @OptionGroup var options: PlanOptions

  @Option(help: "How many workers at once.")
  var jobs = 2

  @Option(help: "Seconds after which a bit's trial is taken to hang.")
  var patience = 120.0

  @Option(help: "The number of the first bit to try: a run in parts adds up to one.")
  var from = 0

  @Option(help: "The number of the first bit that is left out again; without it all are tried.")
  var to: Int?

  func run() throws {
    let plan = try options.plan()
    let end = min(to ?? plan.count, plan.count)
    guard (0..<end).contains(from) else {
      throw ValidationError("--from and --to take numbers below \(plan.count), the first the lower")
    }
    let crew = Crew(
      plan: plan,
      numbers: from..<end,
      options: options.arguments,
      jobs: jobs,
      patience: patience
    )
    let tally = try crew.run()
    print(tally.table(plan: plan, numbers: from..<end))
    if !tally.isGood { throw ExitCode(65) }
  }
}

/// A worker: tries every so many-th bit, from one on.
struct Work: ParsableCommand {
  static let configuration = CommandConfiguration(shouldDisplay: false)

  @OptionGroup var options: PlanOptions

  @Option var from: Int
  @Option var to: Int
  @Option var step: Int

  func run() throws {
    let plan = try options.plan()
    let specimen = try Specimen(of: options.journal, file: options.file, scratch: options.scratch)
    let trial = try Trial(specimen, isBlind: options.blind)
    for index in stride(from: from, to: to, by: step) {
      Diary.write("begin \(index)")
      let outcome = try trial.run(plan.bit(index)) { Diary.write("use \(index)") }
      Diary.write("end \(index) \(outcome.line)")
    }
  }
}
