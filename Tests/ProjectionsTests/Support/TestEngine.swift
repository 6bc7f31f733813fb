import ChanceryModel
import Dispatch
import LMDB
import Synchronization
import Testing

@testable import Projections

/// A clock that stands until it is set.
final class TestClock: Sendable {
  private let value: Mutex<Instant>

  init(_ day: String = "2025-02-10") {
    value = Mutex(Instant.noon(of: .on(day)))
  }

  var now: Instant { value.withLock { $0 } }

  func set(_ instant: Instant) { value.withLock { $0 = instant } }

  func advance(hours: Int64) {
    value.withLock { $0 = Instant(microseconds: $0.microseconds + hours * 3_600_000_000) }
  }
}

/// An engine over a directory of its own, and how tests speak to it: each call waits for its answer.
final class TestEngine: Sendable {
  let directory: TemporaryDirectory
  let clock: TestClock
  let engine: Engine

  init(
    in directory: TemporaryDirectory? = nil,
    clock: TestClock = TestClock(),
    mapBytes: Int = 1 << 30,
    durability: LMDB.Environment.Configuration.Durability = .withoutSync,
    readableVersions: [[UInt8]]? = nil
  ) throws {
    self.directory = try directory ?? TemporaryDirectory()
    self.clock = clock
    var configuration = Engine.Configuration(
      directory: self.directory.path + "/data",
      mapBytes: mapBytes,
      durability: durability,
      now: { clock.now },
      onFatal: { fatalError($0) }
    )
    if let readableVersions { configuration.readableVersions = readableVersions }
    engine = try Engine.open(configuration)
  }

  deinit { engine.close() }

  /// A draft of an event as it would come over the socket.
  func draft(_ json: JSONValue) throws -> EventDraft {
    try EventDecoder.decode(json, limits: engine.eventLimits)
  }

  func draft(_ text: String) throws -> EventDraft {
    try draft(JSONParser.parse(Array(text.utf8)))
  }

  /// Appends drafts in one request and waits until it is on disk or refused.
  func result(
    _ drafts: [EventDraft],
    expectedHead: UInt64? = nil,
    declare: Bool = false,
    dryRun: Bool = false
  ) -> Result<AppendAnswer, Refusal> {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<AppendAnswer, Refusal>?>(nil)
    let request = AppendRequest(
      drafts: drafts,
      expectedHead: expectedHead,
      declare: declare,
      isDryRun: dryRun,
      recordedBy: "uid:1000"
    )
    engine.append(request) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    return answer.withLock { $0 } ?? .failure(Refusal(.internalError, "no answer"))
  }

  @discardableResult
  func append(_ drafts: [EventDraft], declare: Bool = false) throws -> AppendAnswer {
    try result(drafts, declare: declare).get()
  }

  @discardableResult
  func append(_ events: String..., declare: Bool = false) throws -> AppendAnswer {
    try append(events.map { try draft($0) }, declare: declare)
  }

  /// The refusal of a request, or nil if it was appended.
  func refusal(
    _ events: String...,
    expectedHead: UInt64? = nil,
    declare: Bool = false
  ) throws -> Refusal? {
    let drafts = try events.map { try draft($0) }
    switch result(drafts, expectedHead: expectedHead, declare: declare) {
    case .success: return nil
    case .failure(let refusal): return refusal
    }
  }

  /// Rebuilds and waits.
  func rebuild(
    check: Bool,
    progress: @escaping @Sendable (RebuildProgress) -> Bool = { _ in true }
  ) throws -> RebuildAnswer {
    let done = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<RebuildAnswer, Refusal>?>(nil)
    engine.rebuild(check: check, progress: progress) { result in
      answer.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    return try #require(answer.withLock { $0 }).get()
  }

  func stance(
    _ holder: Text,
    _ topic: Text,
    at day: String? = nil,
    known: UInt64? = nil,
    publicDay: String? = nil
  ) throws -> StanceAnswer {
    try engine.stance(
      holder: holder,
      topic: topic,
      clocks: ClockQuery(
        at: day.map { .on($0) },
        known: known.map { .seq($0) },
        publicDay: publicDay.map { .on($0) }
      )
    )
  }
}

extension CivilDate {
  /// The day written that way; tests write no other.
  static func on(_ text: String) -> CivilDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3,
      let day = CivilDate(year: parts[0], month: parts[1], day: parts[2])
    else { preconditionFailure("no day: \(text)") }
    return day
  }
}

extension Instant {
  static func noon(of day: CivilDate) -> Instant {
    Instant(microseconds: Int64(day.dayNumber) * 86_400_000_000 + 43_200_000_000)
  }
}
