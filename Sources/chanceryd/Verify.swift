import ArgumentParser
import ChanceryServer
import Journal
import Verification

/// `chanceryd verify`: says whether a journal is as it was written; changes nothing.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Looks at every page, record and row of a journal, and changes nothing.",
    usage: "chanceryd verify --data <directory> [--scratch <directory>]",
    discussion: """
      For a directory on which no daemon runs, or a backup; a daemon that runs is asked by \
      `chancery verify`. Lines of JSON on standard output: progress, damages, and at the end \
      {"schema":"chancery.verify/1",…}. Exit status: 0 sound, 65 damage or an expectation that is not \
      met, 74 it cannot be read, 75 a daemon runs on it.
      """
  )

  @Option(
    help: ArgumentHelp("The journal's directory, or a backup of one.", valueName: "directory")
  )
  var data: String

  @Option(
    help: ArgumentHelp(
      "A directory with room for the projections; else $TMPDIR, /var/tmp or /tmp.",
      valueName: "directory"
    )
  )
  var scratch: String?

  @Flag(help: ArgumentHelp("A daemon keeps the snapshot.", visibility: .hidden))
  var pinned = false

  @Flag(help: ArgumentHelp("Read the journal in this process.", visibility: .hidden))
  var worker = false

  @Option(help: ArgumentHelp("Seconds without a sign of life.", visibility: .hidden))
  var patience = VerifySupervisor.patienceSeconds

  func validate() throws {
    guard (1...86_400).contains(patience) else {
      throw ValidationError("--patience takes 1 to 86400 seconds")
    }
  }

  func run() throws {
    let scratch = scratch ?? ScratchDirectory.standard
    if worker {
      throw ExitCode(VerifyWorker.run(directory: data, scratch: scratch, isPinned: pinned))
    }
    var supervisor = VerifySupervisor(
      VerifySupervisor.Settings(
        directory: data,
        scratch: scratch,
        isPinned: pinned,
        patience: patience
      )
    )
    do {
      let status = try supervisor.run(
        ["verify", "--worker", "--data", data, "--scratch", scratch] + (pinned ? ["--pinned"] : [])
      )
      throw ExitCode(status)
    } catch let error as JournalError {
      throw end(error)
    }
  }

  /// Says why nothing was verified.
  private func end(_ error: JournalError) -> ExitCode {
    let failure = StartFailure(error)
    var hint = failure.hint
    if case .locked = error.kind { hint = "ask that one: chancery verify; or stop it first" }
    StandardError.write("chanceryd: \(failure.message)\n")
    if let hint { StandardError.write("  → \(hint)\n") }
    return ExitCode(failure.exitCode)
  }
}
