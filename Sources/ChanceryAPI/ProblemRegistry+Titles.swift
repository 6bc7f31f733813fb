package import ChanceryModel

extension ProblemRegistry {
  /// What the code means, the same whatever the occasion: RFC 9457's `title`.
  ///
  /// - Parameter code: The refusal's code.
  /// - Returns: A phrase without full stop.
  package static func title(of code: RefusalCode) -> String {
    switch code {
    case .alreadyMerged: "The meeting is merged into another"
    case .alreadyWithdrawn: "The event is withdrawn"
    case .badParameter: "A parameter of the query is unknown or cannot be read"
    case .busy: "The daemon has more to do than it can queue"
    case .clockBehind: "The clock is more than a day behind the last recorded event"
    case .contentLengthRequired: "The request does not say how long its body is"
    case .daemonOnly: "Only the daemon appends this event type"
    case .duplicateKey: "An object names a key twice"
    case .eventTooLarge: "An event is too large"
    case .forbidden: "The peer has no right to this"
    case .forbiddenCharacter: "A text holds a character that cannot be stored"
    case .headMismatch: "The journal is not at the expected head"
    case .headerTooLarge: "The request's headers are too large"
    case .idConflict: "Another event has this source and id"
    case .inUse: "The definition is in use"
    case .internalError: "The daemon failed"
    case .invalidDate: "A date cannot be read"
    case .invalidSlug: "A slug or code is ill-formed"
    case .invalidUTF8: "The request is not UTF-8"
    case .invalidValue: "A value is not one of those allowed"
    case .malformedJSON: "The JSON cannot be read"
    case .malformedRequest: "The request cannot be read"
    case .methodNotAllowed: "The route has no such method"
    case .missingField: "A required field is missing"
    case .notAcceptable: "The answer has no acceptable form"
    case .notFound: "There is no such thing"
    case .notYetSupported: "The route is reserved"
    case .numberRange: "A number would lose digits"
    case .quoteNotFound: "The words do not stand in the source"
    case .rebuildRunning: "A rebuild is running"
    case .redacted: "The event was redacted"
    case .requestTimeout: "The request did not arrive in time"
    case .requestTooLarge: "The request is too large"
    case .saidInFuture: "It would have been said after it was recorded"
    case .shuttingDown: "The daemon is shutting down"
    case .storageFull: "The disk or the map is full"
    case .tooDeep: "The JSON nests too deep"
    case .tooManyConnections: "Too many connections are open"
    case .tooManyEvents: "The request holds too many events"
    case .unknownActor: "The actor is not defined"
    case .unknownAttribute: "The event has an attribute that is not known"
    case .unknownEvent: "There is no such event"
    case .unknownField: "The data has a field that is not known"
    case .unknownMeeting: "No event speaks of the meeting"
    case .unknownPerson: "The person is not defined"
    case .unknownSource: "The source is not filed"
    case .unknownTopic: "The topic is not defined"
    case .unknownType: "The event type is not known"
    case .unsupportedMediaType: "The body is in a form that is not read"
    case .versionConflict: "The event is in another version"
    }
  }
}
