import ChanceryClient
import ChanceryModel
import ChanceryRender

/// Shows events as they are appended, until Ctrl-C, the limit, or the daemon's end.
///
/// A cursor on the log: after a broken connection it goes on behind the last event shown, so that none
/// is missed and none is shown twice.
struct Following {
  let session: Session
  let query: [(name: String, value: String?)]
  /// The event to go on behind; nil for the head.
  var after: UInt64?
  /// Ends after so many events.
  var limit: Int?

  /// How long a daemon that has gone is waited for.
  private static let patienceSeconds = 5.0

  /// How long to wait between two tries.
  private static let pauseMilliseconds: Int32 = 250

  func run() throws(Fault) {
    var printer = RowPrinter(
      view: LogView.following,
      format: session.format == .json ? .ndjson : session.format,
      style: session.style,
      names: session.names
    )
    var cursor = after
    var isFirst = true
    while true {
      let stream = try open(cursor, isFirst: isFirst)
      if !isFirst { session.note("resumed after \(cursor.map { String($0) } ?? "the head")") }
      isFirst = false
      do {
        if try pass(stream, &printer, &cursor) { return }
      } catch {
        guard error.status == ExitStatus.retry else { throw error }
        session.note("the connection broke; resuming")
      }
    }
  }

  /// Prints what comes; true if the limit is reached, false if the stream has ended.
  private func pass(
    _ stream: ResponseStream,
    _ printer: inout RowPrinter,
    _ cursor: inout UInt64?
  ) throws(Fault) -> Bool {
    while let line = try session.nextLine(stream) {
      if let end = try session.control(line, "end") {
        session.note("the stream ended: \(FieldText.of(end["end"]))")
        return false
      }
      if let bookmark = try session.control(line, "bookmark") {
        let reached = bookmark["bookmark"]?.intValue.map { UInt64($0) }
        cursor = max(cursor ?? 0, reached ?? 0)
        continue
      }
      let seq = try session.parse(line)["seq"]?.intValue.map { UInt64($0) }
      if let seq, let cursor, seq <= cursor { continue }
      try session.emit { () throws(Refusal) in try printer.add(line, flush: true) }
      try session.output.flush()
      cursor = seq ?? cursor
      if let limit, printer.tally.count >= limit { return true }
    }
    return false
  }

  private func open(_ cursor: UInt64?, isFirst: Bool) throws(Fault) -> ResponseStream {
    let request = HTTPRequest(
      "GET",
      ["v1", "events"],
      query: query + [("follow", "true"), ("after", cursor.map { String($0) })]
    ).with(field: "Accept", "application/x-ndjson")
    if !isFirst { Environment.sleep(milliseconds: Following.pauseMilliseconds) }
    if Interruption.isPending { throw Fault(ClientError.interrupted) }
    let deadline = Environment.monotonicSeconds + Following.patienceSeconds
    while true {
      do {
        return try session.stream(request)
      } catch {
        let isGone = error.status == ExitStatus.noDaemon || error.status == ExitStatus.retry
        guard !isFirst, isGone, Environment.monotonicSeconds < deadline, !Interruption.isPending
        else { throw error }
        Environment.sleep(milliseconds: Following.pauseMilliseconds)
      }
    }
  }
}

extension Session {
  /// The last sequence number of the journal now.
  func head() throws(Fault) -> UInt64 {
    try fetch(HTTPRequest("GET", ["livez"])).head.journalHead ?? 0
  }
}
