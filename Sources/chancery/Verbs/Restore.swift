import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery restore`.
struct Restore: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: "Make a data directory of a backup or an export.",
    discussion: """
      Works without a daemon, by the program chanceryd. The directory has to be empty, or not to be \
      there; start a daemon on it afterwards. The journal goes on behind its last event, with a new \
      signing key. --keep-key goes on with the key it had, and asserts that nothing later was published. \
      Exit code 65 if what was given is damaged, or no backup. Ctrl-C ends it and leaves nothing behind.

      Example: chancery restore /var/backups/chancery/2025-03-27 --data /var/lib/chancery
      Example: chancery export | chancery restore --from-export - --data copy
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
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (backup == nil) != (fromExport == nil) else {
      throw ValidationError("give a backup's directory, or --from-export")
    }
  }

  func run() throws {
    let session = Session(offline: output)
    let progress = Progress()
    var answer: [UInt8]?
    let status = try DaemonProgram.run(arguments, readsInput: fromExport == "-") { line in
      if try session.control(line, "schema") != nil {
        answer = line
      } else if let phase = try session.control(line, "phase") {
        progress.show(
          FieldText.of(phase["phase"]),
          done: phase["done"]?.intValue ?? 0,
          of: phase["total"]?.intValue
        )
      }
    }
    progress.clear()
    guard let answer else {
      // It has said itself why there is no answer.
      throw QuietExit(status: status == 0 ? ExitStatus.bug : status)
    }
    try session.printOne(answer, view: Restore.view) { answer in
      "restored to \(FieldText.of(answer["directory"]))\n"
        + "head \(FieldText.of(answer["head"])), root \(FieldText.of(answer["root"]))\n"
        + "it signs with \(FieldText.of(answer["key"]))\n"
    }
  }

  private var arguments: [String] {
    var arguments = ["restore", "--data", data]
    if let fromExport { arguments += ["--from-export", fromExport] }
    if let keepKey { arguments += ["--keep-key", keepKey] }
    if let origin { arguments += ["--origin", origin] }
    if let backup { arguments += ["--", backup] }
    return arguments
  }

  private static let view = ListView(
    noun: "journal",
    columns: [
      Column("directory"), Column("journal"), Column("head", isNumber: true), Column("root"),
      Column("key"), Column("seconds", isNumber: true),
    ]
  )
}
