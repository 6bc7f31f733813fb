/// What a connection is doing; it serves one request at a time.
enum ConnectionPhase {
  /// Between requests.
  case ready
  /// Reading a bounded body.
  case collecting(RequestBody)
  /// Reading a body of any length, and working on it.
  case taking(EventIntake)
  /// Waiting for an answer that is made elsewhere.
  case working
  /// Sending an answer page by page.
  case streaming(any ResponseStream)
  /// Refused and half closed: what still comes is thrown away, so that the answer is read first.
  case lingering
  /// Nothing is sent or read any more.
  case closed

  /// What the deadlines make of it.
  var deadlinePhase: ConnectionDeadlines.Phase {
    switch self {
    case .ready: .idle
    case .collecting: .body(isHeld: false)
    case .taking(let intake): .body(isHeld: intake.isHeld)
    case .working, .streaming, .closed: .served
    case .lingering: .lingering
    }
  }
}
