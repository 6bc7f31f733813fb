package import ChanceryModel

/// Where in a request the thing at fault stands, which may decide the status.
package enum RequestPlace: Sendable, CaseIterable {
  /// In an event, or of no place at all.
  case event
  /// In the path or the query.
  case address
}

/// What each refusal is over HTTP: the one registry of problems.
///
/// Documentation/API.md lists them all; a test holds it to ``RefusalCode``.
package enum ProblemRegistry {
  /// What a problem's `type` begins with; the code follows.
  package static let typePrefix = "urn:chancery:problem:"

  /// The HTTP status.
  ///
  /// 400: the request, its parameters or its JSON cannot be read; 422: they can, but the event is not
  /// accepted. What is 422 in an event is 400 in an address if it is ill-formed, 404 if it is
  /// well-formed but unknown.
  ///
  /// - Parameters:
  ///   - code: The refusal's code.
  ///   - place: Where the thing at fault stands.
  /// - Returns: A status from 400 on.
  package static func status(of code: RefusalCode, in place: RequestPlace = .event) -> Int {
    switch code {
    case .badParameter, .duplicateKey, .forbiddenCharacter, .invalidUTF8, .malformedJSON,
      .malformedRequest, .numberRange, .tooDeep:
      400
    case .forbidden: 403
    case .notFound: 404
    case .methodNotAllowed: 405
    case .notAcceptable: 406
    case .requestTimeout: 408
    case .alreadyMerged, .alreadyWithdrawn, .backupRunning, .directoryRefused, .idConflict, .inUse,
      .rebuildRunning, .redacted, .verifyRunning, .versionConflict:
      409
    case .contentLengthRequired: 411
    case .headMismatch: 412
    case .eventTooLarge, .requestTooLarge, .tooManyEvents: 413
    case .unsupportedMediaType: 415
    case .invalidDate, .invalidSlug, .invalidValue, .missingField, .unknownType:
      place == .event ? 422 : 400
    case .notYetSupported, .unknownActor, .unknownEvent, .unknownMeeting, .unknownPerson,
      .unknownSource, .unknownTopic:
      place == .event ? 422 : 404
    case .daemonOnly, .quoteNotFound, .saidInFuture, .tooManyLinks, .unknownAttribute,
      .unknownField:
      422
    case .headerTooLarge: 431
    case .backupFailed, .internalError: 500
    case .busy, .clockBehind, .rebuilding, .shuttingDown, .storageGone, .tooManyConnections: 503
    case .storageFull: 507
    }
  }

  /// Seconds after which the same request may be sent again (`Retry-After`).
  ///
  /// - Parameter code: The refusal's code.
  /// - Returns: nil if it would be refused again.
  package static func retryAfterSeconds(of code: RefusalCode) -> Int? {
    switch code {
    case .busy, .tooManyConnections: 1
    case .backupRunning, .rebuildRunning, .rebuilding, .shuttingDown: 5
    case .clockBehind, .storageFull, .storageGone: 60
    default: nil
    }
  }
}
