/// What the bench was asked for.
struct Options {
  static let usage = """
    Usage: scripts/bench [PART…] [--rounds N] [--size N] [--max N] [--seconds S] [--votes FILE]
           [--markdown]

      PART         of: \(Part.allCases.map(\.rawValue).joined(separator: " ")); all if none is named
      --rounds N   how often each figure is measured, peers in turn (5)
      --size N     how many votes are loaded (869,937, as many as the real ones)
      --max N      the largest journal of `scale` (1,000,000)
      --seconds S  how long one load lasts (1)
      --votes FILE the real votes (CSV, gzip or plain); synthetic ones of the same shape without
      --markdown   tables in Markdown

    """

  /// As many as the real votes.
  static let sizeDefault = 869_937

  var parts: [Part] = []
  var rounds = 5
  var size = sizeDefault
  var max = 1_000_000
  var seconds = 1.0
  var votes: String?
  var markdown = false
  /// Where the repository lies, for the script that converts votes.
  var repository = "."

  init(_ arguments: [String]) throws {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--rounds": rounds = try Self.number(argument, &rest)
      case "--size": size = try Self.number(argument, &rest)
      case "--max": max = try Self.number(argument, &rest)
      case "--seconds": seconds = try Self.value(argument, &rest, Double.init)
      case "--votes": votes = try Self.value(argument, &rest) { $0 }
      case "--repository": repository = try Self.value(argument, &rest) { $0 }
      case "--markdown": markdown = true
      default:
        guard let part = Part(rawValue: argument) else {
          throw Failure("no such part or option: \(argument)\n\n\(Self.usage)")
        }
        parts.append(part)
      }
    }
    if parts.isEmpty { parts = Part.allCases }
    guard size >= 1000, rounds >= 1, seconds > 0 else {
      throw Failure("--size is at least 1000, --rounds at least 1, --seconds above 0")
    }
  }

  private static func number(_ name: String, _ rest: inout ArraySlice<String>) throws -> Int {
    try value(name, &rest) { Int($0.filter { $0 != "_" && $0 != "," }) }
  }

  private static func value<Value>(
    _ name: String,
    _ rest: inout ArraySlice<String>,
    _ read: (String) -> Value?
  ) throws -> Value {
    guard let text = rest.popFirst(), let value = read(text) else {
      throw Failure("\(name) needs a value\n\n\(usage)")
    }
    return value
  }
}
