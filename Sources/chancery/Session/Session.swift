import ChanceryClient
import ChanceryModel
import ChanceryRender

/// What every verb works with: the daemon, the output and its form, the names and the day.
///
/// Making one does no work: the first request connects.
final class Session {
  let client: DaemonClient
  let output: FileOutput
  let format: OutputFormat
  let style: RenderStyle
  let dates: DateArgument
  /// What names were found to mean, so that none is asked for twice.
  var resolved: [String: String] = [:]
  /// The dates that were told as they were taken.
  var echoed: Set<String> = []
  /// Display names learnt on the way.
  var names = ActorNames()
  /// Whether and when it is told how a name was taken that was not typed in full.
  var naming = Naming.untold
  /// What is to be told of that at the end.
  var namesTaken: [String] = []

  /// When it is told how names were taken.
  enum Naming {
    case untold
    case atOnce
    case atTheEnd
  }

  init(
    _ connection: ConnectionOptions,
    _ options: OutputOptions,
    today: CivilDate? = nil,
    waiting seconds: Int? = nil
  ) {
    output = FileOutput(descriptor: FileOutput.standardOutput)
    output.isNeverPaged = options.pager.isUnpaged
    format = options.format
    style = Session.style(options, output)
    dates = DateArgument(today: today ?? Environment.today)
    client = connection.client(waiting: seconds)
  }

  /// A session for a verb that asks no daemon.
  init(offline options: OutputOptions) {
    output = FileOutput(descriptor: FileOutput.standardOutput)
    output.isNeverPaged = options.pager.isUnpaged
    format = options.format
    style = Session.style(options, output)
    dates = DateArgument(today: Environment.today)
    client = DaemonClient(option: nil, environment: { _ in nil })
  }

  private static func style(_ options: OutputOptions, _ output: FileOutput) -> RenderStyle {
    RenderStyle(
      width: options.format.isData ? nil : TerminalSize.columns(FileOutput.standardOutput),
      hasColour: options.colour.isOn(
        isTerminal: output.isTerminal,
        environment: Environment.value
      )
    )
  }

  /// A session for a verb whose output has one form.
  init(_ connection: ConnectionOptions, pager: PagerOption? = nil) {
    output = FileOutput(descriptor: FileOutput.standardOutput)
    output.isNeverPaged = pager?.isUnpaged ?? false
    format = .json
    style = .plain
    dates = DateArgument(today: Environment.today)
    client = connection.client()
  }

  convenience init(_ options: ReadOptions) throws(Fault) {
    self.init(options.connection, options.output, today: try options.clocks.fixedToday())
  }

  convenience init(_ options: AppendOptions) throws(Fault) {
    let today = try ClockOptions.day(ofToday: options.today)
    self.init(options.connection, options.output, today: today)
    naming = .atOnce
  }

  // MARK: Requests

  /// Sends a request; whatever is not a 2xx ends the command.
  func fetch(_ request: HTTPRequest) throws(Fault) -> HTTPResponse {
    do {
      return try client.fetch(request)
    } catch {
      throw Fault(error)
    }
  }

  /// Sends a request, and gives the answer whatever its status.
  func attempt(_ request: HTTPRequest) throws(Fault) -> HTTPResponse {
    do {
      return try client.send(request)
    } catch {
      throw Fault(error)
    }
  }

  /// Sends a request whose answer is read as it comes.
  func stream(_ request: HTTPRequest) throws(Fault) -> ResponseStream {
    do {
      return try client.stream(request)
    } catch {
      throw Fault(error)
    }
  }

  /// Reads an answer.
  func parse(_ body: [UInt8]) throws(Fault) -> JSONValue {
    do {
      return try JSONParser.parse(body, limits: .answer)
    } catch {
      throw Fault(malformed: error)
    }
  }

  // MARK: Output

  /// Prints one answer: its own bytes as JSON, its fields in rows, or the card for people.
  ///
  /// The rows are `items`; by default the answer itself is the one row.
  func printOne(
    _ body: [UInt8],
    view: ListView,
    items: ((JSONValue) -> [JSONValue])? = nil,
    card: (JSONValue) -> String
  ) throws(Fault) {
    if format.isJSON { return try print(json: body) }
    let answer = try parse(body)
    guard format.isData else { return try finish(card(answer)) }
    let rows = items?(answer) ?? [answer]
    try output.paged { () throws(Fault) in
      var printer = RowPrinter(view: view, format: format, style: style, names: names)
      for item in rows {
        try emit { () throws(Refusal) in try printer.add(CanonicalJSON.bytes(of: item)) }
      }
      try output.write(data: printer.end(), asJSON: false)
      try output.flush()
    }
  }

  /// Prints a JSON text and a newline.
  func print(json body: [UInt8]) throws(Fault) {
    try finish(data: body, asJSON: true, endsLine: true)
  }

  /// Prints bytes of a data format, through a pager if they are more than the screen holds.
  func finish(data: [UInt8], asJSON: Bool, endsLine: Bool = false) throws(Fault) {
    try output.paged { () throws(Fault) in
      try output.write(data: data, asJSON: asJSON)
      if endsLine, data.last != UInt8(ascii: "\n") { try output.write("\n") }
      try output.flush()
    }
  }

  /// Prints text that is safe, through a pager if it is more than the screen holds.
  func finish(_ text: String) throws(Fault) {
    try output.paged { () throws(Fault) in
      try output.write(text)
      try output.flush()
    }
  }

  /// Writes what a printer gives.
  func emit(_ body: () throws(Refusal) -> [UInt8]) throws(Fault) {
    let bytes: [UInt8]
    do {
      bytes = try body()
    } catch {
      throw Fault(malformed: error)
    }
    guard !bytes.isEmpty else { return }
    if format.isData {
      try output.write(data: bytes, asJSON: format.isJSON)
    } else {
      try output.write(raw: bytes[...])
    }
  }

  /// A remark on standard error.
  func note(_ text: String) {
    StandardError.write("chancery: \(Fault.line(text))\n")
  }
}
