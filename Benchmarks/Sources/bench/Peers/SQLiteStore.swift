import CLoad
import CStores

/// SQLite through its C API: WAL, synchronous FULL, the same three tables.
final class SQLiteStore {
  static let name = "SQLite"
  private let store: OpaquePointer
  private let timing = StoreTiming()

  init(_ path: String) throws {
    guard let store = sqlite_open(path, timing.pointer) else { throw timing.failure }
    self.store = store
  }

  deinit { sqlite_close_store(store) }

  /// Appends votes of a file, so many a durable transaction.
  @discardableResult
  func append(_ file: VoteFile, _ range: Range<Int>, perCommit: Int) throws -> StoreFigures {
    let code = sqlite_append(
      store,
      file.votes,
      range.lowerBound,
      range.upperBound,
      perCommit,
      timing.pointer
    )
    guard code == 0 else { throw timing.failure }
    return timing.figures(events: range.count)
  }

  /// Empties the stance index and fills it from the log.
  ///
  /// - Returns: seconds.
  func refill() throws -> Double {
    guard sqlite_refill(store, timing.pointer) == 0 else { throw timing.failure }
    return timing.figures(events: 0).seconds
  }
}
