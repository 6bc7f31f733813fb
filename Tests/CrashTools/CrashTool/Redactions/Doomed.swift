import ChanceryModel

/// An event that is to be erased, and what has to go with it.
struct Doomed {
  /// The event that the order names.
  var event: Int
  /// Every event whose content goes: it, its corrections, reports and reviews, and those of these.
  var family: Set<Int>
  /// Where it counts: the marks of each (holder, topic) and meeting that any of the family spoke of.
  var marks: Set<[UInt8]>
  /// The name that nothing but it defines, if it does.
  var name: String?
}

/// An order that was carried out.
struct Erased {
  let event: Int
  let family: Set<Int>
  let marks: Set<[UInt8]>
  let reason: String
}

/// What an event is about, as far as its corrections may not change it.
indirect enum Subject: Sendable {
  case statement(meeting: String?, topic: String?, person: String?)
  case report(of: Int)
  case source(String, text: [UInt8])
  case attendance(String)
  case count(String)
  case outcome(String)
  case meeting(String)
  case topic(String)
  case actor(String)
  case person(String)
  /// A second definition of a public topic.
  case title(String, proposition: String)
  case review(of: Int)
  case link(from: Int, to: Int)
  case merge(from: String, into: String)
  case withdrawal(of: Int)
  case expectation
  case correction(of: Int, version: Int, Subject)

  static let anyStatement = Subject.statement(meeting: nil, topic: nil, person: nil)

  var type: String {
    switch self {
    case .statement: "statement.made"
    case .report: "statement.reported"
    case .source: "source.filed"
    case .attendance: "attendance.reported"
    case .count: "count.reported"
    case .outcome: "outcome.reported"
    case .meeting: "meeting.held"
    case .topic, .title: "topic.defined"
    case .actor: "actor.defined"
    case .person: "person.defined"
    case .review: "event.reviewed"
    case .link: "statements.linked"
    case .merge: "meetings.merged"
    case .withdrawal: "event.withdrawn"
    case .expectation: "stance.expected"
    case .correction: "event.corrected"
    }
  }
}
