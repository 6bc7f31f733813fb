import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery config`.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the settings, and where each value comes from.",
    discussion: """
      The file is $XDG_CONFIG_HOME/chancery/config.json (else ~/.config/chancery/config.json): an \
      object with topic, aliases (names of your own), output, color, pager and socket. An option wins \
      over the environment, the environment over the file; only $PAGER, which is for all programs, comes \
      after it. An alias cannot be the code or the name of a state or organisation that it does not stand \
      for; ~/ in socket is your home.

      topic is for the verbs that cannot do without one, board and why. Everywhere else no topic means \
      all of them, whatever the settings say: stance HOLDER and history HOLDER show every topic.

      Example: chancery config -o json
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    let rows = self.rows
    var json = JSONWriter()
    json.beginObject()
    json.member("schema", "chancery.config/1")
    json.member("file", Settings.path)
    json.key("items")
    json.beginArray()
    for row in rows { json.value(row) }
    json.endArray()
    json.endObject()
    if session.format == .ndjson {
      for row in rows {
        try session.output.write(data: CanonicalJSON.bytes(of: row) + [10], asJSON: true)
      }
      return try session.output.flush()
    }
    try session.printOne(json.bytes, view: Config.view, items: { $0["items"]?.arrayValue ?? [] }) {
      _ in card(rows, session.style)
    }
  }

  /// Setting, value, and where the value comes from; aliases one by one.
  private var rows: [JSONValue] {
    let file = Settings.current
    let place = Settings.path ?? Drawing.dash
    let socket = SocketCandidate.search(
      option: connection.chosenSocket,
      environment: Environment.value
    )[0]
    let origin =
      switch socket.origin {
      case .option: connection.socket == nil ? place : "--socket"
      case .environment: "$CHANCERY_SOCKET"
      case .user: "$XDG_RUNTIME_DIR"
      case .system: "built in"
      }
    func row(_ name: String, _ value: String?, _ origin: String) -> JSONValue {
      [
        "setting": .string(Text(name)), "value": value.map { .string(Text($0)) } ?? .null,
        "from": .string(Text(origin)),
      ]
    }
    func from(_ option: Bool, _ name: String, _ isInFile: Bool) -> String {
      option ? name : isInFile ? place : "built in"
    }
    let pager = PagerChoice.current(isOff: output.pager.isUnpaged)
    return [
      row("topic", file.topic, from(false, "", file.topic != nil)),
      row(
        "output",
        output.format.rawValue,
        from(output.formatGiven != nil, "-o", file.output != nil)
      ),
      row(
        "color",
        output.colour.rawValue,
        from(output.colourGiven != nil, "--color", file.colour != nil)
      ),
      row("pager", pager.command.isEmpty ? nil : pager.command, pager.origin ?? place),
      row("socket", socket.path, origin),
    ] + file.aliases.sorted { $0.key < $1.key }.map { row("aliases.\($0.key)", $0.value, place) }
  }

  private func card(_ rows: [JSONValue], _ style: RenderStyle) -> String {
    let headings = ["SETTING", "VALUE", "FROM"].map { TextTable.Heading($0) }
    let cells = rows.map { row in
      (["setting", "value", "from"] as [Text]).map { Cell(FieldText.orDash(row[$0])) }
    }
    let lines = TextTable(headings, style: style).lines(cells)
    let file = Settings.path.map { $0 + (Settings.isFile ? "" : " (not there)") } ?? "none: no home"
    let last = TextWrap.lines("file: \(SafeText.line(file))", width: style.width)
    return (lines + last).map { $0 + "\n" }.joined()
  }

  private static let view = ListView(
    noun: "setting",
    columns: [Column("setting"), Column("value", wraps: true), Column("from", wraps: true)]
  )
}
