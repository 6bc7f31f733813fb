import ChanceryClient
import ChanceryModel
import ChanceryRender

/// Takes events as they are appended, until Ctrl-C, until enough were taken, or the daemon's end.
///
/// A cursor on the log: after a broken connection it goes on behind the last event taken, so that none
/// is missed and none is taken twice.
struct Following {
  let session: Session
  let query: [(name: String, value: String?)]
  /// The event to go on behind: the head's number for what comes from now on.
  ///
  /// Never left to the daemon: who had seen nothing when a connection broke would go on behind whatever the head is by
  /// then.
  var after: UInt64

  /// How long a daemon that has gone is waited for.
  private static let patienceSeconds = 5.0

  /// How long to wait between two tries.
  private static let pauseMilliseconds: Int32 = 250

  /// Follows the log.
  ///
  /// - Parameter take: Given each event as its line and its seq; false once enough were taken.
  /// - Throws: ``Fault`` if the daemon is gone for good, on Ctrl-C, or what `take` throws.
  func run(_ take: ([UInt8], UInt64) throws(Fault) -> Bool) throws(Fault) {
    var cursor = after
    var isFirst = true
    while true {
      let stream = try open(cursor, isFirst: isFirst)
      if !isFirst { session.note("resumed after \(cursor)") }
      isFirst = false
      do {
        if try pass(stream, &cursor, take) { return }
      } catch {
        guard error.status == ExitStatus.retry else { throw error }
        session.note("the connection broke; resuming")
      }
    }
  }

  /// Hands on what comes; true if enough was taken, false if the stream has ended.
  private func pass(
    _ stream: ResponseStream,
    _ cursor: inout UInt64,
    _ take: ([UInt8], UInt64) throws(Fault) -> Bool
  ) throws(Fault) -> Bool {
    while let line = try session.nextLine(stream) {
      if let end = try session.control(line, "end") {
        session.note("the stream ended: \(FieldText.of(end["end"]))")
        return false
      }
      if let bookmark = try session.control(line, "bookmark") {
        let reached = bookmark["bookmark"]?.intValue.map { UInt64($0) }
        cursor = max(cursor, reached ?? 0)
        continue
      }
      guard let seq = try session.parse(line)["seq"]?.intValue.map({ UInt64($0) }) else { continue }
      if seq <= cursor { continue }
      let isWanting = try take(line, seq)
      cursor = seq
      if !isWanting { return true }
    }
    return false
  }

  private func open(_ cursor: UInt64, isFirst: Bool) throws(Fault) -> ResponseStream {
    let request = HTTPRequest(
      "GET",
      ["v1", "events"],
      query: query + [("follow", "true"), ("after", String(cursor))]
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
  /// Shows the events behind one as they are appended, as many as are wanted.
  func showFollowing(
    _ query: [(name: String, value: String?)],
    after: UInt64,
    limit: Int?
  ) throws(Fault) {
    var printer = RowPrinter(
      view: LogView.following,
      format: format == .json ? .ndjson : format,
      style: style,
      names: names
    )
    try Following(session: self, query: query, after: after).run { (line, _) throws(Fault) in
      try emit { () throws(Refusal) in try printer.add(line, flush: true) }
      try output.flush()
      return limit.map { printer.tally.count < $0 } ?? true
    }
  }

  /// Refuses to go on behind an event that there is not: what comes up to it would be passed over.
  ///
  /// So it would be after a restore, for who kept a number from before it.
  ///
  /// - Parameters:
  ///   - after: The event's number.
  ///   - head: The head, if it was asked for already.
  /// - Throws: A usage fault if there is no such event.
  func requireRecorded(_ after: UInt64?, head: UInt64? = nil) throws(Fault) {
    guard let after, after > 0 else { return }
    let head = if let head { head } else { try self.head() }
    guard after > head else { return }
    throw .usage(
      "there is no event \(after): the head is at \(head)",
      remedy: "leave out --after to wait for the next event, or begin behind \(head) or before"
    )
  }

  /// The last sequence number of the journal now.
  func head() throws(Fault) -> UInt64 {
    try fetch(HTTPRequest("GET", ["livez"])).head.journalHead ?? 0
  }
}
