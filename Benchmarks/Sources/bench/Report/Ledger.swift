/// What the rounds of a part have found, by work, who did it, and which figure.
struct Ledger {
  /// A figure, named as its column is.
  typealias Metric = String

  struct Line: Hashable {
    var work: String
    var who: String
  }

  /// The lines in the order in which they first came.
  private(set) var lines: [Line] = []
  /// The columns likewise.
  private(set) var metrics: [Metric] = []
  private var series: [Line: [Metric: Series]] = [:]

  mutating func add(_ work: String, _ who: String, _ metric: Metric, _ value: Double) {
    let line = Line(work: work, who: who)
    if series[line] == nil { lines.append(line) }
    if !metrics.contains(metric) { metrics.append(metric) }
    series[line, default: [:]][metric, default: Series()].values.append(value)
  }

  /// What a load found.
  mutating func add(_ work: String, _ who: String, _ figures: LoadFigures, reply: Bool = false) {
    add(work, who, .p50, figures.p50)
    add(work, who, .p99, figures.p99)
    add(work, who, .perSecond, figures.perSecond)
    if reply { add(work, who, .replyBytes, figures.replyBytes) }
  }

  mutating func add(_ work: String, _ who: String, _ figures: StoreFigures) {
    add(work, who, .p50, figures.p50)
    add(work, who, .p99, figures.p99)
    add(work, who, .perSecond, figures.perSecond)
  }

  /// Empty if there is no such figure.
  subscript(_ work: String, _ who: String, _ metric: Metric) -> Series {
    series[Line(work: work, who: who)]?[metric] ?? Series()
  }

  /// One row a line, one column a metric.
  var table: Table { table("work", "who") }

  /// The same with other words above the first two columns.
  func table(_ work: String, _ who: String) -> Table {
    Table(
      headings: [work, who] + metrics,
      rows: lines.map { line in
        [line.work, line.who]
          + metrics.map { metric in series[line]?[metric].map(\.text) ?? "" }
      }
    )
  }
}

extension Ledger.Metric {
  static let p50 = "p50 µs"
  static let p99 = "p99 µs"
  static let perSecond = "per second"
  static let replyBytes = "reply bytes"
  static let seconds = "seconds"
  /// Private memory at its most.
  static let memory = "private MiB"
}
