/// A number to reach, and what was reached.
struct Bar {
  enum Limit {
    case atMost(Double)
    case atLeast(Double)
  }

  var what: String
  var measured: Series
  /// nil for a ratio that explains others, and has nothing to reach.
  var limit: Limit?
  var unit: String

  init(_ what: String, _ measured: Series, _ limit: Limit? = nil, unit: String = "×") {
    self.what = what
    self.measured = measured
    self.limit = limit
    self.unit = unit
  }

  /// By the median.
  var isMet: Bool {
    switch limit {
    case .atMost(let bound): measured.median <= bound
    case .atLeast(let bound): measured.median >= bound
    case nil: true
    }
  }

  private var limitText: String {
    switch limit {
    case .atMost(let bound): "≤ \(Format.number(bound)) \(unit)"
    case .atLeast(let bound): "≥ \(Format.number(bound)) \(unit)"
    case nil: "–"
    }
  }

  private var verdict: String {
    if measured.values.isEmpty { return "not measured" }
    if limit == nil { return "" }
    return isMet ? "met" : "not met"
  }

  static func table(_ bars: [Bar]) -> Table {
    Table(
      headings: ["bar", "measured", "to reach", ""],
      rows: bars.map { [$0.what, "\($0.measured.text) \($0.unit)", $0.limitText, $0.verdict] }
    )
  }
}
