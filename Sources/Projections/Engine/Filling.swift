internal import ChanceryModel
internal import Journal
internal import LMDB

/// The filling of a generation from the log, a slice at a time.
///
/// A slice gathers what some events say and enters it pair by pair, in one transaction: the more events, the less it
/// costs for each, as the pages of a pair are changed once for many of its rows. While nobody appends a
/// slice may take long; one that an append comes upon is given up, with nothing written, and the next
/// ones are short. So an append waits no longer than for a short slice, and not for a long one.
struct Filling {
  /// Writer time of a short slice: an append may wait as long as that.
  static let shortNanoseconds: UInt64 = 8_000_000
  /// Writer time of the longest, and of what is lost when an append comes.
  private static let longNanoseconds: UInt64 = 512_000_000
  /// Of the time of a slice this part goes to gathering; the rest, about, to entering.
  private static let gatheringPart: UInt64 = 3
  /// Stances and pairs that a slice gathers at the most: they bound its memory, and the pages that it changes.
  private static let stancesMax = 131_072
  private static let pairsMax = 2_048
  /// After so many slices that no append has waited for, they grow.
  private static let quietMax = 8
  /// Events between two looks at the clock and at the queue.
  private static let stride: UInt64 = 64

  /// Thrown to give up a slice.
  private struct Awaited: Error {}

  private let journal: Journal
  private let set: ProjectionSet
  /// True if an append waits for the writer's thread.
  private let isAwaited: () -> Bool
  private var batch = StanceBatch(remembersPairs: true)
  private var nanoseconds = Filling.shortNanoseconds
  /// How many slices in a row no append has waited for.
  private var quiet = Filling.quietMax
  /// The last event that is in the rows.
  private(set) var done: UInt64 = 0

  init(_ journal: Journal, _ set: ProjectionSet, isAwaited: @escaping () -> Bool) {
    self.journal = journal
    self.set = set
    self.isAwaited = isAwaited
  }

  /// Goes on after an event that was filled before.
  mutating func goOn(after seq: UInt64) { done = seq }

  /// Fills a slice in a transaction of its own.
  ///
  /// - Parameters:
  ///   - redaction: What is filled as if it never was.
  ///   - finish: Called in the transaction once events were added, with the last of them.
  /// - Returns: The head; nil if the slice was given up.
  /// - Throws: The store's error, or damage.
  mutating func fill(
    without redaction: inout Redaction?,
    finish: (UInt64, inout WriteTransaction) throws -> Void
  ) throws -> UInt64? {
    let before = (done: done, redaction: redaction)
    let isLong = nanoseconds > Filling.shortNanoseconds
    let isAwaited = isAwaited
    // A long slice is given up for an append.
    let step = { () throws in if isLong, isAwaited() { throw Awaited() } }
    do {
      let head = try journal.environment.write { transaction throws in
        let head = try journal.head(transaction)
        try gather(through: head, &redaction, step, &transaction)
        try set.enter(&batch, to: &transaction, step: step)
        if done > before.done { try finish(done, &transaction) }
        return head
      }
      quiet = isAwaited() ? 0 : quiet + 1
      if quiet > Filling.quietMax { nanoseconds = min(nanoseconds * 2, Filling.longNanoseconds) }
      return head
    } catch {
      // Nothing was written: pairs that got their numbers have none.
      batch = StanceBatch(remembersPairs: true)
      done = before.done
      redaction = before.redaction
      guard error is Awaited else { throw error }
      nanoseconds = Filling.shortNanoseconds
      quiet = 0
      return nil
    }
  }

  /// Applies events but for the stances of new statements, which are gathered, until the slice is full.
  private mutating func gather(
    through head: UInt64,
    _ redaction: inout Redaction?,
    _ step: () throws -> Void,
    _ transaction: inout WriteTransaction
  ) throws {
    let start = WallClock.monotonicNanoseconds()
    batch.beginPairCount()
    while done < head, batch.count < Filling.stancesMax, batch.pairCount < Filling.pairsMax,
      WallClock.monotonicNanoseconds() - start < nanoseconds / Filling.gatheringPart
    {
      try step()
      let next = min(head, done + Filling.stride)
      while done < next { try gatherNext(&redaction, &transaction) }
    }
  }

  /// Takes the next event of the log, or passes it over if its content goes.
  private mutating func gatherNext(
    _ redaction: inout Redaction?,
    _ transaction: inout WriteTransaction
  ) throws {
    let seq = done + 1
    var header = try journal.requiredHeader(seq, transaction)
    if redaction?.takes(header, seq: seq) == true { header.body = .redacted }
    let source = redaction.map { journal.hiding($0.erased) } ?? journal
    try set.apply(header, seq: seq, journal: source, gathering: &batch, to: &transaction)
    done = seq
  }
}
