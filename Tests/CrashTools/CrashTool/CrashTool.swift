import ArgumentParser

/// Kills daemons and cuts their power; see scripts/crash and scripts/powercut.
@main
struct CrashTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crashtool",
    abstract: "Shows that no acknowledged event is lost, whatever ends the daemon.",
    subcommands: [Rounds.self, PowerCut.self, CutWorker.self]
  )
}

/// Something that may never be: the end of the run.
struct Fault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
