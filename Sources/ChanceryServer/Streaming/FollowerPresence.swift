import Synchronization

/// Whether an event loop has followers: what the writer's thread asks before it wakes the loop.
///
/// To wake a thread for nothing costs a commit's answer its place on the processor.
final class FollowerPresence: Sendable {
  private let count = Atomic(0)

  /// Says how many followers the loop has; to be said before a new one looks at the head.
  func set(_ followers: Int) {
    count.store(followers, ordering: .sequentiallyConsistent)
    // With the fence below: a commit's thread sees the follower, or the follower sees that commit's head.
    atomicMemoryFence(ordering: .sequentiallyConsistent)
  }

  /// True if none is to be woken; to be asked once the head of a commit can be seen.
  var isEmpty: Bool {
    atomicMemoryFence(ordering: .sequentiallyConsistent)
    return count.load(ordering: .sequentiallyConsistent) == 0
  }
}
