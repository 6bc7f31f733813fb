package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Writing

extension Engine {
  /// Appends a request's events; all of them or none.
  ///
  /// Returns at once. The completion runs on the writer's thread when the events are on disk, or
  /// when the request is refused; it must not block. Cost on the caller's thread: hashing the data
  /// and resolving statements, a few microseconds an event; for a request that withdraws definitions
  /// a reading of the log, see ``UseScan``.
  package func append(
    _ request: AppendRequest,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  ) {
    append(request, of: nil, completion: completion)
  }

  /// Appends the next part of an upload, as ``append(_:completion:)`` does a request.
  ///
  /// It comes into the journal behind the parts that were handed over before, and not at all once one of
  /// them was refused: then it is refused `busy`. Handed over one at a time.
  package func append(
    part: AppendRequest,
    of upload: Upload,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  ) {
    append(part, of: upload, completion: completion)
  }

  private func append(
    _ request: AppendRequest,
    of upload: Upload?,
    completion: @escaping @Sendable (Result<AppendAnswer, Refusal>) -> Void
  ) {
    do throws(Refusal) {
      guard request.drafts.count <= Appender.requestEventsMax else {
        throw Refusal(
          .tooManyEvents,
          "the request has \(request.drafts.count) events, \(Appender.requestEventsMax) are the most",
          hint: "send it in several requests"
        )
      }
      let append = WaitingAppend(try prepare(request), of: upload, completion: completion)
      try writer.queue.push(.append(append))
    } catch {
      upload?.end()
      completion(.failure(error))
    }
  }

  private func prepare(_ request: AppendRequest) throws(Refusal) -> PreparedRequest {
    let now = configuration.now()
    var prepared = try PreparedRequest.prepare(request, journal: journal, now: now)
    if prepared.canResolveAhead {
      try reading { transaction, set in
        try prepared.resolveAhead(journal, set, recordedDay: now.day, transaction)
      }
    } else if prepared.withdraws {
      try reading { transaction, set in
        try prepared.findUses(journal, set, recordedDay: now.day, transaction)
      }
    }
    return prepared
  }

  /// Fills the projections again beside the live ones, and swaps them in; or only compares.
  ///
  /// `progress` and `completion` run on the writer's thread and must not block; a `progress` that
  /// returns false cancels.
  package func rebuild(
    check: Bool,
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<RebuildAnswer, Refusal>) -> Void
  ) {
    let job = RebuildJob(
      purpose: check ? .check : .replacement,
      progress: progress,
      completion: completion
    )
    push(job)
  }

  /// Erases the content of an event and of all that repeats it, and appends an `event.redacted`.
  ///
  /// Its corrections, further reports and reviews go with it, and the text of a source. The projections
  /// are filled beside as if none of them ever was; one transaction then erases, appends and puts them in
  /// place, so that no answer ever shows half of it. Cost: a rebuild.
  ///
  /// - Parameters:
  ///   - event: The event to erase.
  ///   - reason: Why, for everybody to read.
  ///   - recordedBy: Who ordered it.
  ///   - progress: As in ``rebuild(check:progress:completion:)``.
  ///   - completion: As there, or on the caller's thread for an event that cannot go; the answer has
  ///     a ``RebuildAnswer/Redaction``.
  package func redact(
    event: UInt64,
    reason: Text,
    recordedBy: Text,
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<RebuildAnswer, Refusal>) -> Void
  ) {
    let order = RedactOrder(event: event, reason: reason, recordedBy: recordedBy)
    do throws(Refusal) {
      try reading { transaction, set in try order.check(journal, set, transaction) }
    } catch {
      return completion(.failure(error))
    }
    push(
      RebuildJob(
        purpose: .replacement,
        redaction: order,
        progress: progress,
        completion: completion
      )
    )
  }

  private func push(_ job: RebuildJob) {
    let completion = job.completion
    do throws(Refusal) { try writer.queue.push(.rebuild(job)) } catch {
      completion(.failure(error))
    }
  }

  /// Rewrites the journal's file, so that nothing is in it but what stands; see ``Compaction``.
  ///
  /// `progress` runs on a thread of the compaction and must not block; returning false cancels.
  /// `completion` runs on the writer's thread.
  package func compact(
    progress: @escaping @Sendable (RebuildProgress) -> Bool,
    completion: @escaping @Sendable (Result<CompactAnswer, Refusal>) -> Void
  ) {
    let job = CompactJob(progress: progress, completion: completion)
    do throws(Refusal) { try writer.queue.push(.compact(job)) } catch {
      completion(.failure(error))
    }
  }
}
