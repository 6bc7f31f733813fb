/// One figure of several rounds: its median, and how far the rounds lie apart.
struct Series {
  var values: [Double]

  init(_ values: [Double] = []) { self.values = values }

  var median: Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
  var least: Double { values.min() ?? .nan }
  var most: Double { values.max() ?? .nan }

  /// The ratio of the same rounds: what was measured side by side is compared, not the medians.
  static func / (left: Series, right: Series) -> Series {
    Series(zip(left.values, right.values).map { $0 / $1 })
  }

  static func + (left: Series, right: Series) -> Series {
    Series(zip(left.values, right.values).map { $0 + $1 })
  }

  /// `12.3 (11.9–12.8)`, or the median alone if there was one round or all were equal.
  var text: String {
    let middle = Format.number(median)
    let low = Format.number(least)
    let high = Format.number(most)
    return values.count < 2 || low == high ? middle : "\(middle) (\(low)–\(high))"
  }
}
