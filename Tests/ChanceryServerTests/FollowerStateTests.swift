import Testing

@testable import ChanceryServer

@Suite struct FollowerStateTests {
  private let start = ContinuousClock.now

  private func follower(after: UInt64) -> FollowerState {
    FollowerState(after: after, bookmarkInterval: .seconds(15), now: start)
  }

  @Test func `it parks at the head and fetches behind it`() {
    var state = follower(after: 5)
    #expect(state.advance(head: 5, isWritable: true) == .park)
    #expect(state.advance(head: 7, isWritable: true) == .fetch(after: 5))
    #expect(state.advance(head: 9, isWritable: true) == .none)  // one fetch at a time
    state.fetched(through: 7, sent: true, now: start)
    #expect(state.advance(head: 9, isWritable: true) == .fetch(after: 7))
  }

  @Test func `it fetches nothing while the client does not read`() {
    var state = follower(after: 0)
    #expect(state.advance(head: 9, isWritable: false) == .none)
    #expect(state.advance(head: 9, isWritable: true) == .fetch(after: 0))
  }

  @Test func `a page that holds nothing fitting still moves it on`() {
    var state = follower(after: 0)
    #expect(state.advance(head: 9, isWritable: true) == .fetch(after: 0))
    state.fetched(through: 9, sent: false, now: start)
    #expect(state.advance(head: 9, isWritable: true) == .park)
    #expect(state.tick(now: start + .seconds(15), isWritable: true) == .bookmark(9))
  }

  @Test func `bookmarks come fifteen seconds after the last line`() {
    var state = follower(after: 3)
    #expect(state.tick(now: start + .seconds(14), isWritable: true) == .none)
    #expect(state.tick(now: start + .seconds(15), isWritable: false) == .none)
    #expect(state.tick(now: start + .seconds(15), isWritable: true) == .bookmark(3))
    #expect(state.tick(now: start + .seconds(29), isWritable: true) == .none)
  }

  @Test func `it ends once, after the page under way`() {
    var state = follower(after: 0)
    #expect(state.advance(head: 2, isWritable: true) == .fetch(after: 0))
    #expect(state.shutDown() == .none)
    state.fetched(through: 2, sent: true, now: start)
    #expect(state.advance(head: 2, isWritable: true) == .end)
    #expect(state.advance(head: 2, isWritable: true) == .none)
    #expect(state.shutDown() == .none)
  }

  @Test func `pages are read one ahead and never two`() {
    var pump = PagePump<Int>()
    var log: [String] = []
    func note(_ actions: [PagePump<Int>.Action]) {
      for action in actions {
        switch action {
        case .send(let page): log.append("send \(page)")
        case .fetchNext: log.append("fetch")
        case .finish: log.append("finish")
        }
      }
    }
    note(pump.fetched(1, hasMore: true, isWritable: true))
    note(pump.fetched(2, hasMore: true, isWritable: false))
    #expect(log == ["send 1", "fetch"])
    note(pump.becameWritable())
    #expect(log.suffix(2) == ["send 2", "fetch"])
    note(pump.becameWritable())  // nothing is held yet
    note(pump.fetched(3, hasMore: false, isWritable: true))
    #expect(log.suffix(2) == ["send 3", "finish"])
    #expect(log.count == 6)
  }
}
