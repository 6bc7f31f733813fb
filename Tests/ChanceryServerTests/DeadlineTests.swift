import Testing

@testable import ChanceryServer

@Suite struct DeadlineTests {
  private let start = ContinuousClock.now

  private func deadlines() -> ConnectionDeadlines {
    ConnectionDeadlines(bounds: ConnectionDeadlines.Bounds(), now: start)
  }

  private func tick(
    _ deadlines: inout ConnectionDeadlines,
    _ seconds: Int,
    written: UInt64 = 0,
    buffered: Int = 0
  ) -> ConnectionDeadlines.Action {
    deadlines.tick(now: start + .seconds(seconds), written: written, buffered: buffered)
  }

  @Test func `an idle connection has five minutes`() {
    var deadlines = deadlines()
    #expect(tick(&deadlines, 299) == .none)
    #expect(tick(&deadlines, 300) == .close)
  }

  @Test func `a head has thirty seconds from its first byte`() {
    var deadlines = deadlines()
    deadlines.enter(.head, now: start)
    #expect(tick(&deadlines, 29) == .none)
    #expect(tick(&deadlines, 30) == .refuseTimeout)
  }

  @Test func `a body has to bring 16 KiB in thirty seconds, again and again`() {
    var deadlines = deadlines()
    deadlines.enter(.body(isHeld: false), now: start)
    deadlines.receivedBody(16_384)
    #expect(tick(&deadlines, 30) == .none)
    deadlines.receivedBody(16_383)
    #expect(tick(&deadlines, 59) == .none)
    #expect(tick(&deadlines, 60) == .refuseTimeout)
  }

  @Test func `a body that the daemon does not read has no deadline`() {
    var deadlines = deadlines()
    deadlines.enter(.body(isHeld: true), now: start)
    #expect(tick(&deadlines, 1_000) == .none)
    deadlines.enter(.body(isHeld: false), now: start + .seconds(1_000))
    #expect(tick(&deadlines, 1_029) == .none)
    #expect(tick(&deadlines, 1_030) == .refuseTimeout)
  }

  @Test func `a client that takes nothing for thirty seconds is closed, in any phase`() {
    var deadlines = deadlines()
    deadlines.enter(.served, now: start)
    #expect(tick(&deadlines, 1, written: 1_000, buffered: 500) == .none)
    #expect(tick(&deadlines, 30, written: 1_000, buffered: 500) == .none)
    #expect(tick(&deadlines, 31, written: 1_000, buffered: 500) == .close)
  }

  @Test func `taking a byte is progress, and being sent more is not`() {
    var deadlines = deadlines()
    deadlines.enter(.served, now: start)
    #expect(tick(&deadlines, 1, written: 1_000, buffered: 500) == .none)
    #expect(tick(&deadlines, 25, written: 1_000, buffered: 499) == .none)
    #expect(tick(&deadlines, 40, written: 1_050, buffered: 549) == .none)
    #expect(tick(&deadlines, 55, written: 1_050, buffered: 549) == .close)
  }

  @Test func `a quiet follower is never closed`() {
    var deadlines = deadlines()
    deadlines.enter(.served, now: start)
    #expect(tick(&deadlines, 86_400, written: 10, buffered: 0) == .none)
  }
}
