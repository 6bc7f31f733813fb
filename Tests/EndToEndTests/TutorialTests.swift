import Foundation
import Testing

/// The tutorial's commands are typed as it shows them, and answer what it says.
@Suite struct TutorialTests {
  @Test func `every command of the tutorial answers what the page says`() throws {
    let page = Binaries.root.appendingPathComponent("Documentation/Tutorial.md")
    let transcript = Transcript(page: try String(contentsOf: page, encoding: .utf8))
    try #require(transcript.steps.count > 25)
    let run = try Scratch.besideSeeds().shell(transcript.script)
    for difference in transcript.differences(from: run.output) { Issue.record("\(difference)") }
  }

  @Test(
    arguments: [
      ("a … c", "a b c", true), ("a … c", "a c", false), ("…", "anything", true),
      ("a", "b", false), ("…: … bytes", "/x: 12 bytes", true), ("…: … bytes", "/x 12 bytes", false),
    ]
  )
  func `an ellipsis on the page stands for anything within its line`(
    _ pattern: String,
    _ line: String,
    _ fits: Bool
  ) {
    #expect(Transcript.line(pattern, fits: line) == fits)
  }
}
