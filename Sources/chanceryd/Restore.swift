import ArgumentParser
import ChanceryAPI
import ChanceryModel
import ChanceryServer
import Glibc
import Journal
import Processes
import Restoration
import Synchronization

/// `chanceryd restore`: makes a data directory of a backup or an export.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Makes a data directory of a backup or an export.",
    usage: """
      chanceryd restore <backup> --data <directory> [--keep-key <file> | --origin <name>]
      chanceryd restore --from-export <file> --data <directory> [--keep-key <file> | --origin <name>]
      """,
    discussion: """
      The directory has to be empty, or not to be there. The journal goes on behind its last event, with \
      a new signing key: a restored journal may lack what was published later, and no key may sign two \
      histories. --keep-key goes on with the key it had, and asserts that nothing later was published.

      Lines of JSON on standard output: progress, and at the end {"schema":"chancery.restore/1",…}. Exit \
      status: 0 restored; 65 what was given is damaged, or no backup; 73 the directory cannot be used; 74 \
      reading or writing failed; 75 a daemon runs on the directory. What fails leaves nothing behind.
      """
  )

  @Argument(help: "The backup's directory.", completion: .directory)
  var backup: String?

  @Option(
    help: ArgumentHelp(
      "Restore an export instead: a file, or - for the standard input.",
      valueName: "file"
    )
  )
  var fromExport: String?

  @Option(help: ArgumentHelp("The directory of the journal to be.", valueName: "directory"))
  var data: String

  @Option(help: ArgumentHelp("The file of the signing key to go on with.", valueName: "file"))
  var keepKey: String?

  @Option(
    help: ArgumentHelp(
      "The name of the new key; else that of the backup's, or chancery/ and the UUID.",
      valueName: "name"
    )
  )
  var origin: String?

  func validate() throws {
    guard (backup == nil) != (fromExport == nil) else {
      throw ValidationError("give a backup's directory, or --from-export")
    }
    if keepKey != nil, origin != nil {
      throw ValidationError("--origin names a new key: it does not go with --keep-key")
    }
  }

  func run() throws {
    BrokenPipe.endsTheProcess(writing: STDOUT_FILENO)
    Interrupt.isNoted()
    let lines = ProgressLines()
    let restoring = Restoration.Restore(to: data, keptKey: keepKey, origin: origin) { progress in
      guard !Interrupt.isPending.load(ordering: .relaxed) else { throw Interrupt() }
      try lines.put(progress)
    }
    do {
      let answer = try restoring.run(fromExport.map { .export($0) } ?? .backup(backup ?? ""))
      try LineWriter.write(answer.encoded(), to: STDOUT_FILENO)
    } catch {
      throw end(error)
    }
  }

  /// Says why nothing was restored.
  private func end(_ error: any Error) -> ExitCode {
    if error is Interrupt { return ExitCode(128 + SIGINT) }
    let failure =
      (error as? JournalError).map { StartFailure($0) }
      ?? StartFailure(
        "nothing was restored: \(error)",
        hint: "see that there is room and that the files can be read, then restore again",
        exitCode: StartFailure.ExitCode.inputOutput
      )
    StandardError.write("chanceryd: \(failure.message)\n")
    if let hint = failure.hint { StandardError.write("  → \(hint)\n") }
    return ExitCode(failure.exitCode)
  }
}

/// Ctrl-C, or the order to end: what was made so far is taken away.
private struct Interrupt: Error {
  static let isPending = Atomic(false)

  /// Has the signals noted from now on; whoever works looks now and then.
  static func isNoted() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in Interrupt.isPending.store(true, ordering: .relaxed) }
    }
  }
}

/// Writes progress to standard output, at most ten times a second.
private final class ProgressLines {
  private var last = ContinuousClock.now - .seconds(1)

  func put(_ progress: RestoreProgress) throws {
    let now = ContinuousClock.now
    guard now - last >= .milliseconds(100) || progress.done == progress.total else { return }
    last = now
    try LineWriter.write(progress.encoded(), to: STDOUT_FILENO)
  }
}
