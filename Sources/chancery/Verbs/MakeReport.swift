import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Proofs

/// `chancery report`.
struct MakeReport: OneForm {
  static let form = "one page of HTML"
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract:
      "Write one page to send: where everybody stood, with the words and how to check them.",
    discussion: """
      One file of HTML with pictures, tables, quotations and sources; it needs no script and no network, \
      and is made for screens large and small, light and dark, and for paper. At its foot stands the \
      checkpoint that it was computed at. The same head and days give the same bytes.

      Example: chancery report march.html --from 2025-03-01 --to 2025-03-27 -t own-troops -t ceasefire
      """
  )

  @Argument(help: "The file to write; - for standard output.")
  var file: String
  @OptionGroup var topicsOption: TopicsOption
  @Option(
    help: ArgumentHelp("The first day (default: the first on record).", valueName: "date")
  )
  var from: String?
  @Option(help: ArgumentHelp("The last day (default: --at, or today).", valueName: "date"))
  var to: String?
  @Option(help: ArgumentHelp("The heading (default: the topic's).", valueName: "text"))
  var title: String?
  @OptionGroup(title: "Clocks") var clocks: ClockOptions
  @OptionGroup(title: "Connection") var connection: ConnectionOptions

  func run() throws {
    // Whatever the settings say of output: the same head gives the same bytes to everybody.
    let output = try OutputOptions.parse(["-o", "table", "--color", "never"])
    let session = try Session(connection, output, today: clocks.fixedToday())
    let (first, end) = try session.civilRange(from: from, to: to ?? clocks.at)
    let last = end ?? session.dates.today
    if let first, first > last {
      throw Fault.usage(
        "the first day, \(first), is after the last, \(last)",
        remedy: "name the last day: --to"
      )
    }
    let topics = try topicsOption.resolved(session)
    let vouch = try vouch(session)
    let record = try RecordReader(
      session,
      at: last.description,
      known: try session.known(clocks.known) ?? String(vouch.size),
      publicBy: try session.day(clocks.publicBy)
    )
    let reader = ReportReader(record: record, topics: topics)
    let report = try reader.report(from: first, to: last, title: title, vouch: vouch) { days in
      command(days, topics, record, vouch)
    }
    try write(Array(ReportPage(report).html.utf8), session)
  }

  /// The newest checkpoint, its signature checked.
  private func vouch(_ session: Session) throws(Fault) -> Report.Vouch {
    let answer = try session.parse(
      try session.fetch(.get("v1", "checkpoint").with(field: "Accept", "application/json")).body
    )
    let key = try session.key(answer["key"])
    let note = answer["checkpoint"]?.stringValue ?? ""
    do {
      let checkpoint = try SignedCheckpoint(Array(note.utf8), by: key).checkpoint
      return Report.Vouch(
        note: note,
        size: Int(checkpoint.size),
        root: checkpoint.root.hex,
        origin: checkpoint.origin.string,
        key: key.text
      )
    } catch {
      throw Fault(untrue: "the checkpoint: \(error)")
    }
  }

  /// The command that makes the same report, with everything settled that depends on the day.
  private func command(
    _ days: ClosedRange<CivilDate>,
    _ topics: [String],
    _ record: RecordReader,
    _ vouch: Report.Vouch
  ) -> String {
    var words = [
      "chancery", "report", "again.html", "--from", days.lowerBound.description, "--to",
      days.upperBound.description,
    ]
    for topic in topics { words += ["-t", topic] }
    if record.known != vouch.size { words += ["--known", String(record.known)] }
    if let publicBy = record.publicBy { words += ["--public", publicBy] }
    if let title { words += ["--title", CurlLine.quote(title)] }
    return words.joined(separator: " ")
  }

  private func write(_ page: [UInt8], _ session: Session) throws(Fault) {
    guard file != "-" else {
      try session.output.write(raw: page[...])
      return try session.output.flush()
    }
    let output = try AtomicFile(path: file, forOthers: true)
    try output.write(page[...])
    try output.commit()
    session.note("wrote \(file), \(Counts.bytes(page.count))")
  }
}
