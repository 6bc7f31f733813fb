import ChanceryClient
import ChanceryModel
import ChanceryRender
import Glibc

/// Finds what this user appended last: the events of one request, as far as they stand.
///
/// The log is read backwards in pages, since nothing tells the events of one user apart from others';
/// only of this user's own is then asked whether they stand.
struct LastRequest {
  /// How many of the newest events are looked through.
  static let searchedMax: UInt64 = 10_000
  /// The first look: what is undone is nearly always among the last few.
  private static let firstLook: UInt64 = 20

  let session: Session
  /// The user, as `recordedby` has it.
  private let user = "uid:\(getuid())"

  init(_ session: Session) {
    self.session = session
  }

  /// The events, oldest first.
  ///
  /// - Throws: ``Fault`` if none of the newest ``searchedMax`` events is this user's and stands.
  func events() throws(Fault) -> [CurrentEvent] {
    let head = try session.head()
    var end = head
    var size = LastRequest.firstLook
    while end > 0, head - end < LastRequest.searchedMax {
      let reach = min(size, LastRequest.searchedMax - (head - end))
      let after = end > reach ? end - reach : 0
      for seq in try own(after: after, through: end).reversed() {
        let event = try CurrentEvent(seq, session)
        if event.canBeWithdrawn { return try request(of: event) }
      }
      end = after
      size = UInt64(PageLimit.pageItemsMax)
    }
    let newest = Counts.grouped(Int(head - end))
    let looked = end == 0 ? "nothing in the journal" : "none of the newest \(newest) events"
    throw Fault(
      "there is nothing to undo: \(looked) is yours (\(user)) and stands",
      remedy: "withdraw an event by its number: chancery log, chancery withdraw SEQ",
      status: ExitStatus.negative
    )
  }

  /// This user's events behind one seq, up to another, that might be withdrawn; ascending.
  private func own(after: UInt64, through end: UInt64) throws(Fault) -> [UInt64] {
    var found: [UInt64] = []
    var after = after
    while after < end {
      let page = try session.parse(
        try session.fetch(
          .get(
            "v1",
            "events",
            query: [("after", String(after)), ("limit", String(end - after))]
          )
        ).body
      )
      for event in page["items"]?.arrayValue ?? [] {
        guard let seq = event["seq"]?.intValue, event["recordedby"]?.stringValue == user,
          event["type"]?.stringValue != "event.redacted", event["data"]?.isNull == false
        else { continue }
        found.append(UInt64(seq))
      }
      guard let next = page["next"]?.intValue else { return found }
      after = UInt64(next)
    }
    return found
  }

  /// The events that came with one in a request and can be withdrawn, itself among them.
  private func request(of event: CurrentEvent) throws(Fault) -> [CurrentEvent] {
    let index = UInt64(event.event["request"]?.arrayValue?.first?.intValue ?? 0)
    var events: [CurrentEvent] = []
    for seq in (event.seq - min(index, event.seq - 1))..<event.seq {
      let earlier = try CurrentEvent(seq, session)
      if earlier.canBeWithdrawn { events.append(earlier) }
    }
    return events + [event]
  }
}
