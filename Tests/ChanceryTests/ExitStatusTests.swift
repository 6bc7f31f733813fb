import ChanceryAPI
import ChanceryClient
import ChanceryModel
import Testing

@testable import chancery

/// Which exit code each refusal has: 75 only where the same command may succeed later.
@Suite struct ExitStatusTests {
  /// The codes whose exit code is the same wherever the fault stands.
  private static let expected: [Int32: Set<RefusalCode>] = [
    ExitStatus.usage: [
      .badParameter, .contentLengthRequired, .directoryRefused, .headerTooLarge, .malformedRequest,
      .methodNotAllowed, .notAcceptable, .notFound,
    ],
    ExitStatus.badData: [
      .alreadyMerged, .alreadyWithdrawn, .daemonOnly, .duplicateKey, .eventTooLarge,
      .forbiddenCharacter, .idConflict, .inUse, .invalidUTF8, .malformedJSON, .numberRange,
      .quoteNotFound, .redacted, .requestTooLarge, .saidInFuture, .tooDeep, .tooManyEvents,
      .tooManyLinks,
      .unknownAttribute, .unknownField, .unsupportedMediaType,
    ],
    ExitStatus.bug: [.internalError],
    ExitStatus.inputOutput: [.backupFailed, .storageFull, .storageGone],
    ExitStatus.retry: [
      .backupRunning, .busy, .clockBehind, .headMismatch, .rebuildRunning, .rebuilding,
      .requestTimeout, .shuttingDown, .tooManyConnections, .verifyRunning, .versionConflict,
    ],
    ExitStatus.rights: [.forbidden],
  ]

  /// Those that are a mistake in what was typed if they stand in an address, and bad data in an event.
  private static let byPlace: Set<RefusalCode> = [
    .invalidDate, .invalidSlug, .invalidValue, .missingField, .notYetSupported, .unknownActor,
    .unknownEvent, .unknownMeeting, .unknownPerson, .unknownSource, .unknownTopic, .unknownType,
  ]

  private func status(_ code: RefusalCode, _ place: RequestPlace) -> Int32 {
    let body: JSONValue = ["code": .string(Text(code.rawValue)), "detail": "d"]
    return Fault.status(
      of: Problem(
        head: HTTPResponseHead(status: ProblemRegistry.status(of: code, in: place), fields: []),
        body: CanonicalJSON.bytes(of: body)
      )
    )
  }

  @Test func `every refusal has the exit code that says what to do about it`() {
    var seen = Self.byPlace
    for (exit, codes) in Self.expected {
      for code in codes {
        #expect(seen.insert(code).inserted, "\(code) is listed twice")
        for place in RequestPlace.allCases {
          #expect(status(code, place) == exit, "\(code) \(place)")
        }
      }
    }
    for code in Self.byPlace {
      #expect(status(code, .event) == ExitStatus.badData, "\(code)")
      #expect(status(code, .address) == ExitStatus.usage, "\(code)")
    }
    #expect(seen == Set(RefusalCode.allCases))
  }

  @Test
  func `what the daemon asks to be sent again is 75, but for a store that somebody must mend`() {
    for code in RefusalCode.allCases where ProblemRegistry.retryAfterSeconds(of: code) != nil {
      let isStore = [.storageFull, .storageGone].contains(code)
      #expect(status(code, .event) == (isStore ? ExitStatus.inputOutput : ExitStatus.retry))
    }
  }

  @Test func `the help lists every exit code`() {
    for code in [
      ExitStatus.success, ExitStatus.negative, ExitStatus.usage, ExitStatus.badData,
      ExitStatus.noDaemon, ExitStatus.bug, ExitStatus.inputOutput, ExitStatus.retry,
      ExitStatus.rights, ExitStatus.configuration, ExitStatus.interrupted, ExitStatus.brokenPipe,
    ] {
      let number = "\(code)"
      let column = String(repeating: " ", count: 5 - number.count) + number + "  "
      #expect(ExitStatus.help.contains("\n\(column)"), "\(code)")
    }
  }
}
