import Synchronization

/// How much the daemon takes on at once, over all event loops.
///
/// A connection is admitted as a request connection. When it begins to follow the log it moves to
/// the followers, who have a limit of their own: two thousand quiet followers do not keep a query out.
final class ConnectionLimiter: Sendable {
  private let requestLimit: Int
  private let followerLimit: Int
  private let bodyByteLimit: Int
  private let requests = Atomic(0)
  private let followers = Atomic(0)
  private let bodyBytes = Atomic(0)
  private let uploads = Atomic(0)
  /// What bodies leave behind.
  let freedMemory = FreedMemory()

  init(requestLimit: Int, followerLimit: Int, bodyByteLimit: Int) {
    self.requestLimit = requestLimit
    self.followerLimit = followerLimit
    self.bodyByteLimit = bodyByteLimit
  }

  /// Connections that are no followers.
  var requestCount: Int { requests.load(ordering: .relaxed) }
  /// Connections that follow the log.
  var followerCount: Int { followers.load(ordering: .relaxed) }
  /// Bytes of request bodies in memory.
  var bodyByteCount: Int { bodyBytes.load(ordering: .relaxed) }

  /// Takes in a connection, or says that there is no room.
  func admit() -> Bool { ConnectionLimiter.take(1, of: requests, limit: requestLimit) }

  /// Ends what ``admit()`` began.
  func leave() { requests.subtract(1, ordering: .relaxed) }

  /// Moves an admitted connection to the followers, or says that there is no room.
  func becomeFollower() -> Bool {
    guard ConnectionLimiter.take(1, of: followers, limit: followerLimit) else { return false }
    requests.subtract(1, ordering: .relaxed)
    return true
  }

  /// Ends what ``becomeFollower()`` began.
  func followerLeaves() { followers.subtract(1, ordering: .relaxed) }

  /// Takes room for more bytes of a body, or says that there is none.
  func takeBodyBytes(_ count: Int) -> Bool {
    ConnectionLimiter.take(count, of: bodyBytes, limit: bodyByteLimit)
  }

  /// Gives back what ``takeBodyBytes(_:)`` took.
  func releaseBodyBytes(_ count: Int) {
    guard count > 0 else { return }
    bodyBytes.subtract(count, ordering: .relaxed)
    freedMemory.note(count)
  }

  /// How many appends of any length are under way.
  var uploadCount: Int { uploads.load(ordering: .relaxed) }

  /// Counts one more of them.
  func beginUpload() { uploads.add(1, ordering: .relaxed) }

  /// Ends what ``beginUpload()`` began.
  func endUpload() { uploads.subtract(1, ordering: .relaxed) }

  /// Adds first and takes back if that was too much: two that come at once can both be turned away
  /// at the very edge, but never both be let in.
  private static func take(_ count: Int, of counter: borrowing Atomic<Int>, limit: Int) -> Bool {
    let after = counter.add(count, ordering: .relaxed).newValue
    guard after > limit else { return true }
    counter.subtract(count, ordering: .relaxed)
    return false
  }
}
