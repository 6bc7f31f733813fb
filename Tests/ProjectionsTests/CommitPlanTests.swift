import Testing

@testable import Projections

/// What comes into a commit, and when it closes.
@Suite struct CommitPlanTests {
  private typealias Waiting = CommitPlan.Waiting

  /// Follows a plan while requests wait and time goes by, and writes down what it does.
  private struct Commit {
    var plan: CommitPlan
    var elapsed: UInt64 = 0
    var steps = ""

    init(isShared: Bool = false, passes: Int = 0, entering: UInt64 = 0) {
      plan = CommitPlan(isShared: isShared, passes: passes, entering: entering)
    }

    /// One step; a small request takes 0.1 ms, a large one 10 µs an event.
    mutating func step(small: inout Int, large: inout [Int]) -> Bool {
      switch plan.next(Waiting(small: small, large: large.first), elapsed: elapsed) {
      case .close: return false
      case .small:
        small -= 1
        plan.tookSmall(events: 1)
        elapsed += 100_000
        steps += "s"
      case .large:
        let events = large.removeFirst()
        plan.tookLarge(events: events)
        elapsed += UInt64(events) * 10_000
        steps += "L"
      }
      return true
    }

    mutating func run(small: Int, large: [Int]) -> String {
      var (small, large) = (small, large)
      while step(small: &small, large: &large) {}
      return steps
    }
  }

  @Test func `what waits is served at once, and nothing when nothing waits`() {
    for isShared in [false, true] {
      var none = Commit(isShared: isShared)
      #expect(none.run(small: 0, large: []) == "")
      var one = Commit(isShared: isShared)
      #expect(one.run(small: 1, large: []) == "s")
      var large = Commit(isShared: isShared)
      #expect(large.run(small: 0, large: [4000]) == "L")
    }
  }

  @Test func `small requests share a commit, until its time is over`() {
    var commit = Commit()
    #expect(commit.run(small: 64, large: []) == String(repeating: "s", count: 64))
    var shared = Commit(isShared: true)
    // 4 ms of 0.1 ms each, and the one that goes beyond.
    #expect(shared.run(small: 500, large: []).utf8.count == 41)
  }

  @Test func `small requests go first, and a large one waits for the next commit`() {
    for isShared in [false, true] {
      var commit = Commit(isShared: isShared)
      #expect(commit.run(small: 3, large: [200, 200]) == "sss")
    }
  }

  @Test func `a small request that comes between is served at once, and closes the commit`() {
    var commit = Commit()
    var small = 0
    var large = [200, 200, 200, 200]
    #expect(commit.step(small: &small, large: &large))
    #expect(commit.step(small: &small, large: &large))
    small = 2
    while commit.step(small: &small, large: &large) {}
    #expect(commit.steps == "LLss")
    #expect(large.count == 2)
  }

  @Test func `alone, parts of an upload fill a commit by its time, or by its events`() {
    let parts = [Int](repeating: 200, count: 100)
    var quiet = Commit()
    // 5,000 events take half of the time; those that would be more than 5,120 wait.
    #expect(quiet.run(small: 0, large: parts) == String(repeating: "L", count: 25))
    var late = Commit()
    late.elapsed = CommitPlan.quietNanoseconds - 1
    #expect(late.run(small: 0, large: [100, 100]) == "L")
    var shared = Commit(isShared: true)
    // As many events as are entered soon.
    #expect(shared.run(small: 0, large: parts) == "L")
    var slow = Commit(isShared: true)
    slow.elapsed = CommitPlan.sharedNanoseconds - 1
    #expect(slow.run(small: 0, large: [100, 100]) == "L")
    var uneven = Commit()
    #expect(uneven.run(small: 0, large: [4500, 1000, 1]) == "L")
  }

  @Test func `where an event takes long to be entered, a commit takes fewer`() {
    let parts = [Int](repeating: 100, count: 100)
    for (entering, count) in [(0, 51), (19_000, 51), (50_000, 20), (2_000_000, 1), (.max, 1)] {
      var commit = Commit(entering: UInt64(entering))
      #expect(commit.run(small: 0, large: parts) == String(repeating: "L", count: count))
    }
  }

  @Test func `a large request that was passed over too often goes first`() {
    var early = Commit(isShared: true, passes: CommitPlan.passesMax - 1)
    #expect(early.run(small: 100, large: [4000]).first == "s")
    var due = Commit(isShared: true, passes: CommitPlan.passesMax)
    #expect(due.run(small: 100, large: [4000]).first == "L")
    var none = Commit(isShared: true, passes: CommitPlan.passesMax)
    #expect(none.run(small: 2, large: []) == "ss")
  }

  @Test func `small ones that never cease and an upload share the writer`() {
    // Each commit finds as many small ones as came during the one before.
    var passes = 0
    var served = (small: 0, large: 0)
    for _ in 0..<100 {
      var commit = Commit(isShared: true, passes: passes)
      let steps = commit.run(small: 200, large: [200, 200])
      let large = steps.utf8.count { $0 == UInt8(ascii: "L") }
      passes = large == 0 ? passes + 1 : 0
      served.large += large
      served.small += steps.utf8.count - large
    }
    #expect(served.large >= 100 / (CommitPlan.passesMax + 1))
    #expect(served.small > 80 * 40)
  }

  @Test func `elements leave a line in the order in which they came`() {
    var line = WaitingLine<Int>()
    var (next, expected) = (0, 0)
    for round in 0..<300 {
      for _ in 0..<(round * 7 % 5) {
        line.add(next)
        next += 1
      }
      for _ in 0..<(round * 3 % 4) {
        #expect(line.first == (expected < next ? expected : nil))
        let taken = line.take()
        #expect(taken == (expected < next ? expected : nil))
        if taken != nil { expected += 1 }
      }
      #expect(line.count == next - expected)
    }
    #expect(expected > 100)
  }

  @Test func `those who were answered together are waited for, until all have come`() {
    var plan = CommitPlan(isShared: true, passes: 0, crowd: 10)
    #expect(!plan.awaitsCrowd(elapsed: 0), "nobody has come")
    for _ in 0..<9 {
      plan.tookSmall(events: 1)
      #expect(plan.awaitsCrowd(elapsed: 100))
    }
    #expect(!plan.awaitsCrowd(elapsed: CommitPlan.sharedNanoseconds + 1), "its time is over")
    plan.tookSmall(events: 1)
    #expect(!plan.awaitsCrowd(elapsed: 100), "all have come")
  }

  @Test func `nobody is waited for where few append, or none did lately, or a large one is served`()
  {
    var few = CommitPlan(isShared: true, passes: 0, crowd: CommitPlan.crowdMin - 1)
    few.tookSmall(events: 1)
    #expect(!few.awaitsCrowd(elapsed: 0))
    var late = CommitPlan(isShared: false, passes: 0, crowd: 64)
    late.tookSmall(events: 1)
    #expect(!late.awaitsCrowd(elapsed: 0))
    var large = CommitPlan(isShared: true, passes: 0, crowd: 64)
    large.tookLarge(events: 100)
    #expect(!large.awaitsCrowd(elapsed: 0))
    var full = CommitPlan(isShared: true, passes: 0, crowd: 64)
    full.tookSmall(events: CommitPlan.sharedEventsMax)
    #expect(!full.awaitsCrowd(elapsed: 0))
  }
}
