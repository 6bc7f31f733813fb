import CoreMetrics
import Synchronization

/// A number that only grows.
final class CounterCell: CounterHandler, Sendable {
  private let count = Atomic<Int64>(0)

  var value: Int64 { count.load(ordering: .relaxed) }

  func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

  func reset() { count.store(0, ordering: .relaxed) }
}

/// A number that is what it was last set to.
final class GaugeCell: MeterHandler, RecorderHandler, Sendable {
  private let number = Mutex(0.0)

  var value: Double { number.withLock { $0 } }

  func set(_ value: Int64) { set(Double(value)) }

  func set(_ value: Double) { number.withLock { $0 = value } }

  func increment(by amount: Double) { number.withLock { $0 += amount } }

  func decrement(by amount: Double) { number.withLock { $0 -= amount } }

  func record(_ value: Int64) { set(value) }

  func record(_ value: Double) { set(value) }
}

/// A distribution over fixed buckets.
final class HistogramCell: TimerHandler, RecorderHandler, Sendable {
  /// What was recorded so far.
  struct Reading: Sendable {
    /// Upper bounds of the buckets; one more, without bound, follows them.
    let bounds: [Double]
    var counts: [Int]
    var sum = 0.0
  }

  private let state: Mutex<Reading>

  init(bounds: [Double]) {
    state = Mutex(
      Reading(bounds: bounds, counts: Array(repeating: 0, count: bounds.count + 1))
    )
  }

  var reading: Reading { state.withLock { $0 } }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    state.withLock { state in
      let bucket = state.bounds.firstIndex { value <= $0 } ?? state.bounds.count
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
