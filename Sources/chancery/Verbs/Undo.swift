import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Glibc

/// `chancery undo`.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Withdraw the last thing that you appended.",
    discussion: """
      Shows what it is and what withdrawing it would change, and asks; elsewhere than on a terminal it \
      needs --yes. All events of the last request go together. An undo is an append like any other, so \
      that it can be undone.

      Example: chancery undo
      """
  )

  /// How many of the newest events are looked through.
  private static let searchedMax: UInt64 = 10_000

  @Flag(help: "Do not ask.")
  var yes = false
  @Option(help: "Why.")
  var reason = "undone"
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = Session(options.connection, options.output)
    let events = try last(session)
    var lines = ["this would be withdrawn:"]
    for event in events {
      let parts = [
        "event \(FieldText.of(event["seq"]))", FieldText.of(event["type"]),
        EventSummary.text(event),
      ]
      lines.append("  " + SafeText.line(parts.joined(separator: "  ")))
    }
    StandardError.write(lines.map { $0 + "\n" }.joined())
    // The newest first: what is defined goes after what uses it.
    let withdrawals = events.reversed().map { event in
      var builder = EventBuilder("event.withdrawn")
      builder.set("event", number: event["seq"]?.intValue)
      builder.set("reason", reason)
      return builder.event()
    }
    if !options.dryRun {
      try preview(withdrawals, session)
      try Question.confirm("Withdraw \(Counts.of(events.count, "event"))?", isAnswered: yes)
    }
    try session.appendAndTell(withdrawals, options)
  }

  /// Tells on standard error what the withdrawals would change.
  private func preview(_ events: [JSONValue], _ session: Session) throws {
    var trial = options
    trial.dryRun = true
    let answer = try session.append(events, trial).answer
    let changes = answer["changes"]?.arrayValue ?? []
    let lines = changes.map { change in
      StanceShift(
        holder: FieldText.of(change["holder"]),
        topic: FieldText.of(change["topic"]),
        day: FieldText.of(change["at"]),
        before: change["before"] ?? .null,
        after: change["after"] ?? .null
      ).text(names: session.names, style: .plain)
    }
    StandardError.write(
      lines.isEmpty ? "no stance would change\n" : lines.map { $0 + "\n" }.joined()
    )
  }

  /// The events of the last request of this user that stand, oldest first.
  private func last(_ session: Session) throws(Fault) -> [JSONValue] {
    let mine = "uid:\(getuid())"
    let head = try head(session)
    var seq = head
    while seq > 0, head - seq < Undo.searchedMax {
      let event = try CurrentEvent(seq, session).event
      let isMine = event["recordedby"]?.stringValue == mine
      let stands = event["state"]?["standing"]?.boolValue != false
      if isMine, stands, event["type"]?.stringValue != "event.redacted" {
        return try request(of: event, seq, session)
      }
      seq -= 1
    }
    throw Fault(
      "nothing of yours is left to undo among the newest events",
      remedy: "withdraw an event by its number: chancery log, chancery withdraw SEQ",
      status: ExitStatus.negative
    )
  }

  private func head(_ session: Session) throws(Fault) -> UInt64 {
    let response = try session.fetch(.get("v1", "events", query: [("limit", "1")]))
    return UInt64(try session.parse(response.body)["head"]?.intValue ?? 0)
  }

  /// The other events of the request that an event came with, and itself.
  private func request(
    of event: JSONValue,
    _ seq: UInt64,
    _ session: Session
  ) throws(Fault) -> [JSONValue] {
    let index = UInt64(event["request"]?.arrayValue?.first?.intValue ?? 0)
    var events: [JSONValue] = []
    for number in (seq - min(index, seq - 1))..<seq {
      let earlier = try CurrentEvent(number, session).event
      if earlier["state"]?["standing"]?.boolValue != false { events.append(earlier) }
    }
    return events + [event]
  }
}
