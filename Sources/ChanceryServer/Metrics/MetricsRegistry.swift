package import CoreMetrics
import Synchronization

/// Counters, gauges and histograms behind swift-metrics' façade, and the Prometheus text of them.
///
/// A metric's cell is found or made under a lock and then kept by who uses it; recording takes no
/// lock but a histogram's own.
package final class MetricsRegistry: Sendable {
  /// A metric's name and labels.
  private struct Key: Hashable {
    let label: String
    let dimensions: String
  }

  private struct Cells {
    var counters: [Key: CounterCell] = [:]
    var gauges: [Key: GaugeCell] = [:]
    var histograms: [Key: HistogramCell] = [:]
  }

  private let cells = Mutex(Cells())

  package init() {}

  /// The bounds of histograms of seconds: from a query's tens of microseconds to a stall.
  private static let secondBounds = [
    0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5,
  ]
  /// The bounds of histograms of counts: the sizes of batches.
  private static let countBounds: [Double] = [
    1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_000, 4_000,
  ]

  private static func key(_ label: String, _ dimensions: [(String, String)]) -> Key {
    let pairs = dimensions.map { "\($0.0)=\"\(ExpositionPage.escaped($0.1))\"" }
    return Key(label: label, dimensions: pairs.joined(separator: ","))
  }

  private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeCell {
    let key = MetricsRegistry.key(label, dimensions)
    return cells.withLock { cells in
      if let cell = cells.gauges[key] { return cell }
      let cell = GaugeCell()
      cells.gauges[key] = cell
      return cell
    }
  }

  private func histogram(
    _ label: String,
    _ dimensions: [(String, String)],
    _ bounds: [Double]
  ) -> HistogramCell {
    let key = MetricsRegistry.key(label, dimensions)
    return cells.withLock { cells in
      if let cell = cells.histograms[key] { return cell }
      let cell = HistogramCell(bounds: bounds)
      cells.histograms[key] = cell
      return cell
    }
  }

  /// All metrics in Prometheus' text format 0.0.4, sorted by name.
  package func exposition() -> [UInt8] {
    let cells = cells.withLock { $0 }
    var page = ExpositionPage()
    for (key, cell) in cells.counters {
      page.add(key.label, "counter", [page.line(key.label, key.dimensions, Double(cell.value))])
    }
    for (key, cell) in cells.gauges {
      page.add(key.label, "gauge", [page.line(key.label, key.dimensions, cell.value)])
    }
    for (key, cell) in cells.histograms {
      page.add(key.label, "histogram", page.lines(key.label, key.dimensions, cell.reading))
    }
    return page.bytes
  }
}

// MARK: - The façade's factory

extension MetricsRegistry: MetricsFactory {
  package func makeCounter(
    label: String,
    dimensions: [(String, String)]
  ) -> any CounterHandler {
    let key = MetricsRegistry.key(label, dimensions)
    return cells.withLock { cells in
      if let cell = cells.counters[key] { return cell }
      let cell = CounterCell()
      cells.counters[key] = cell
      return cell
    }
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    gauge(label, dimensions)
  }

  package func makeRecorder(
    label: String,
    dimensions: [(String, String)],
    aggregate: Bool
  ) -> any RecorderHandler {
    guard aggregate else { return gauge(label, dimensions) }
    return histogram(label, dimensions, MetricsRegistry.countBounds)
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions, MetricsRegistry.secondBounds)
  }

  /// Metrics live as long as the daemon: a counter that vanished would look like a restart.
  package func destroyCounter(_ handler: any CounterHandler) {}
  package func destroyMeter(_ handler: any MeterHandler) {}
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  package func destroyTimer(_ handler: any TimerHandler) {}
}
