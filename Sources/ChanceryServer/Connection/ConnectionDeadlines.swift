/// Decides when a connection has waited long enough: a pure state machine over readings of a clock.
///
/// The owner tells it what happens and calls ``tick(now:written:buffered:)`` about once a second; it
/// never sets a timer, so a request costs no timer either.
struct ConnectionDeadlines: Sendable {
  /// The bounds; tests shorten them.
  struct Bounds: Sendable {
    /// How long a head may take from its first byte to its last, a body may send less than
    /// ``bodyBytes``, and a client may leave bytes unread.
    var progress = Duration.seconds(30)
    /// How many bytes of a body have to come within ``progress``: a client that sends one byte a
    /// second is no progress.
    var bodyBytes = 16_384
    /// How long a connection may be idle between requests.
    var idle = Duration.seconds(300)
    /// How long a connection that was refused may take to stop sending.
    var linger = Duration.seconds(2)
  }

  /// What the client is expected to do.
  enum Phase: Sendable, Equatable {
    /// To send a request, or to leave.
    case idle
    /// To finish a head.
    case head
    /// To send a body; while the daemon does not read (`isHeld`), nothing is expected.
    case body(isHeld: Bool)
    /// To wait: the daemon works or streams.
    case served
    /// To stop sending and close.
    case lingering
  }

  /// What the owner has to do.
  enum Action: Sendable, Equatable {
    case none
    /// Answer 408 and close.
    case refuseTimeout
    /// Close without a word.
    case close
  }

  private let bounds: Bounds
  private(set) var phase = Phase.idle
  /// When the phase, or the body's current window, began.
  private var since: ContinuousClock.Instant
  private var windowBytes = 0
  /// When the client last took bytes off our hands; nil while it owes us nothing.
  private var unreadSince: ContinuousClock.Instant?
  private var drained: UInt64 = 0

  init(bounds: Bounds, now: ContinuousClock.Instant) {
    self.bounds = bounds
    since = now
  }

  /// Notes a change of phase; the same phase again starts its time anew.
  mutating func enter(_ phase: Phase, now: ContinuousClock.Instant) {
    self.phase = phase
    since = now
    windowBytes = 0
  }

  /// Notes bytes of a body.
  mutating func receivedBody(_ count: Int) {
    windowBytes += count
  }

  /// Judges the connection as of `now`.
  ///
  /// - Parameters:
  ///   - now: The clock.
  ///   - written: How many bytes were handed to the channel since it opened.
  ///   - buffered: How many of them the client has not taken yet.
  /// - Returns: What has to be done about it.
  mutating func tick(
    now: ContinuousClock.Instant,
    written: UInt64,
    buffered: Int
  ) -> Action {
    if isStalled(now: now, written: written, buffered: buffered) { return .close }
    switch phase {
    case .served: return .none
    case .idle: return now - since >= bounds.idle ? .close : .none
    case .lingering: return now - since >= bounds.linger ? .close : .none
    case .head: return now - since >= bounds.progress ? .refuseTimeout : .none
    case .body(isHeld: true):
      since = now
      windowBytes = 0
      return .none
    case .body(isHeld: false):
      guard now - since >= bounds.progress else { return .none }
      guard windowBytes >= bounds.bodyBytes else { return .refuseTimeout }
      since = now
      windowBytes = 0
      return .none
    }
  }

  private mutating func isStalled(
    now: ContinuousClock.Instant,
    written: UInt64,
    buffered: Int
  ) -> Bool {
    guard buffered > 0 else {
      unreadSince = nil
      drained = written
      return false
    }
    let drainedNow = written - min(written, UInt64(buffered))
    guard let unreadSince, drainedNow == drained else {
      unreadSince = now
      drained = drainedNow
      return false
    }
    return now - unreadSince >= bounds.progress
  }
}
