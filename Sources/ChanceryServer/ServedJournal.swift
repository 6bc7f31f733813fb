package import ChanceryModel
package import Projections

/// What the server needs of the journal: the seam between the socket and the engine.
///
/// Reads open one transaction for their own duration and give values: nothing is held while bytes
/// go out. `stance` and `event` are quick enough for an event loop; all others belong on the pool.
package protocol ServedJournal: Sendable {
  /// The last committed seq, without a lock.
  var head: UInt64 { get }
  /// Limits of events, with the digest of source texts.
  var eventLimits: EventLimits { get }
  /// Requests that wait for the writer, and whether projections are being made anew.
  var writerStatus: (queued: Int, isRebuilding: Bool) { get }

  /// Whether questions can be answered.
  var readiness: Readiness { get }

  /// Appends; the completion runs on the writer's thread when the events are on disk, or refused.
  func append(
    _ request: AppendRequest,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  )
  /// Appends the next part of an upload, behind the parts before it; not at all if one of them was refused.
  func append(
    part: AppendRequest,
    of upload: Upload,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  )
  /// Checks events that will not be appended, one after another.
  func makeChecker(declare: Bool) -> any EventChecking
  /// Makes projections anew; `progress` returns false to cancel.
  func rebuild(
    check: Bool,
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<RebuildAnswer, Refusal>) -> Void
  )
  /// Rewrites the journal's file, so that nothing is in it but what stands.
  func compact(
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<CompactAnswer, Refusal>) -> Void
  )
  /// Erases an event and all that repeats it; `recordedBy` is who ordered it.
  func redact(
    event: UInt64,
    reason: Text,
    recordedBy: Text,
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<RebuildAnswer, Refusal>) -> Void
  )
  /// Copies the journal into a directory and verifies the copy; `progress` returns false to cancel.
  func backup(
    to directory: Text,
    progress: @escaping @Sendable (BackupProgress) -> Bool,
    completion: @escaping @Sendable (Result<BackupAnswer, Refusal>) -> Void
  )
  /// The data directory.
  var directory: String { get }
  /// Runs something on a thread of its own while the snapshot of this moment is kept.
  func holdingSnapshot(_ body: @escaping @Sendable (Refusal?) -> Void)
  /// Calls the listener after each commit, once its appends were answered, on the writer's thread: it must
  /// not block.
  func addCommitListener(_ listener: @escaping @Sendable (UInt64) -> Void)

  /// Gives a checkpoint of at least that many events, at once or from another thread; `size` is at most
  /// the head.
  func checkpoint(
    covering size: UInt64,
    completion: @escaping @Sendable (Result<CheckpointAnswer, Refusal>) -> Void
  )
  /// The proof that an event is in the tree of `size` events, else of the checkpoint's.
  func inclusionProof(
    of seq: UInt64,
    size: UInt64?,
    newest: CheckpointAnswer
  ) throws(Refusal) -> InclusionAnswer
  /// The proof that the tree of `to` events, else the checkpoint's, begins with that of `from`.
  func consistencyProof(
    from: UInt64,
    to: UInt64?,
    newest: CheckpointAnswer
  ) throws(Refusal) -> ConsistencyAnswer

  func stance(holder: Text, topic: Text, clocks: ClockQuery) throws(Refusal) -> StanceAnswer
  func board(
    topic: Text,
    clocks: ClockQuery,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> StanceListAnswer
  func stances(
    holder: Text,
    clocks: ClockQuery,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> StanceListAnswer
  func history(
    holder: Text,
    topic: Text?,
    clocks: ClockQuery,
    after: Int,
    limit: Int
  ) throws(Refusal) -> HistoryAnswer
  func why(
    holder: Text,
    topic: Text,
    clocks: ClockQuery,
    after: Int,
    limit: Int
  ) throws(Refusal) -> WhyAnswer
  func changes(
    _ query: ChangesQuery,
    after: ChangesPlace?,
    limit: Int
  ) throws(Refusal) -> ChangesAnswer
  func event(_ seq: UInt64, derived: Bool) throws(Refusal) -> [UInt8]
  func events(
    _ filter: EventFilter,
    after: UInt64,
    limit: Int
  ) throws(Refusal) -> EventPage
  func export(after: UInt64, byteLimit: Int) throws(Refusal) -> ExportPage
  func meetings(
    clocks: ClockQuery,
    from: CivilDate?,
    to: CivilDate?,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> MeetingListAnswer
  func meeting(_ slug: Text, clocks: ClockQuery) throws(Refusal) -> MeetingAnswer
  func vocabulary(
    _ kind: VocabularyKind,
    all: Bool,
    after: Text?,
    limit: Int
  ) throws(Refusal) -> VocabularyPage
  func vocabularyItem(
    _ kind: VocabularyKind,
    _ slug: Text
  ) throws(Refusal) -> (item: JSONValue, head: UInt64)
  func vocabularyMatch(
    _ kind: VocabularyKind,
    name: Text
  ) throws(Refusal) -> VocabularyMatch
  func sourceText(_ slug: Text) throws(Refusal) -> [UInt8]
  func replay(
    _ query: ReplayQuery,
    after: ReplayCursor?,
    limit: Int
  ) throws(Refusal) -> ReplayPage
  func status() -> StoreStatus
  /// Drains the writer and closes; nothing may be called afterwards.
  func close()
}

/// Checks the events of one input in their order, keeping its own definitions in mind.
///
/// Used by one thread at a time, not always the same one.
package protocol EventChecking: AnyObject, Sendable {
  /// The refusal that each of the next events would meet, or nil; `lines` says where they stand.
  func check(_ drafts: [EventDraft], lines: [Int]) -> [Refusal?]
}
