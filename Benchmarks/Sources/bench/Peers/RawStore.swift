import CLoad
import CStores

/// LMDB itself with Chancery's puts: the physical limit.
final class RawStore {
  static let name = "raw LMDB"
  private let store: OpaquePointer
  private let timing = StoreTiming()

  init(_ directory: String) throws {
    guard let store = raw_open(directory, timing.pointer) else { throw timing.failure }
    self.store = store
  }

  deinit { raw_close(store) }

  /// Appends votes of a file, so many a durable commit.
  @discardableResult
  func append(_ file: VoteFile, _ range: Range<Int>, perCommit: Int) throws -> StoreFigures {
    let code = raw_append(
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

  /// Fills the table of rows again from the log; the seconds it took.
  func refill() throws -> Double {
    guard raw_refill(store, timing.pointer) == 0 else { throw timing.failure }
    return timing.figures(events: 0).seconds
  }

  /// Appends votes one by one, acknowledged in one of several ways.
  func append(
    _ file: VoteFile,
    _ range: Range<Int>,
    acknowledged way: flush_way,
    tail: String,
    pauseMicroseconds: UInt64
  ) throws -> StoreFigures {
    let code = flush_append(
      store,
      tail,
      way,
      pauseMicroseconds,
      file.votes,
      range.lowerBound,
      range.upperBound,
      timing.pointer
    )
    guard code == 0 else { throw timing.failure }
    return timing.figures(events: range.count)
  }
}

/// What a store inside the process took.
struct StoreFigures {
  var seconds: Double
  var perSecond: Double
  /// Microseconds a commit.
  var p50: Double
  var p99: Double
}

/// The C struct that a store's calls fill.
final class StoreTiming {
  let pointer: UnsafeMutablePointer<store_timing>
  private let latencies: OpaquePointer

  init() {
    latencies = histogram_new()
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: store_timing())
    pointer.pointee.latencies = latencies
  }

  deinit {
    pointer.deallocate()
    histogram_free(latencies)
  }

  var failure: Failure { Failure(text(of: pointer.pointee.failure)) }

  func figures(events: Int) -> StoreFigures {
    let seconds = Double(pointer.pointee.elapsed_ns) / 1e9
    return StoreFigures(
      seconds: seconds,
      perSecond: Double(events) / seconds,
      p50: Double(histogram_percentile(latencies, 0.5)) / 1e3,
      p99: Double(histogram_percentile(latencies, 0.99)) / 1e3
    )
  }
}
