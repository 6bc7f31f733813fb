import ArgumentParser

/// Kills daemons, cuts their power, and looks for what they erased; see scripts/crash, scripts/powercut and
/// scripts/redactions.
@main
struct CrashTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crashtool",
    abstract: "Shows that nothing is lost that was acknowledged, and nothing left that was erased.",
    subcommands: [Rounds.self, PowerCut.self, CutWorker.self, Redactions.self]
  )
}

/// Something that may never be: the end of the run.
struct Fault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
