import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery doctor`.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Look for what may be wrong, and say how to mend it.",
    discussion: """
      Looks at the socket and your rights to it, the daemon, its version, its projections, the disk, \
      the clock and the settings of this shell. Works without a daemon, too, and with one that hangs: \
      an answer is waited for 2 seconds, or --timeout. Exit code 1 if anything has failed.

      Example: chancery doctor
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  /// How long each question to the daemon may take: who asks this may have one that hangs.
  private static let patienceSeconds = 2

  func run() throws {
    let session = Session(connection, output, waiting: Doctor.patienceSeconds)
    let examination = Examination(session: session, isSocketGiven: connection.socket != nil)
    var findings: [Finding] = []
    try examination.run { finding throws(Fault) in
      findings.append(finding)
      try show(finding, session)
    }
    try end(findings, session)
    if findings.contains(where: { $0.state == .failed }) {
      throw QuietExit(status: ExitStatus.negative)
    }
  }

  /// Prints a finding for people, or as a line, as soon as it is there; of what was not tried more is
  /// said at the end.
  private func show(_ finding: Finding, _ session: Session) throws(Fault) {
    if session.format == .ndjson {
      var line = JSONWriter()
      finding.write(to: &line)
      try session.output.write(data: line.bytes + [10], asJSON: true)
    } else if !session.format.isData, finding.state != .untried {
      try session.output.write(finding.text(session.style))
    }
    try session.output.flush()
  }

  /// Prints what comes when all is known: what was not tried, or the one document of the other forms.
  private func end(_ findings: [Finding], _ session: Session) throws(Fault) {
    if session.format == .ndjson { return }
    guard session.format.isData else {
      let untried = findings.filter { $0.state == .untried }.map(\.check)
      guard !untried.isEmpty else { return }
      let checks = untried.joined(separator: ", ")
      let finding = Finding("not tried", .untried, "\(checks): they need the daemon's answer")
      try session.output.write(finding.text(session.style))
      return try session.output.flush()
    }
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.doctor/1")
    json.key("items")
    json.beginArray()
    for finding in findings { finding.write(to: &json) }
    json.endArray()
    json.endObject()
    try session.printOne(
      json.bytes,
      view: Doctor.view,
      items: { $0["items"]?.arrayValue ?? [] },
      card: { _ in "" }
    )
  }

  private static let view = ListView(
    noun: "finding",
    columns: [
      Column("check"), Column("state"), Column("what", wraps: true), Column("remedy", wraps: true),
    ]
  )
}
