import Synchronization
import Testing

@testable import Projections

/// What the writer is done with, and who frees it.
@Suite struct DisposalTests {
  /// Something whose freeing takes until it is allowed to end.
  private final class Slow: Sendable {
    private let mayEnd: Semaphore
    private let hasBegun: Semaphore?

    init(mayEnd: Semaphore, hasBegun: Semaphore? = nil) {
      self.mayEnd = mayEnd
      self.hasBegun = hasBegun
    }

    deinit {
      hasBegun?.signal()
      mayEnd.wait()
    }
  }

  /// Counts those that are freed.
  private final class Counted: Sendable {
    private let count: Counter

    init(_ count: Counter) {
      self.count = count
    }

    deinit { count.value.add(1, ordering: .sequentiallyConsistent) }
  }

  private final class Counter: Sendable {
    let value = Atomic(0)
  }

  @Test(.timeLimit(.minutes(1))) func `a load is freed by another thread, and one at a time`() {
    let (mayEnd, hasBegun) = (Semaphore(), Semaphore())
    let disposal = Disposal<Slow>()
    var first = [Slow(mayEnd: mayEnd, hasBegun: hasBegun)]
    disposal.take(&first)
    #expect(first.isEmpty)
    hasBegun.wait()

    // This thread would never get past the freeing of the first, which still goes on.
    var second = [Slow(mayEnd: mayEnd)]
    disposal.take(&second)
    #expect(second.count == 1)

    mayEnd.signal()
    mayEnd.signal()
    second = []
    disposal.stop()
  }

  @Test(.timeLimit(.minutes(1)))
  func `what was taken is freed before the end, and then nothing more is taken`() {
    let counter = Counter()
    let disposal = Disposal<Counted>()
    var load = (0..<10_000).map { _ in Counted(counter) }
    disposal.take(&load)
    disposal.stop()
    disposal.stop()
    #expect(counter.value.load(ordering: .sequentiallyConsistent) == 10_000)
    var late = [Counted(counter)]
    disposal.take(&late)
    #expect(late.count == 1)
  }
}
