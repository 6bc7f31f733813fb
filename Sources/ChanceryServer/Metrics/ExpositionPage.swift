/// Prometheus' text format 0.0.4: one block a metric, one line a value.
struct ExpositionPage {
  private var blocks: [String: (type: String, lines: [String])] = [:]

  /// Adds values of a metric.
  mutating func add(_ name: String, _ type: String, _ lines: [String]) {
    blocks[name, default: (type, [])].lines += lines
  }

  /// The page, sorted by name.
  var bytes: [UInt8] {
    let text = blocks.sorted { $0.key < $1.key }.map { name, block in
      let help = ExpositionPage.help[name].map { "# HELP \(name) \($0)\n" } ?? ""
      let sorted = block.type == "histogram" ? block.lines : block.lines.sorted()
      return help + "# TYPE \(name) \(block.type)\n" + sorted.joined(separator: "\n") + "\n"
    }
    return Array(text.joined().utf8)
  }

  /// One value.
  func line(_ name: String, _ dimensions: String, _ value: Double) -> String {
    let labels = dimensions.isEmpty ? "" : "{\(dimensions)}"
    return "\(name)\(labels) \(ExpositionPage.number(value))"
  }

  /// A distribution: what is at most each bound, the sum, the count.
  func lines(
    _ name: String,
    _ dimensions: String,
    _ reading: HistogramCell.Reading
  ) -> [String] {
    let prefix = dimensions.isEmpty ? "" : dimensions + ","
    var count = 0
    var lines: [String] = []
    for (index, bucket) in reading.counts.enumerated() {
      count += bucket
      let bound =
        index < reading.bounds.count ? ExpositionPage.number(reading.bounds[index]) : "+Inf"
      lines.append(line(name + "_bucket", "\(prefix)le=\"\(bound)\"", Double(count)))
    }
    lines.append(line(name + "_sum", dimensions, reading.sum))
    lines.append(line(name + "_count", dimensions, Double(count)))
    return lines
  }

  /// A label's value may not end its own quotes.
  static func escaped(_ value: String) -> String {
    var escaped = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\"": escaped += "\\\""
      case "\n": escaped += "\\n"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// Whole numbers without a point.
  private static func number(_ value: Double) -> String {
    if let whole = Int64(exactly: value) { return String(whole) }
    return String(value)
  }

  private static let help = [
    "chancery_append_seconds": "Time from a decoded append to its acknowledgement.",
    "chancery_append_events": "Events of one append request.",
    "chancery_body_bytes": "Bytes of request bodies in memory.",
    "chancery_commit_events": "Events of one commit.",
    "chancery_connections": "Open connections that are no followers.",
    "chancery_connections_refused_total": "Connections turned away because there were too many.",
    "chancery_followers": "Open connections that follow the log.",
    "chancery_head": "The last committed seq.",
    "chancery_queued": "Requests that wait for the writer.",
    "chancery_requests_total": "Answered requests by route and status.",
    "chancery_store_bytes": "Bytes of the journal's file.",
  ]
}
