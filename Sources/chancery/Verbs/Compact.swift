import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery compact`.
struct Compact: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact",
    abstract: "Write the journal's file anew, so that nothing erased is left in it.",
    discussion: """
      The store frees pages without clearing them: after a redaction the erased bytes are in the file \
      until it is compacted. Appends and questions go on meanwhile. Ctrl-C cancels, and the file stays \
      as it was. Needs as much room on the disk as the journal.

      Example: chancery compact
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let request = HTTPRequest("POST", ["v1", "admin", "compact"])
    let (end, line) = try session.work(request, called: "compact")
    guard end["end"]?.stringValue == "complete" else {
      throw Fault(
        "the compact was cancelled: the daemon stops",
        remedy: "run it again when it is back",
        status: ExitStatus.retry
      )
    }
    try session.printOne(line, view: Compact.view) { end in
      let before = Counts.grouped(end["bytes_before"]?.intValue ?? 0)
      let after = Counts.grouped(end["bytes_after"]?.intValue ?? 0)
      return
        "compacted at head \(FieldText.of(end["head"])): \(before) bytes before, \(after) now\n"
    }
  }

  private static let view = ListView(
    noun: "compact",
    columns: [
      Column("head", isNumber: true), Column("bytes_before", isNumber: true),
      Column("bytes_after", isNumber: true), Column("seconds", isNumber: true),
    ]
  )
}
