import ChanceryModel
import Foundation
import Testing

/// `chancery add` without a statement: it is written in an editor, here a script.
@Suite struct EditorTests {
  private let daemon: Daemon
  private let scratch: Scratch

  init() throws {
    daemon = try Daemon()
    scratch = try Scratch()
    try daemon.append(
      Sample.topic("own-troops"),
      #"{"type":"source.filed","id":"s1","data":{"source":"s1","published":"2025-03-21"}}"#
    )
  }

  /// Runs `add` with a script as the editor; the script gets the file's path as `$1`.
  private func add(_ script: String, _ arguments: String...) throws -> Run {
    let editor = scratch.path + "/editor"
    try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: editor))
    chmod(editor, 0o755)
    return try Run.program(
      Binaries.client,
      ["add"] + arguments,
      environment: [
        "CHANCERY_SOCKET": daemon.socket, "EDITOR": editor, "VISUAL": "",
        "XDG_STATE_HOME": scratch.path + "/state",
      ],
      seconds: 30
    )
  }

  private var drafts: [String] {
    let directory = scratch.path + "/state/chancery"
    return ((try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [])
      .map { directory + "/" + $0 }
  }

  private static let fill =
    #"sed -i -e 's/^holder:.*/holder: Italy/' -e 's/^topic:.*/topic: own-troops/'"#
    + #" -e 's/^position:.*/position: oppose/' -e 's/^said:.*/said: thu/' -e 's/^source:.*/source: s1/' "$1""#

  @Test func `what is written is appended, and no draft is left`() throws {
    let run = try add(Self.fill)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("event 3  statement.made"), "\(run.output)")
    #expect(
      run.output.contains("said 2025-03-20"),
      "thu counts from the source's day: \(run.output)"
    )
    #expect(drafts.isEmpty)
  }

  @Test func `an invalid text is opened again with the fault above its line`() throws {
    // The first time the position is no word; the second time what is told is kept beside, and mended.
    let script = """
      if grep -q '^#!' "$1"; then
        cp "$1" "$(dirname "$0")/told"
        sed -i 's/^position:.*/position: oppose/' "$1"
      else
        \(Self.fill)
        sed -i 's/^position:.*/position: opose/' "$1"
      fi
      """
    let run = try add(script)
    #expect(run.status == 0, "\(run.errors)")
    let told = try String(contentsOfFile: scratch.path + "/told", encoding: .utf8)
    let lines = told.split(separator: "\n").map { String($0) }
    let fault = try #require(lines.firstIndex { $0.hasPrefix("#! ") }, "\(told)")
    #expect(lines[fault + 1] == "position: opose", "\(told)")
    #expect(try daemon.head() == 3)
  }

  @Test
  func `a text that is left invalid is kept as a draft, which import takes once it is mended`()
    throws
  {
    let run = try add("true", "--said", "03/04/2025")
    #expect(run.status == 65, "\(run.errors)")
    let draft = try #require(drafts.first)
    #expect(run.errors.contains(draft), "\(run.errors)")
    #expect(run.errors.contains("ambiguous"), "\(run.errors)")
    #expect(try daemon.head() == 2)
    let text = try String(contentsOfFile: draft, encoding: .utf8)
    let mended = text.replacingOccurrences(of: "holder: ", with: "holder: Italy")
      .replacingOccurrences(of: "topic: ", with: "topic: own-troops")
      .replacingOccurrences(of: "position: ", with: "position: oppose")
      .replacingOccurrences(of: "said: 03/04/2025", with: "said: 2025-03-04")
    try Data(mended.utf8).write(to: URL(fileURLWithPath: draft))
    try daemon.does("import", draft)
    #expect(try daemon.head() == 3)
  }

  @Test func `an editor that fails leaves the draft, and an empty text cancels`() throws {
    let failed = try add("\(Self.fill); exit 7")
    #expect(failed.status == 1)
    #expect(failed.errors.contains("ended with 7"), "\(failed.errors)")
    let draft = try #require(drafts.first)
    #expect(try String(contentsOfFile: draft, encoding: .utf8).contains("holder: Italy"))
    try FileManager.default.removeItem(atPath: draft)
    for script in ["true", #": > "$1""#] {
      let run = try add(script)
      #expect(run.status == 1)
      #expect(run.errors.contains("nothing appended"), "\(run.errors)")
      #expect(drafts.isEmpty)
    }
    let dry = try add(Self.fill, "--dry-run")
    #expect(dry.status == 0 && dry.output.contains("would append"), "\(dry.output)\(dry.errors)")
    #expect(try daemon.head() == 2)
  }

  @Test func `without a daemon the text is kept`() throws {
    daemon.stop()
    let run = try add(Self.fill)
    #expect(run.status == 69, "\(run.errors)")
    let draft = try #require(drafts.first)
    #expect(run.errors.contains("chancery import \(draft)"), "\(run.errors)")
  }
}
