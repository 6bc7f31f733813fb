import ArgumentParser
import ChanceryAPI
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// `chancery undo`.
struct Undo: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo",
    abstract: "Withdraw the last thing that you appended.",
    discussion: """
      Shows what it is and what withdrawing it would change, and asks; elsewhere than on a terminal it \
      needs --yes. All events of the last request go together. An undo is an append like any other: to undo \
      again takes it back, and does not step further back. Whatever is older is withdrawn by its number: \
      chancery withdraw SEQ. What other users append is passed over; the newest 10,000 events are looked \
      through.

      Example: chancery undo
      """
  )

  @Flag(help: "Do not ask.")
  var yes = false
  @Option(help: "Why.")
  var reason = "undone"
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    let events = try LastRequest(session).events()
    var lines = ["this would be withdrawn:"]
    for event in events {
      let parts = ["event \(event.seq)", event.type, EventSummary.text(event.type, event.data)]
      lines.append("  " + SafeText.line(parts.joined(separator: "  ")))
    }
    StandardError.write(lines.map { $0 + "\n" }.joined())
    if options.id != nil, events.count > 1 {
      throw Fault.usage("--id is for one event", remedy: "leave it out: each gets one of its own")
    }
    // The newest first: what is defined goes after what uses it.
    let withdrawals = events.reversed().map { event in
      var builder = EventBuilder("event.withdrawn")
      builder.set("event", number: Int(event.seq))
      builder.set("reason", reason)
      builder.set("note", options.note)
      return builder.event(id: options.id)
    }
    if !options.dryRun {
      try preview(withdrawals, session)
      try Question.confirm("Withdraw \(Counts.of(events.count, "event"))?", isAnswered: yes)
    }
    try session.appendAndTell(withdrawals, options)
    guard !options.dryRun, !session.format.isData else { return }
    try session.finish(
      "chancery undo takes this back again; what is older: chancery withdraw SEQ (chancery log)\n"
    )
  }

  /// Tells on standard error what the withdrawals would change.
  private func preview(_ events: [JSONValue], _ session: Session) throws {
    guard events.count <= Limits.dryRunEvents else {
      return StandardError.write("they are too many to tell which stances would change\n")
    }
    let lines = try session.changesIfAppended(events, options)
      .map { $0.text(names: session.names, style: .plain) }
    StandardError.write(
      lines.isEmpty ? "no stance would change\n" : lines.map { $0 + "\n" }.joined()
    )
  }
}
