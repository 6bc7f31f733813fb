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
    let kept = try #require(drafts.first, "what was not appended is kept")
    #expect(dry.errors.contains("chancery import \(kept)"), "\(dry.errors)")
    #expect(dry.status == 0 && dry.output.contains("would append"), "\(dry.output)\(dry.errors)")
    #expect(try daemon.head() == 2)
  }

  @Test func `an editor that saves the same wrong text again is not asked for ever`() throws {
    // It knows nothing of what is told in the file.
    let run = try add(
      #"printf 'holder: Italy\ntopic: own-troops\nposition: opose\nsaid: 2025-03-20\n' > "$1""#
        + #"; echo >> "$(dirname "$0")/runs""#
    )
    #expect(run.status == 65, "\(run.errors)")
    #expect(try String(contentsOfFile: scratch.path + "/runs", encoding: .utf8) == "\n\n")
    let draft = try #require(drafts.first)
    #expect(run.errors.contains("saved as it was"), "\(run.errors)")
    #expect(run.errors.contains("your text is kept: \(draft)"), "\(run.errors)")
    #expect(run.errors.contains("mend the text; to append it: chancery import \(draft)"))
  }

  @Test func `a field that does not exist is told above its line, by name`() throws {
    let run = try add(Self.fill + #"; grep -q '^foo' "$1" || echo 'foo: bar' >> "$1""#)
    #expect(run.status == 65 && run.errors.contains("no field is called “foo”"), "\(run.errors)")
  }

  @Test func `a file that the editor takes away is missed, and no text is said to be kept`() throws
  {
    let run = try add(#"rm "$1""#)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains("left no file") && run.errors.contains("nothing appended"))
    #expect(!run.errors.contains("is kept"), "\(run.errors)")
    #expect(try daemon.head() == 2)
  }

  @Test func `a draft that is imported whole is removed; another file of that name is not`() throws
  {
    try #require(try add("\(Self.fill); exit 7").status == 1)
    let draft = try #require(drafts.first)
    let other = scratch.path + "/statement-abcdef.txt"
    try FileManager.default.copyItem(atPath: draft, toPath: other)
    for (file, isLeft) in [(other, true), (draft, false)] {
      let run = try Run.program(
        Binaries.client,
        ["import", file],
        environment: [
          "CHANCERY_SOCKET": daemon.socket, "XDG_STATE_HOME": scratch.path + "/state",
        ]
      )
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.errors.contains("is appended, and removed") == !isLeft, "\(run.errors)")
      #expect(FileManager.default.fileExists(atPath: file) == isLeft, "\(file)")
    }
  }

  @Test func `where no draft can be kept, the place is named and how to choose another`() throws {
    let file = scratch.path + "/file"
    try Data().write(to: URL(fileURLWithPath: file))
    let run = try Run.program(
      Binaries.client,
      ["add"],
      environment: [
        "CHANCERY_SOCKET": daemon.socket, "EDITOR": "true", "VISUAL": "", "XDG_STATE_HOME": file,
      ]
    )
    #expect(run.status == 74, "\(run.errors)")
    #expect(run.errors.contains("cannot be kept in \(file)/chancery"), "\(run.errors)")
    #expect(run.errors.contains("XDG_STATE_HOME=DIR"), "\(run.errors)")
  }

  @Test func `without a daemon the text is kept`() throws {
    daemon.stop()
    let run = try add(Self.fill)
    #expect(run.status == 69, "\(run.errors)")
    let draft = try #require(drafts.first)
    #expect(run.errors.contains("chancery import \(draft)"), "\(run.errors)")
  }
}
