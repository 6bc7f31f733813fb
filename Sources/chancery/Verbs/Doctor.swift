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
      the clock and the settings of this shell. Works without a daemon, too. Exit code 1 if anything \
      has failed.

      Example: chancery doctor
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let findings = try Examination(session: session, isSocketGiven: connection.socket != nil)
      .findings()
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.doctor/1")
    json.key("items")
    json.beginArray()
    for finding in findings { finding.write(to: &json) }
    json.endArray()
    json.endObject()
    if session.format == .ndjson {
      for finding in findings {
        var line = JSONWriter()
        finding.write(to: &line)
        try session.output.write(data: line.bytes + [10], asJSON: true)
      }
      try session.output.flush()
    } else {
      try session.printOne(
        json.bytes,
        view: Doctor.view,
        items: { $0["items"]?.arrayValue ?? [] },
        card: { _ in findings.map { $0.text(session.style) }.joined() }
      )
    }
    if findings.contains(where: { $0.state == .failed }) {
      throw QuietExit(status: ExitStatus.negative)
    }
  }

  private static let view = ListView(
    noun: "finding",
    columns: [
      Column("check"), Column("state"), Column("what", wraps: true), Column("remedy", wraps: true),
    ]
  )
}
