/// A follower as a cursor on the log: where it stands and what it waits for.
///
/// There is no queue of events anywhere: a commit only says that there is more, and the page is read
/// when the follower can take it. So a slow one lags and loses nothing.
struct FollowerState: Sendable {
  /// What the owner has to do.
  enum Action: Sendable, Equatable {
    /// Nothing: something is under way already.
    case none
    /// Wait for the next commit.
    case park
    /// Read the page after that event.
    case fetch(after: UInt64)
    /// Say where the follower stands.
    case bookmark(UInt64)
    /// Send the last line.
    case end
  }

  /// The last event that was sent, or looked at and found not to fit.
  private(set) var position: UInt64
  private let bookmarkInterval: Duration
  private var lastSent: ContinuousClock.Instant
  private var isFetching = false
  private var isEnding = false
  private var isEnded = false

  init(after: UInt64, bookmarkInterval: Duration, now: ContinuousClock.Instant) {
    position = after
    self.bookmarkInterval = bookmarkInterval
    lastSent = now
  }

  /// Looks for what is next, on a commit, when the client has caught up, or at the start.
  mutating func advance(head: UInt64, isWritable: Bool) -> Action {
    guard !isFetching, !isEnded else { return .none }
    if isEnding {
      isEnded = true
      return .end
    }
    guard isWritable else { return .none }
    guard position < head else { return .park }
    isFetching = true
    return .fetch(after: position)
  }

  /// A page has been sent, or held nothing that fits.
  mutating func fetched(through seq: UInt64, sent: Bool, now: ContinuousClock.Instant) {
    isFetching = false
    position = max(position, seq)
    if sent { lastSent = now }
  }

  /// Time passes.
  mutating func tick(now: ContinuousClock.Instant, isWritable: Bool) -> Action {
    guard !isFetching, !isEnding, isWritable, now - lastSent >= bookmarkInterval else {
      return .none
    }
    lastSent = now
    return .bookmark(position)
  }

  /// The daemon stops; a page under way is sent first.
  mutating func shutDown() -> Action {
    guard !isEnding else { return .none }
    isEnding = true
    guard !isFetching else { return .none }
    isEnded = true
    return .end
  }
}
