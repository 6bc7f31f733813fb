import ChanceryModel

/// How much of anything the daemon takes or gives at once (design §9).
///
/// Each is a promise as much as a limit: what is within it is served. `status` shows those a client
/// must know.
package enum Limits {
  // MARK: Requests

  /// Bytes of a request's line and headers; beyond: 431.
  package static let headerBytes = 16 * 1024
  /// Bytes of a request's body; beyond: 413.
  package static let bodyBytes = 8 * 1024 * 1024
  /// Bytes of an event's canonical data, a source's text not counted; beyond: 413.
  package static let eventBytes = EventLimits.eventBytesMax
  /// Bytes of a source's text; beyond: 413.
  package static let sourceTextBytes = EventLimits.sourceTextBytesMax
  /// Events of one request to append; beyond: 413.
  package static let eventsPerRequest = 4000
  /// Index rows one request to append may make; beyond: 413.
  package static let indexRowsPerRequest = 16_384
  /// Events of one dry run, which holds the writer while it lasts; beyond: 413.
  package static let dryRunEvents = 1000
  /// Certain links of kind same-utterance or supersedes that name one statement; beyond: 422.
  package static let linksPerStatement = EventLimits.foldedLinkCountMax
  /// Statements that such links make one utterance; beyond: 422.
  package static let statementsPerUtterance = EventLimits.utteranceCountMax

  // MARK: Connections

  /// Connections that wait for an answer or may ask; beyond: 503.
  package static let connections = 256
  /// Followers of the log, beside those; beyond: 503.
  package static let followers = 2048
  /// Seconds without progress after which a connection is closed.
  package static let idleSeconds = 30
  /// Seconds between the bookmarks a follower gets while nothing happens.
  package static let bookmarkSeconds = 15

  // MARK: Answers

  /// Items of a page, at most.
  package static let page = 1000
  /// Items of a page, if the question names no limit.
  package static let defaultPage = 200

  /// What `status` shows, in its order.
  package static let shown: [(name: StaticString, value: Int)] = [
    ("header_bytes", headerBytes),
    ("body_bytes", bodyBytes),
    ("event_bytes", eventBytes),
    ("source_text_bytes", sourceTextBytes),
    ("events_per_request", eventsPerRequest),
    ("index_rows_per_request", indexRowsPerRequest),
    ("links_per_statement", linksPerStatement),
    ("statements_per_utterance", statementsPerUtterance),
    ("connections", connections),
    ("followers", followers),
    ("idle_seconds", idleSeconds),
    ("page", page),
  ]
}
