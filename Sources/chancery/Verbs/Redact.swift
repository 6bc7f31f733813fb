import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery redact`.
struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Erase an event for good, with its corrections, reports, reviews and text.",
    discussion: """
      For what must not be kept: a record that is merely wrong is corrected or withdrawn. Everybody \
      will see that the event was redacted, by whom and why; proofs of it still hold, and its source \
      and id stay. Answers are from then on as if it never was, and say so. Afterwards run \
      `chancery compact`: until then the bytes are in the file's free pages. Backups and exports made \
      before keep what they have.

      Asks on a terminal; elsewhere it needs --yes. Only for admins.

      Example: chancery redact 17 --reason "a private person's name" --yes
      """
  )

  @Argument(help: "The event.")
  var seq: UInt64
  @Option(help: "Why; everybody can read it.")
  var reason: String
  @Flag(help: "Do not ask.")
  var yes = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    try Question.confirm(
      "Erase event \(seq) for good, with all that repeats it?",
      isAnswered: yes
    )
    let order = JSONValue.object(
      JSONObject(unsorted: [
        .init(key: "event", value: .number(Double(seq))),
        .init(key: "reason", value: .string(Text(reason))),
      ])
    )
    let request = HTTPRequest("POST", ["v1", "admin", "redact"])
      .with(body: CanonicalJSON.bytes(of: order), type: "application/json")
    let (end, line) = try session.work(request, called: "redaction")
    guard end["end"]?.stringValue == "complete" else {
      throw Fault(
        "the redaction was cancelled: the daemon stops, and nothing was erased",
        remedy: "run it again when it is back",
        status: ExitStatus.retry
      )
    }
    try session.printOne(line, view: Redact.view) { end in
      let erased = (end["erased"]?.arrayValue ?? []).map { FieldText.of($0) }
      return
        "redacted \(erased.joined(separator: ", ")): event \(FieldText.of(end["seq"])) says so\n"
        + "now run `chancery compact`: the bytes are in the file's free pages until then\n"
    }
  }

  private static let view = ListView(
    noun: "redaction",
    columns: [
      Column("event", isNumber: true), Column("seq", isNumber: true), Column("erased"),
      Column("head", isNumber: true), Column("seconds", isNumber: true),
    ]
  )
}
