import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Glibc

/// `chancery backup`.
struct Backup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copy the journal into a directory while the daemon serves it, and verify the copy.",
    discussion: """
      The daemon makes the directory, or fills an empty one; no backup replaces another. Appends and \
      questions go on meanwhile. Ctrl-C cancels, and what was made of it is taken away. The signing \
      key is in no backup. `chancery restore` opens one again.

      Example: chancery backup /var/backups/chancery/2025-03-27
      """
  )

  @Argument(help: "The directory; its parent must exist.", completion: .directory)
  var directory: String
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let order = JSONValue.object(
      JSONObject(unsorted: [.init(key: "directory", value: .string(Text(try absolute)))])
    )
    let request = HTTPRequest("POST", ["v1", "admin", "backup"])
      .with(body: CanonicalJSON.bytes(of: order), type: "application/json")
    let (end, line) = try session.work(request, called: "backup")
    try finish(end, line, session)
  }

  /// The directory as the daemon, which runs elsewhere, has to be told.
  private var absolute: String {
    get throws(Fault) {
      guard !directory.hasPrefix("/") else { return directory }
      guard let here = getcwd(nil, 0) else {
        throw Fault(
          "the present directory has no path",
          remedy: "give the directory as an absolute path",
          status: ExitStatus.inputOutput
        )
      }
      defer { free(here) }
      return String(cString: here) + "/" + directory
    }
  }

  private func finish(_ end: JSONValue, _ line: [UInt8], _ session: Session) throws {
    switch end["end"]?.stringValue {
    case "complete":
      try session.printOne(line, view: Backup.view) { end in
        let bytes = Counts.grouped(end["bytes"]?.intValue ?? 0)
        return "backed up to \(FieldText.of(end["directory"])): \(bytes) bytes, verified\n"
          + "head \(FieldText.of(end["head"])), root \(FieldText.of(end["root"]))\n"
      }
    default:
      throw Fault(
        "the backup was cancelled: the daemon stops",
        remedy: "run it again when it is back",
        status: ExitStatus.retry
      )
    }
  }

  private static let view = ListView(
    noun: "backup",
    columns: [
      Column("directory"), Column("head", isNumber: true), Column("root"),
      Column("bytes", isNumber: true), Column("seconds", isNumber: true),
    ]
  )
}
