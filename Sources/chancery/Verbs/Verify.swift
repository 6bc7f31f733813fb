import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery verify`.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether the journal is as it was written.",
    discussion: """
      Looks at every page, record, hash, key, text and row, and changes nothing. The daemon does it in \
      a process of its own on the snapshot of this moment, while appends and questions go on. --data \
      looks at a directory instead, on which no daemon runs, or at a backup. Exit code 65 if something \
      is damaged or an expectation is not met. Ctrl-C ends it.

      Example: chancery verify --data /var/backups/chancery/2025-03-27
      """
  )

  @Option(help: ArgumentHelp("Look at a directory, without a daemon.", valueName: "directory"))
  var data: String?
  @Option(
    help: ArgumentHelp(
      "With --data: a directory with room for the projections; else $TMPDIR, /var/tmp or /tmp.",
      valueName: "directory"
    )
  )
  var scratch: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func validate() throws {
    if scratch != nil, data == nil { throw ValidationError("--scratch goes with --data") }
  }

  func run() throws {
    let session = Session(connection, output)
    let findings = Findings(session)
    if let data {
      try verify(data, findings)
    } else {
      let stream = try session.stream(HTTPRequest("POST", ["v1", "admin", "verify"]))
      while let line = try session.nextLine(stream) { try findings.take(line) }
    }
    try findings.finish()
  }

  /// Has a directory verified by the daemon's own program: this one never opens the store.
  private func verify(_ directory: String, _ findings: Findings) throws {
    let arguments = ["verify", "--data", directory] + (scratch.map { ["--scratch", $0] } ?? [])
    let status = try DaemonProgram.run(arguments) { try findings.take($0) }
    // It has said itself why there is no answer: a daemon runs there, the options are wrong.
    if status != 0, !findings.hasEnd { throw QuietExit(status: status) }
  }
}

extension Verify {
  /// What a verification says, shown as it comes.
  final class Findings {
    private let session: Session
    private let progress = Progress()
    private var damages: [JSONValue] = []
    private var answer: [UInt8]?

    /// True if the last line has come.
    var hasEnd: Bool { answer != nil }

    init(_ session: Session) {
      self.session = session
    }

    /// Takes a line.
    func take(_ line: [UInt8]) throws {
      let line = line.last == UInt8(ascii: "\n") ? Array(line.dropLast()) : line
      if try session.control(line, "schema") != nil {
        progress.clear()
        answer = line
      } else if let end = try session.control(line, "end") {
        progress.clear()
        throw Fault(
          FieldText.of(end["detail"]),
          remedy: end["hint"]?.stringValue ?? "look at the daemon's log",
          status: ExitStatus.inputOutput
        )
      } else if let phase = try session.control(line, "phase") {
        progress.show(
          FieldText.of(phase["phase"]),
          done: phase["done"]?.intValue ?? 0,
          of: phase["total"]?.intValue
        )
      } else {
        try show(line)
      }
    }

    /// Shows a finding.
    private func show(_ line: [UInt8]) throws {
      progress.clear()
      let finding = try session.parse(line)
      if let damage = finding["damage"] { damages.append(damage) }
      if session.format == .ndjson { return try session.print(json: line) }
      guard !session.format.isData else { return }
      if let damage = finding["damage"] {
        try session.finish("\(FieldText.of(damage["where"])): \(FieldText.of(damage["what"]))\n")
      } else if let unmet = finding["unmet"] {
        try session.finish(
          "event \(FieldText.of(unmet["seq"])) expects \(FieldText.of(unmet["holder"])) on "
            + "\(FieldText.of(unmet["topic"])) at \(FieldText.of(unmet["at"])): "
            + "\(FieldText.of(unmet["expected"])), but it is "
            + "\(unmet["position"]?.stringValue ?? "nothing on record")\n"
        )
      } else if finding["skipped"] != nil {
        try session.finish(
          "\(FieldText.of(finding["skipped"])): not looked at, because "
            + "\(FieldText.of(finding["because"]))\n"
        )
      }
    }

    /// Says how it ended.
    func finish() throws {
      progress.clear()
      guard let answer else {
        throw Fault(
          "the verification broke off",
          remedy: "run it again",
          status: ExitStatus.retry
        )
      }
      let end = try session.parse(answer)
      try session.printOne(answer, view: Findings.view, items: { [damages] _ in damages }) {
        [damages] in
        Findings.sentence($0, listed: damages.count)
      }
      let isGood =
        end["sound"]?.boolValue == true && end["expectations"]?["failed"]?.intValue == 0
      if !isGood { throw QuietExit(status: ExitStatus.badData) }
    }

    private static func sentence(_ end: JSONValue, listed: Int) -> String {
      let count = end["damages"]?.intValue ?? 0
      let failed = end["expectations"]?["failed"]?.intValue ?? 0
      let met = end["expectations"]?["met"]?.intValue ?? 0
      let size =
        "\(Counts.of(end["events"]?.intValue ?? 0, "event")) on "
        + "\(Counts.of(end["pages"]?.intValue ?? 0, "page")), head \(FieldText.of(end["head"])), "
        + "root \(FieldText.of(end["root"]))"
      var text = ""
      if count > listed {
        text += "\(Drawing.ellipsis) and \(Counts.of(count - listed, "damage")) more\n"
      }
      if failed > 0 { text += "\(Counts.of(failed, "expectation")) of \(failed + met) not met\n" }
      let verdict = count == 0 ? "sound" : "DAMAGED in \(Counts.of(count, "place"))"
      return text + "\(verdict): \(size), \(FieldText.of(end["seconds"])) s\n"
    }

    private static let view = ListView(
      noun: "damage",
      columns: [Column("where"), Column("what")]
    )
  }
}
