import Testing

@testable import Projections

/// How the writer waits for requests that are expected.
@Suite struct WriterQueueTests {
  @Test func `a request that does not come is waited for no longer than told`() {
    let queue = WriterQueue()
    let start = WallClock.monotonicNanoseconds()
    #expect(!queue.waitForSmall(nanoseconds: 20_000_000))
    #expect(WallClock.monotonicNanoseconds() - start >= 20_000_000)
  }

  @Test(.timeLimit(.minutes(1))) func `nothing is waited for once the queue is closed`() {
    let queue = WriterQueue()
    queue.close()
    #expect(!queue.waitForSmall(nanoseconds: 3_600_000_000_000))
    #expect(queue.isDrained)
  }
}
