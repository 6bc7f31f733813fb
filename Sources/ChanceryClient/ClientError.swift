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
}
