/// Why there is no answer, or the answer is no.
package enum ClientError: Error, Sendable {
  /// No daemon could be reached.
  case unreachable(Unreachable)
  /// The daemon refused.
  case refused(Problem)
  /// The connection ended before the answer did; what the request did is unknown.
  case broken(String)
  /// Nothing came for that many seconds.
  case timedOut(seconds: Int)
  /// Whatever listens there is not chanceryd.
  case notChancery(String)
  /// Ctrl-C.
  case interrupted

  /// True if the same request may well succeed on another connection.
  package var isBrokenConnection: Bool {
    switch self {
    case .broken, .timedOut: true
    default: false
    }
  }
}
