import Foundation
import Testing

/// The recipes do what their page shows: its commands in a shell, its Python by Python.
@Suite struct RecipesTests {
  private static let page = Result {
    try String(
      contentsOf: Binaries.root.appendingPathComponent("Documentation/Recipes.md"),
      encoding: .utf8
    )
  }

  /// The blocks of a language.
  private static func blocks(_ language: String) throws -> [String] {
    var blocks: [String] = []
    var isInside = false
    for line in try page.get().split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside = line == "```\(language)"
        if isInside { blocks.append("") }
      } else if isInside {
        blocks[blocks.count - 1] += line + "\n"
      }
    }
    return blocks
  }

  @Test func `every command of the recipes answers what the page says`() throws {
    let transcript = Transcript(page: try Self.page.get())
    try #require(transcript.steps.count > 10)
    let daemon = try Daemon()
    try daemon.importSeeds()
    let home = try Scratch.besideSeeds()
    let python = try Self.blocks("python")
    #expect(python.count == 1)
    try Data(python[0].utf8).write(to: URL(fileURLWithPath: home.path + "/board.py"))
    let run = try home.shell(transcript.script, environment: ["CHANCERY_SOCKET": daemon.socket])
    for difference in transcript.differences(from: run.output) { Issue.record("\(difference)") }
  }

  /// R is asked of nobody who runs the tests: what it would run is, and its text is looked at.
  @Test func `what the R recipe reads is a table that has what it counts`() throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    let recipe = try #require(try Self.blocks("r").first)
    let command = try #require(recipe.firstMatch(of: /pipe\("([^"]+)"\)/)).output.1
    let run = try Scratch().shell(
      String(command),
      environment: ["CHANCERY_SOCKET": daemon.socket]
    )
    #expect(run.status == 0, "\(run.errors)")
    let head = run.output.split(separator: "\n").first?.split(separator: ",") ?? []
    let column = try #require(recipe.firstMatch(of: /table\(board\$(\w+)\)/)).output.1
    #expect(head.contains(column), "\(head)")
    #expect(Self.isBalanced(recipe) && !Self.isBalanced("f(\"a)") && !Self.isBalanced("f(x]"))
  }

  /// True if every bracket and quotation mark of a text has its other half.
  private static func isBalanced(_ text: String) -> Bool {
    let closing: [Character: Character] = ["(": ")", "[": "]", "{": "}"]
    var open: [Character] = []
    var isQuoted = false
    for character in text {
      if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, let close = closing[character] {
        open.append(close)
      } else if !isQuoted, closing.values.contains(character), open.popLast() != character {
        return false
      }
    }
    return open.isEmpty && !isQuoted
  }
}
