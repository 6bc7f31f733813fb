/// What is derived from an event when it is appended, frozen in its record: for ever.
///
/// The header holds all that the projections need, so that a rebuild reads no JSON: short forms
/// expanded, references and ranks resolved against the vocabulary that stood at seq - 1, day bounds
/// clamped, quotes located. Codes stay text. `Journal.HeaderCodec` gives the bytes;
/// Documentation/DataFormat.md the layout.
package struct EventHeader: Sendable, Equatable {
  package var type: EventType
  /// When the daemon recorded the event: one moment a commit, never backwards.
  package var recordedAt: Instant
  /// This event's place in its request, from 0.
  package var requestIndex: UInt32
  /// How many events the request appended.
  package var requestCount: UInt32
  /// True of a declaration, as the daemon makes them for `declare=true`.
  ///
  /// Which events are, ``Declarations`` tells. Never true of one whose content was erased.
  package var isDeclared: Bool
  package var body: Body

  package init(
    type: EventType,
    recordedAt: Instant,
    requestIndex: UInt32,
    requestCount: UInt32,
    isDeclared: Bool,
    body: Body
  ) {
    self.type = type
    self.recordedAt = recordedAt
    self.requestIndex = requestIndex
    self.requestCount = requestCount
    self.isDeclared = isDeclared
    self.body = body
  }

  /// The part that depends on the type.
  ///
  /// Indirect, so that it is cheap to hand on, from projection to projection.
  package indirect enum Body: Sendable, Equatable {
    case source(SourceHeader)
    case actor(ActorHeader)
    case person(PersonHeader)
    case topic(TopicHeader)
    case statement(StatementHeader)
    case report(StatementReportHeader)
    case meeting(MeetingFactHeader)
    case link(LinkHeader)
    case merge(MergeHeader)
    case correction(CorrectionHeader)
    case withdrawal(WithdrawalHeader)
    case redaction(RedactionHeader)
    case review(ReviewHeader)
    case expectation(ExpectationHeader)
    /// The event's own content was erased; what it was is not known.
    case redacted
  }

  /// True if the event's content was erased; type, moment and place are all that is left.
  package var isRedacted: Bool {
    if case .redacted = body { true } else { false }
  }
}
