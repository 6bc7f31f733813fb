import ChanceryModel
import Projections
import Testing

/// Corrections, withdrawals, links and merges at random: a check, an append alone and an append among
/// others say the same of each event.
@Suite struct ControlAgreementTests {
  static let histories = 16
  static let eventCount = 120

  /// A refusal as the caller of one event sees it.
  private static func words(_ refusal: Refusal?) -> String {
    guard let refusal else { return "appended" }
    let items = refusal.items.map { "\($0.pointer): \($0.detail)" }
    // Which names are nearest depends on how many are looked through.
    let hint = refusal.code.rawValue.hasPrefix("unknown-") ? "" : refusal.hint ?? ""
    return "\(refusal.code.rawValue) \(refusal.detail) [\(hint)] \(items)"
  }

  @Test(arguments: 0..<histories)
  func `what a check passes is appended, what it refuses is refused, alone and in a request`(
    seed: Int
  ) throws {
    var history = RandomControl(seed: UInt64(seed))
    // One journal is appended to event by event, one request by request; to one nothing more is
    // appended after its beginning, and all else is checked there.
    let alone = try TestEngine()
    let together = try TestEngine()
    let checked = try TestEngine()
    let start = 10 * (seed % 4)
    var checker = checked.engine.checker(declare: false)
    var request: [EventDraft] = []
    var counts = (appended: 0, refused: 0)
    for number in 1...Self.eventCount {
      // Every other history begins with a definition of each name.
      let furniture = seed.isMultiple(of: 2) && number <= RandomControl.furniture.count
      let event = furniture ? RandomControl.furniture[number - 1] : history.event()
      guard let draft = try? alone.draft(event) else { continue }
      let outcome = alone.result([draft])
      var refused: Refusal?
      if case .failure(let refusal) = outcome { refused = refusal }
      #expect(refused?.code != .internalError, "\(Self.words(refused))")
      expectState(of: event, refused, in: history.states, "seed \(seed), event \(number): \(event)")

      if history.states.head < start {
        if refused == nil { try checked.append([draft]) }
        checker = checked.engine.checker(declare: false)
      } else {
        let found = checker.check(draft, line: number)
        #expect(
          Self.words(found) == Self.words(refused),
          "seed \(seed), event \(number): \(event)"
        )
      }

      if let refused {
        let among = together.result(request + [draft])
        guard case .failure(var whole) = among else {
          Issue.record("seed \(seed), event \(number) is appended among others only: \(event)")
          return
        }
        if !request.isEmpty {
          let prefix = "/\(request.count)"
          for index in whole.items.indices where whole.items[index].pointer.hasPrefix(prefix) {
            whole.items[index].pointer.removeFirst(prefix.utf8.count)
          }
        }
        #expect(Self.words(whole) == Self.words(refused), "seed \(seed), event \(number)")
        counts.refused += 1
        continue
      }
      history.note(event)
      counts.appended += 1
      request.append(draft)
      if history.chance(1, of: 6) {
        try together.append(request)
        request = []
      }
    }
    if !request.isEmpty { try together.append(request) }
    #expect(counts.appended > Self.eventCount / 12)
    #expect(counts.refused > 4)
    #expect(alone.engine.head == UInt64(counts.appended))
    #expect(together.engine.head == alone.engine.head)
    for engine in [alone, together] {
      #expect(try engine.rebuild(check: true).end == .complete, "seed \(seed)")
    }
  }

  /// A correction passes only against the version that counts by the plain rule, and a withdrawal only
  /// of what stands by it.
  private func expectState(
    of event: JSONValue,
    _ refused: Refusal?,
    in states: PlainStates,
    _ comment: Comment
  ) {
    guard let data = event["data"], let seq = data["event"]?.intValue, seq > 0,
      UInt64(seq) <= states.head, event["type"]?.stringValue != "event.reviewed"
    else { return }
    let state = states.state(UInt64(seq))
    let version = data["version"]?.intValue.map { UInt64($0) } ?? state.version
    switch refused?.code {
    case nil: #expect(state == EventState(version: version), comment)
    case .alreadyWithdrawn?: #expect(!state.isStanding, comment)
    case .versionConflict?: #expect(state.isStanding && state.version != version, comment)
    default: #expect(state.isStanding, comment)
    }
  }
}
