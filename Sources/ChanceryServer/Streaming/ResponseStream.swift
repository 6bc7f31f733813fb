/// An answer that is sent in parts.
///
/// Everything here happens on the connection's event loop.
protocol ResponseStream: AnyObject {
  /// Begins; the head of the answer may wait for the first part.
  func start()
  /// The client has taken what it was sent: more may follow.
  func becameWritable()
  /// About a second has passed.
  func tick(now: ContinuousClock.Instant)
  /// The daemon stops: say so and end.
  func shutDown()
  /// The client is gone.
  func cancel()
}
