import ArgumentParser

/// Which events of the log are wanted.
struct EventFilter: ParsableArguments {
  @Option(help: ArgumentHelp("Only events of that type, as statement.made.", valueName: "type"))
  var type: String?
  @Option(
    help: ArgumentHelp("Only events on that holder.", valueName: "name"),
    completion: NameCompletion.actor
  )
  var holder: String?
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Only events on that topic.", valueName: "name"),
    completion: NameCompletion.topic
  )
  var topic: String?
  @Option(
    help: ArgumentHelp("Only events on that meeting.", valueName: "slug"),
    completion: NameCompletion.meeting
  )
  var meeting: String?

  /// True if every event is wanted.
  var isEmpty: Bool { type == nil && holder == nil && topic == nil && meeting == nil }

  /// The query parameters.
  func query(_ session: Session) throws(Fault) -> [(name: String, value: String?)] {
    var query: [(name: String, value: String?)] = [("type", type), ("meeting", meeting)]
    if let holder { query.append(("holder", try session.resolve(.actor, holder))) }
    if let topic { query.append(("topic", try session.resolve(.topic, topic))) }
    return query
  }
}
