/// What became of one flipped bit.
enum Outcome: Equatable {
  /// `verify` found damage; in which phase.
  case detected(String)
  /// The process that verified died, or came to no end: its supervisor reports that as damage.
  case ended
  /// `verify` found nothing, every answer was right, 200 commits went in, every answer was right
  /// again, and `verify` found nothing.
  case harmless
  /// `verify` found nothing, and something was not right.
  case wrong(String)
  /// `verify` found nothing, and the process that answered died or came to no end.
  case died

  /// One line of a worker's diary.
  var line: String {
    switch self {
    case .detected(let phase): "detected \(phase)"
    case .ended: "ended"
    case .harmless: "harmless"
    case .wrong(let what): "wrong " + what.replacing("\n", with: " ")
    case .died: "died"
    }
  }

  init?(line: Substring) {
    let parts = line.split(separator: " ", maxSplits: 1)
    let rest = parts.count > 1 ? String(parts[1]) : ""
    switch parts.first {
    case "detected": self = .detected(rest)
    case "ended": self = .ended
    case "harmless": self = .harmless
    case "wrong": self = .wrong(rest)
    case "died": self = .died
    default: return nil
    }
  }
}

/// How many bits came to what.
struct Tally {
  private(set) var detected: [String: Int] = [:]
  private(set) var ended = 0
  private(set) var harmless = 0
  private(set) var bad: [(Flip.Bit, Outcome)] = []

  /// Whether no answer was wrong, and nothing died unforeseen.
  var isGood: Bool { bad.isEmpty }

  mutating func add(_ outcome: Outcome, _ bit: Flip.Bit) {
    switch outcome {
    case .detected(let phase): detected[phase, default: 0] += 1
    case .ended: ended += 1
    case .harmless: harmless += 1
    case .wrong, .died: bad.append((bit, outcome))
    }
  }

  /// The counts, for a person and for a script.
  func table(plan: FlipPlan, numbers: Range<Int>) -> String {
    let part = numbers.count < plan.count ? " (\(numbers) of the plan)" : ""
    var lines = ["flipped \(numbers.count) bits of \(plan.byteCount) bytes\(part)"]
    for (phase, count) in detected.sorted(by: { $0.key < $1.key }) {
      lines.append("detected in \(phase): \(count)")
    }
    lines.append("detected by the end of the process that read: \(ended)")
    lines.append("harmless: \(harmless)")
    lines.append("wrong: \(bad.count { $0.1 != .died })")
    lines.append("died undetected: \(bad.count { $0.1 == .died })")
    for (bit, outcome) in bad {
      lines.append("  --only \(bit.offset):\(bit.bit) \(outcome.line)")
    }
    return lines.joined(separator: "\n")
  }
}
