import ChanceryModel
import Glibc
import Projections
import Synchronization

@testable import ChanceryServer

/// A journal in memory: enough of one to try the socket, not the rules.
///
/// What it appends are lines as the real one splices them; stances and meetings are made up.
final class FakeJournal: ServedJournal {
  private struct State {
    var lines: [[UInt8]] = []
    var listeners: [@Sendable (UInt64) -> Void] = []
    var isRebuilding = false
  }

  private let state = Mutex(State())
  private let headSeq = Atomic<UInt64>(0)
  private let exportPages = Atomic(0)
  private let eventReads = Atomic(0)
  private let cancelled = Atomic(false)
  let eventLimits = EventLimits { _ in Text(String(repeating: "0", count: 64)) }
  /// How many export pages there are.
  let exportPageCount: Int

  init(exportPageCount: Int = 3) {
    self.exportPageCount = exportPageCount
  }

  /// How many pages were exported; shows back-pressure.
  var exportPageReads: Int { exportPages.load(ordering: .relaxed) }
  /// How many pages of the log were read.
  var eventPageReads: Int { eventReads.load(ordering: .relaxed) }
  /// True once a rebuild was cancelled.
  var wasCancelled: Bool { cancelled.load(ordering: .acquiring) }

  var head: UInt64 { headSeq.load(ordering: .acquiring) }
  var writerStatus: (queued: Int, isRebuilding: Bool) { (0, false) }
  let readiness = Readiness.ready

  /// Appends a line for a test.
  func put(_ count: Int = 1, padding: Int = 0) {
    let (listeners, head) = state.withLock { state in
      for _ in 0..<count {
        let seq = state.lines.count + 1
        let filler = String(repeating: "x", count: padding)
        state.lines.append(Array("{\"seq\":\(seq),\"data\":{\"note\":\"\(filler)\"}}".utf8))
      }
      return (state.listeners, UInt64(state.lines.count))
    }
    headSeq.store(head, ordering: .releasing)
    for listener in listeners { listener(head) }
  }

