package import ChanceryModel

/// One line of a timeline: something that was said, that happened, or that was done to the record.
package struct TimelineItem: Sendable, Equatable {
  /// What kind of line it is, in the order in which the lines of a day stand.
  package enum Kind: String, Sendable, CaseIterable {
    case meeting
    case outcome
    case statement
    case definition
    case link
    case merge
    case review
    case expectation
    case correction
    case withdrawal
    case redaction
  }

  /// The day it stands under: of the meeting, of the utterance at the latest, of the recording.
  package var day: CivilDate
  package var kind: Kind
  /// The event it cites, and the one whose version of it counts.
  package var seq: Int
  package var version: Int?
  package var said: String?
  package var holder: String?
  package var topic: String?
  package var meeting: String?
  package var position: String?
  package var standing: String?
  package var role: String?
  package var by: String?
  /// What there is to say besides: conditions, an outcome's words, a reason.
  package var text: String?
  package var sources: [String] = []

  package init(day: CivilDate, kind: Kind, seq: Int) {
    self.day = day
    self.kind = kind
    self.seq = seq
  }

  /// Oldest first; within a day by kind, then by event, topic and holder.
  package static func isBefore(_ left: TimelineItem, _ right: TimelineItem) -> Bool {
    let kinds = (left.kind.order, right.kind.order)
    if left.day != right.day { return left.day < right.day }
    if kinds.0 != kinds.1 { return kinds.0 < kinds.1 }
    if left.seq != right.seq { return left.seq < right.seq }
    return (Text(left.topic ?? ""), Text(left.holder ?? ""))
      < (Text(right.topic ?? ""), Text(right.holder ?? ""))
  }

  /// Appends the item as JSON.
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("day", day.description)
    json.member("kind", kind.rawValue)
    json.member("seq", seq)
    json.member("version", version)
    json.member("said", said)
    json.member("holder", holder)
    json.member("topic", topic)
    json.member("meeting", meeting)
    json.member("position", position)
    json.member("standing", standing)
    json.member("role", role)
    json.member("by", by)
    json.member("text", text)
    json.member("sources", sources.map { Text($0) })
    json.endObject()
  }
}

extension TimelineItem.Kind {
  fileprivate var order: Int { TimelineItem.Kind.allCases.firstIndex(of: self) ?? 0 }
}
