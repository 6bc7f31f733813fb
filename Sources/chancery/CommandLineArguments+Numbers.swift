import ChanceryClient

/// Options that take numbers, and what else they take.
extension CommandLineArguments {
  /// What an option can be given.
  private struct Permitted {
    let words: String
    let takes: (String) -> Bool

    /// Whole numbers of a range.
    init(_ words: String, _ range: ClosedRange<UInt64>) {
      self.words = words
      takes = { UInt64($0).map { range.contains($0) } ?? false }
    }

    /// Whatever does not begin like a number below zero.
    init(_ words: String) {
      self.words = words
      takes = { !isNegative($0) }
    }
  }

  /// The mistake, if an option is given a number that it cannot take, or what is no number.
  ///
  /// The parser would take `-1` for an option and miss a value, and would not say what it can be.
  static func refusedNumber(_ arguments: [String]) -> Fault? {
    guard let verb = arguments.first, verb != "help" else { return nil }
    let words = Array(arguments.prefix { $0 != "--" })
    for (index, word) in words.enumerated() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = parts.first.map({ String($0) }), let permitted = permitted(name, verb) else {
        continue
      }
      let next = index + 1 < words.count ? words[index + 1] : ""
      let value = parts.count == 2 ? String(parts[1]) : next
      // Another option, or nothing: that the value is missing is what there is to say.
      guard !value.isEmpty, value.first != "-" || isNegative(value) else { continue }
      guard !permitted.takes(value) else { continue }
      return .usage(
        "\(name) takes \(permitted.words), not “\(value)”",
        remedy: "chancery help \(verb)"
      )
    }
    return nil
  }

  private static func permitted(_ name: String, _ verb: String) -> Permitted? {
    switch (name, verb) {
    case ("-n", "ping"), ("--count", "ping"): Permitted("1 to 1000000", 1...1_000_000)
    case ("-n", _), ("--limit", _): Permitted("a count of 1 or more", 1...UInt64(Int.max))
    case ("--after", _): Permitted("an event number, 0 or more", 0...UInt64(Int.max))
    case ("--timeout", _):
      Permitted(
        Patience.rangeWords,
        UInt64(Patience.range.lowerBound)...UInt64(Patience.range.upperBound)
      )
    case ("--known", _):
      Permitted("an event number of 0 or more, a date or an instant")
    case ("--at", _), ("--from", _), ("--to", _), ("--public", _), ("--since", _), ("--today", _):
      Permitted("a date, as in 2025-03-27 or -3d")
    default: nil
    }
  }

  /// True for `-1`, `-0.5` and the like; `-3d` is a date.
  private static func isNegative(_ word: String) -> Bool {
    word.first == "-" && word.count > 1
      && word.dropFirst().allSatisfy { ("0"..."9").contains($0) || $0 == "." }
  }
}
