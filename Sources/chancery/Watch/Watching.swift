import ChanceryClient
import ChanceryModel
import ChanceryRender

/// Tells which stances differ, each time that something was appended.
///
/// Asked is what differs between the head that was seen last and the one of now, so that a thousand events
/// that come at once are one question.
struct Watching {
  let session: Session
  /// The holder, topic and day of the stances.
  let filter: [(name: String, value: String?)]
  /// The head up to which all changes were told.
  private var seen: UInt64
  private let showsEvidence: Bool
  private let hook: ChangeHook?
  private let limit: Int?
  private var told = 0
  private var printer: RowPrinter

  init(
    session: Session,
    filter: [(name: String, value: String?)],
    seen: UInt64,
    showsEvidence: Bool,
    command: String?,
    limit: Int?
  ) {
    self.session = session
    self.filter = filter
    self.seen = seen
    self.showsEvidence = showsEvidence
    self.limit = limit
    hook = command.map { ChangeHook(command: $0, session: session) }
    printer = RowPrinter(
      view: ChangesView.view,
      format: session.format == .json ? .ndjson : session.format,
      style: session.style,
      names: session.names
    )
  }

  /// Looks at what an event changed; false once enough changes were told.
  mutating func take(_ seq: UInt64) throws(Fault) -> Bool {
    guard seq > seen else { return true }
    var after: String?
    var head: UInt64?
    repeat {
      let clocks = [("known_from", String(seen)), ("known_to", head.map { String($0) })]
      let response = try session.fetch(
        HTTPRequest("GET", ["v1", "changes"], query: filter + clocks + [("after", after)])
      )
      head = head ?? response.head.journalHead
      let page = try session.parse(response.body)
      for item in page["items"]?.arrayValue ?? [] {
        guard showsEvidence || item["kind"] != "evidence" else { continue }
        try tell(item, page)
        told += 1
        if let limit, told >= limit { return false }
      }
      after = page["next"]?.stringValue
    } while after != nil
    seen = head ?? seq
    return true
  }

  private mutating func tell(_ item: JSONValue, _ page: JSONValue) throws(Fault) {
    let bytes = CanonicalJSON.bytes(of: item)
    if session.format.isData {
      try session.emit { () throws(Refusal) in try printer.add(bytes, flush: true) }
    } else {
      let shift = StanceShift(
        holder: FieldText.of(item["holder"]),
        topic: FieldText.of(item["topic"]),
        day: FieldText.of(page["to"]?["at"]),
        before: item["before"] ?? .null,
        after: item["after"] ?? .null
      )
      let seq = FieldText.of(item["after"]?["seq"])
      let event = seq.isEmpty ? "" : "  (event \(seq))"
      try session.output.write(
        shift.text(names: session.names, style: session.style) + event + "\n"
      )
    }
    try session.output.flush()
    try hook?.run(item, bytes, page)
  }
}
