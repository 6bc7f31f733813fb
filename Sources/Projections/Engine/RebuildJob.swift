internal import ChanceryModel
internal import Journal
internal import LMDB

/// An order to fill the projections again.
struct RebuildJob: Sendable {
  /// What it is for.
  enum Purpose: Sendable {
    /// Compare with the live rows and leave those as they are.
    case check
    /// Take the place of the live rows.
    case replacement
    /// Take the place of rows that nobody compares: those of another version, or those that a rebuild
    /// which was killed did not come to replace.
    case start
    /// Delete what was left half filled.
    case tidying
  }

  var purpose: Purpose
  /// Erase an event, and fill as if it never was.
  var redaction: RedactOrder?
  /// Told how far it is; false cancels.
  var progress: @Sendable (RebuildProgress) -> Bool
  var completion: @Sendable (Result<RebuildAnswer, Refusal>) -> Void
}

extension RebuildJob.Purpose {
  /// What a start has to do with the projections: fill those of another version again, go on with what
  /// was to replace the live ones, or delete what nobody will go on with; nil for nothing.
  static func atStart(
    _ journal: Journal,
    _ sets: [ProjectionSet],
    _ transaction: borrowing ReadTransaction
  ) throws -> RebuildJob.Purpose? {
    guard let state = try ProjectionState.read(journal, transaction) else { return nil }
    guard state.versions == ProjectionSet.versions else { return .start }
    let mark = try RebuildMark.read(journal, transaction)
    if let mark, mark.replaces, mark.versions == ProjectionSet.versions,
      mark.generation != state.generation
    {
      return .start
    }
    let aside = sets[1 - Int(state.generation)]
    let isEmpty = try RebuildMark.rowCount(of: aside, transaction) == 0
    return mark == nil && isEmpty ? nil : .tidying
  }
}
