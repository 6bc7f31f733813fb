import Foundation

/// The commands of a page and what it says that they answer: its `console` blocks.
///
/// A line that begins with `$ ` is a command, what follows is its answer; `…` in an answer stands for
/// anything within its line.
struct Transcript {
  struct Step {
    var command: String
    var answer: [String]
  }

  private(set) var steps: [Step] = []

  init(page: String) {
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2)), answer: []))
      } else if isInside, !steps.isEmpty {
        steps[steps.count - 1].answer.append(String(line))
      }
    }
  }

  /// What stands before each answer in what ``script`` prints: no answer has that byte.
  private static let mark = "\u{1E}"

  /// All commands for one shell; what it has started it ends.
  var script: String {
    let commands = steps.map { "printf '\\036'\n\($0.command)\n" }
    return "trap 'kill $(jobs -p) 2>/dev/null' EXIT\nexec 2>&1\n" + commands.joined()
  }

  /// The steps that were answered otherwise, with what the shell printed.
  func differences(from printed: String) -> [String] {
    let answers = printed.components(separatedBy: Transcript.mark).dropFirst()
    guard answers.count == steps.count else {
      return ["\(answers.count) of \(steps.count) commands ran:\n\(printed)"]
    }
    return zip(steps, answers).compactMap { step, answer in
      let lines = Transcript.lines(answer)
      let isSame =
        lines.count == step.answer.count
        && zip(step.answer, lines).allSatisfy { Transcript.line($0, fits: $1) }
      return isSame ? nil : "$ \(step.command)\n" + lines.joined(separator: "\n")
    }
  }

  private static func lines(_ answer: String) -> [String] {
    var lines = answer.components(separatedBy: "\n")
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// True if a line is one of the page, whose `…` stand for anything.
  static func line(_ pattern: String, fits line: String) -> Bool {
    let parts = pattern.components(separatedBy: "…")
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return pattern == line
    }
    guard line.hasPrefix(first), line.hasSuffix(last) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.count >= last.count
  }
}

extension Scratch {
  /// A directory beside which the seeds are, as the pages say.
  static func besideSeeds() throws -> Scratch {
    let scratch = try Scratch()
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/seeds",
      withDestinationPath: Binaries.root.appendingPathComponent("seeds").path
    )
    return scratch
  }

  /// Runs a script as somebody whose home this is and who has the programs in the path.
  func shell(_ script: String, environment: [String: String] = [:]) throws -> Run {
    try Run.program(
      // Ends the shell so that it can end what it has started.
      URL(fileURLWithPath: "/usr/bin/timeout"),
      ["100", "bash", "-c", "cd \(path)\n" + script],
      environment: [
        "HOME": path, "XDG_CONFIG_HOME": path, "LC_ALL": "C.UTF-8",
        "PATH": Binaries.directory.path + ":/usr/bin:/bin",
      ].merging(environment) { $1 },
      seconds: 120
    )
  }
}