  func compact(
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<CompactAnswer, Refusal>) -> Void
  ) {
    completion(
      .success(
        CompactAnswer(end: .complete, head: head, seconds: 0, bytesBefore: 2, bytesAfter: 1)
      )
    )
  }

  func redact(
    event: UInt64,
    reason: Text,
    recordedBy: Text,
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<RebuildAnswer, Refusal>) -> Void
  ) {
    let redaction = RebuildAnswer.Redaction(event: event, seq: head + 1, erased: [event])
    completion(
      .success(
        RebuildAnswer(
          end: .complete,
          head: head + 1,
          seconds: 0,
          projections: [],
          redaction: redaction
        )
      )
    )
  }

  func append(
    part: AppendRequest,
    of upload: Upload,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  ) {
    append(part, completion: completion)
  }

  func append(
    _ request: AppendRequest,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  ) {
    if let expected = request.expectedHead, expected != head {
      return completion(.failure(Refusal(.headMismatch, "the head is \(head)")))
    }
    let first = head + 1
    if !request.isDryRun { put(request.drafts.count) }
    completion(
      .success(
        AppendAnswer(
          first: first,
          last: head,
          appended: request.drafts.count,
          duplicates: 0,
          head: head,
          results: [],
          isDryRun: request.isDryRun
        )
      )
    )
  }

  func makeChecker(declare: Bool) -> any EventChecking { FakeChecker() }

  func rebuild(
    check: Bool,
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<RebuildAnswer, Refusal>) -> Void
  ) {
    let journal = self
    TestThread.start {
      for step in 0..<200 {
        guard progress(RebuildProgress(phase: "filling", done: UInt64(step), total: 200)) else {
          journal.cancelled.store(true, ordering: .releasing)
          return completion(.success(journal.rebuilt(.cancelled)))
        }
        usleep(check ? 100 : 20_000)
      }
      completion(.success(journal.rebuilt(.complete)))
    }
  }

  var directory: String { "/nowhere" }

  func holdingSnapshot(_ body: @escaping @Sendable (Refusal?) -> Void) {
    body(Refusal(.busy, "this journal has no snapshots"))
  }

  func backup(
    to directory: Text,
    progress: @escaping @Sendable (BackupProgress) -> Bool,
    completion: @escaping @Sendable (Result<BackupAnswer, Refusal>) -> Void
  ) {
    let journal = self
    TestThread.start {
      for step in 1...(directory == "/short" ? 1 : 200) {
        guard progress(BackupProgress(phase: .copying, done: UInt64(step), total: 200)) else {
          journal.cancelled.store(true, ordering: .releasing)
          return completion(
            .success(BackupAnswer(end: .cancelled, directory: directory, seconds: 0))
          )
        }
        usleep(20_000)
      }
      completion(
        directory == "/full"
          ? .failure(Refusal(.storageFull, "no room", hint: "make some"))
          : .success(BackupAnswer(end: .complete, directory: directory, head: 3, seconds: 0))
      )
    }
  }

  private func rebuilt(_ end: RebuildAnswer.End) -> RebuildAnswer {
    RebuildAnswer(end: end, head: head, seconds: 0, projections: [])
  }

  func addCommitListener(_ listener: @escaping @Sendable (UInt64) -> Void) {
    state.withLock { $0.listeners.append(listener) }
  }

  func checkpoint(
    covering size: UInt64,
    completion: @escaping @Sendable (Result<CheckpointAnswer, Refusal>) -> Void
  ) {
    let head = head
    TestThread.start {
      completion(
        .success(CheckpointAnswer(origin: "fake", size: head, root: "00", key: "k", note: "note\n"))
      )
    }
  }

  func inclusionProof(
    of seq: UInt64,
    size: UInt64?,
    newest: CheckpointAnswer
  ) throws(Refusal) -> InclusionAnswer {
    throw Refusal(.unknownEvent, "there is no event \(seq)")
  }

  func consistencyProof(
    from: UInt64,
    to: UInt64?,
    newest: CheckpointAnswer
  ) throws(Refusal) -> ConsistencyAnswer {
    ConsistencyAnswer(from: from, fromRoot: "00", checkpoint: newest, path: [], head: head)
  }

  func stance(
    holder: Text,
    topic: Text,
    clocks: ClockQuery
  ) throws(Refusal) -> StanceAnswer {
    guard topic == "own-troops" else {
      throw Refusal(.unknownTopic, "no topic is called “\(topic)”")
    }
    return StanceAnswer(
      holder: holder,
      topic: topic,
      at: clocks.at ?? CivilDate(dayNumber: 0),
      known: head,
      head: head
    )
  }

  func board(
    topic: Text,
    clocks: ClockQuery,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> StanceListAnswer {
    StanceListAnswer(subject: .board(topic: topic), clocks: answerClocks(clocks), items: [])
  }

  func stances(
    holder: Text,
    clocks: ClockQuery,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> StanceListAnswer {
    StanceListAnswer(subject: .holder(holder), clocks: answerClocks(clocks), items: [])
  }

  func history(
    holder: Text,
    topic: Text?,
    clocks: ClockQuery,
    after: Int,
    limit: Int
  ) throws(Refusal) -> HistoryAnswer {
    HistoryAnswer(holder: holder, topic: topic, clocks: answerClocks(clocks), items: [])
  }

  func why(
    holder: Text,
    topic: Text,
    clocks: ClockQuery,
    after: Int,
    limit: Int
  ) throws(Refusal) -> WhyAnswer {
    WhyAnswer(stance: try stance(holder: holder, topic: topic, clocks: clocks))
  }

  func changes(
    _ query: ChangesQuery,
    after: ChangesPlace?,
    limit: Int
  ) throws(Refusal) -> ChangesAnswer {
    ChangesAnswer(from: answerClocks(query.from), to: answerClocks(query.to), items: [])
  }

  private func answerClocks(_ query: ClockQuery) -> AnswerClocks {
    AnswerClocks(at: query.at ?? CivilDate(dayNumber: 0), known: head, head: head)
  }

  func event(_ seq: UInt64, derived: Bool) throws(Refusal) -> [UInt8] {
    let line = state.withLock { state in
      seq > 0 && seq <= state.lines.count ? state.lines[Int(seq) - 1] : nil
    }
    guard let line else { throw Refusal(.unknownEvent, "there is no event \(seq)") }
    return line
  }

  func events(
    _ filter: EventFilter,
    after: UInt64,
    limit: Int
  ) throws(Refusal) -> EventPage {
    eventReads.add(1, ordering: .relaxed)
    return state.withLock { state in
      let from = min(Int(clamping: after), state.lines.count)
      let to = min(from + limit, state.lines.count)
      return EventPage(
        items: Array(state.lines[from..<to]),
        next: to < state.lines.count ? UInt64(to) : nil,
        head: UInt64(state.lines.count),
        examinedThrough: UInt64(to)
      )
    }
  }

  func export(after: UInt64, byteLimit: Int) throws(Refusal) -> ExportPage {
    exportPages.add(1, ordering: .relaxed)
    let page = Int(after) + 1
    let line = [UInt8](repeating: UInt8(ascii: "x"), count: byteLimit - 1) + [10]
    return ExportPage(
      bytes: line,
      next: page < exportPageCount ? UInt64(page) : nil,
      head: head,
      root: "00",
      journal: "urn:uuid:0"
    )
  }

  func meetings(
    clocks: ClockQuery,
    from: CivilDate?,
    to: CivilDate?,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> MeetingListAnswer {
    MeetingListAnswer(clocks: answerClocks(clocks), items: [])
  }

  func meeting(_ slug: Text, clocks: ClockQuery) throws(Refusal) -> MeetingAnswer {
    throw Refusal(.unknownMeeting, "no meeting is called “\(slug)”")
  }

  func vocabulary(
    _ kind: VocabularyKind,
    all: Bool,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> VocabularyPage {
    VocabularyPage(kind: kind, items: [], head: head)
  }

  func vocabularyItem(
    _ kind: VocabularyKind,
    _ slug: Text
  ) throws(Refusal) -> (item: JSONValue, head: UInt64) {
    (["slug": .string(slug)], head)
  }

  func vocabularyMatch(
    _ kind: VocabularyKind,
    name: Text
  ) throws(Refusal) -> VocabularyMatch {
    VocabularyMatch(kind: kind, items: [], match: .none, head: head)
  }

  func sourceText(_ slug: Text) throws(Refusal) -> [UInt8] { Array("text of \(slug)".utf8) }

  func replay(
    _ query: ReplayQuery,
    after: ReplayCursor?,
    limit: Int
  ) throws(Refusal) -> ReplayPage {
    if query.topic == "broken" {
      guard after == nil else { throw Refusal(.internalError, "the second page broke") }
      return ReplayPage(lines: [], next: ReplayCursor(key: [1]), head: head)
    }
    return ReplayPage(lines: [], next: nil, head: head)
  }

  func status() -> StoreStatus {
    StoreStatus(
      journal: "urn:uuid:0",
      head: head,
      lastRecordedAt: nil,
      path: "/nowhere",
      bytes: 1,
      mapBytes: 2,
      lmdb: "0",
      projections: [],
      queued: 0
    )
  }

  func close() {}
}

/// Refuses drafts whose topic slug is `bad`.
private final class FakeChecker: EventChecking, Sendable {
  func check(_ drafts: [EventDraft], lines: [Int]) -> [Refusal?] {
    drafts.map {
      $0.data.starts(with: Array("{\"bad\"".utf8)) ? Refusal(.unknownTopic, "bad") : nil
    }
  }
}

/// A detached thread.
enum TestThread {
  /// What a body returns that blocks, run on a thread of its own.
  static func value<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      start { continuation.resume(returning: body()) }
    }
  }

  static func start(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(body))
    pthread_create(
      &thread,
      nil,
      { raw in
        if let raw { Unmanaged<Box>.fromOpaque(raw).takeRetainedValue().body() }
        return nil
      },
      box.toOpaque()
    )
    pthread_detach(thread)
  }
}
