import ChanceryModel
import NIOCore
import NIOPosix

/// The followers of one event loop: wakes them on a commit, and reads each page once for all that
/// want the same one.
///
/// Two thousand followers at the head cost one read a commit, not two thousand.
final class FollowerHub {
  /// Which page.
  private struct PageKey: Hashable {
    var filter: EventFilter
    var after: UInt64
    var form: EventMediaType
  }

  /// What a page came to.
  struct Page: Sendable {
    var bytes: [UInt8]
    var through: UInt64
  }

  private let journal: any ServedJournal
  private let pageLimit: Int
  private let presence: FollowerPresence
  private var followers: Set<ObjectIdentifier> = []
  private var parked: [ObjectIdentifier: FollowStream] = [:]
  private var inFlight: [PageKey: [FollowStream]] = [:]

  init(journal: any ServedJournal, pageLimit: Int, presence: FollowerPresence) {
    self.journal = journal
    self.pageLimit = pageLimit
    self.presence = presence
  }

  /// Takes a new follower in, before it looks at the head: from now on commits wake the loop.
  func join(_ stream: FollowStream) {
    followers.insert(ObjectIdentifier(stream))
    presence.set(followers.count)
  }

  /// Waits for the next commit.
  func park(_ stream: FollowStream) { parked[ObjectIdentifier(stream)] = stream }

  /// Forgets a follower; a page it waits for goes nowhere.
  func leave(_ stream: FollowStream) {
    parked[ObjectIdentifier(stream)] = nil
    followers.remove(ObjectIdentifier(stream))
    presence.set(followers.count)
  }

  /// Something was committed.
  func committed() {
    let woken = parked
    parked = [:]
    for stream in woken.values { stream.advance() }
  }

  /// Reads a page, or joins those who wait for the same one.
  func fetch(_ plan: FollowPlan, after: UInt64, for stream: FollowStream) {
    let key = PageKey(filter: plan.filter, after: after, form: plan.form)
    if inFlight[key] != nil {
      inFlight[key]?.append(stream)
      return
    }
    inFlight[key] = [stream]
    read(key, stream.server, on: stream.eventLoop)
  }

  private func read(_ key: PageKey, _ server: ServerContext, on eventLoop: any EventLoop) {
    let home = NIOLoopBound(self, eventLoop: eventLoop)
    let limit = pageLimit
    server.pool.submit { _ in
      let result = Result { () throws(Refusal) -> Page in
        let page = try server.journal.events(key.filter, after: key.after, limit: limit)
        return Page(
          bytes: FollowFormat.events(page.items, form: key.form),
          through: page.examinedThrough
        )
      }
      eventLoop.execute { home.value.deliver(result, key) }
    }
  }

  private func deliver(_ result: Result<Page, Refusal>, _ key: PageKey) {
    for stream in inFlight.removeValue(forKey: key) ?? [] { stream.received(result) }
  }
}

@available(*, unavailable)
extension FollowerHub: Sendable {}
