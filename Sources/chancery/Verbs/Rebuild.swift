import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery rebuild`.
struct Rebuild: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Fold the log again into fresh projections.",
    discussion: """
      --check folds aside, compares with what is in use, and changes nothing: 65 if they differ. \
      Appends and questions go on meanwhile. Ctrl-C cancels.

      Example: chancery rebuild --check
      """
  )

  @Flag(help: "Only compare.")
  var check = false
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let request = HTTPRequest(
      "POST",
      ["v1", "admin", "rebuild"],
      query: [("check", check ? "true" : nil)]
    )
    let (end, line) = try session.work(request, called: "rebuild")
    try finish(end, line, session)
  }

  private func finish(_ end: JSONValue, _ line: [UInt8], _ session: Session) throws {
    let outcome = FieldText.of(end["end"])
    let items = end["projections"]?.arrayValue ?? []
    try session.printOne(line, view: Rebuild.view, items: { _ in items }) { end in
      let verb = check ? "checked" : "rebuilt"
      return items.map { item in
        let rows = Counts.of(item["rows"]?.intValue ?? 0, "row")
        let isSame = item["identical"]?.boolValue != false
        let verdict =
          isSame ? "identical to the live projection" : "DIFFERENT from the live projection"
        return "\(verb) \(FieldText.of(item["name"])): \(rows), \(verdict)\n"
      }.joined()
        + "\(outcome) at head \(FieldText.of(end["head"])), \(FieldText.of(end["seconds"])) s\n"
    }
    if outcome == "different" { throw QuietExit(status: ExitStatus.badData) }
    if outcome != "complete" { throw QuietExit(status: ExitStatus.retry) }
  }

  private static let view = ListView(
    noun: "projection",
    columns: [Column("name"), Column("rows", isNumber: true), Column("identical")]
  )
}
