import Glibc
import Synchronization

/// Gives freed memory back to the system when large bodies are done with.
///
/// Left to itself glibc keeps what was freed: after some bodies of 8 MiB a hundred megabytes, for good,
/// since it raises its own bounds with each large block that comes and goes. So the bounds are fixed,
/// and what was freed between blocks that live on is given back too, which takes milliseconds and
/// waits for a quiet second.
final class FreedMemory: Sendable {
  /// So much in bodies since the last time is worth the work.
  private static let bytesMin = 1 << 20

  private let bytes = Atomic(0)
  private let bytesSeen = Atomic(0)

  init() { FreedMemory.fixBounds() }

  /// Notes that a body was given up.
  func note(_ count: Int) { bytes.add(count, ordering: .relaxed) }

  /// Called once a second; true if there is something to give back and the second was quiet.
  func isDue() -> Bool {
    let count = bytes.load(ordering: .relaxed)
    guard count >= FreedMemory.bytesMin else { return false }
    guard count == bytesSeen.exchange(count, ordering: .relaxed) else { return false }
    bytes.subtract(count, ordering: .relaxed)
    bytesSeen.store(0, ordering: .relaxed)
    return true
  }

  /// Gives back what is free.
  static func giveBack() { _ = malloc_trim?(0) }

  /// Blocks of 1 MiB and more are mapped by themselves; of the rest at most 2 MiB wait at a heap's end.
  private static func fixBounds() {
    _ = mallopt?(-3, 1 << 20)  // M_MMAP_THRESHOLD
    _ = mallopt?(-1, 2 << 20)  // M_TRIM_THRESHOLD
  }

  // Swift's Glibc module does not import malloc.h: its functions are looked up by name.
  private typealias Trim = @convention(c) (Int) -> Int32
  private typealias Option = @convention(c) (Int32, Int32) -> Int32
  private static let malloc_trim = function("malloc_trim", as: Trim.self)
  private static let mallopt = function("mallopt", as: Option.self)

  private static func function<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: type) }
  }
}
