import Foundation
import Testing

/// What a terminal is given: lines that fit it, and nothing that commands it.
@Suite struct TerminalTests {
  /// Runs a verb on a terminal, and gives what it showed, without colours.
  private static func show(
    _ daemon: Daemon,
    _ arguments: [String],
    columns: Int = 80
  ) throws -> String {
    // More rows than any answer has lines: nothing is paged.
    let terminal = try PseudoTerminal(columns: columns, rows: 2000)
    let process = try terminal.start(
      Binaries.client,
      arguments,
      environment: [
        "CHANCERY_SOCKET": daemon.socket, "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "TERM": "xterm",
        "HOME": daemon.scratch.path, "XDG_CONFIG_HOME": daemon.scratch.path, "PAGER": "cat",
      ]
    )
    #expect(terminal.seesEnd(of: process, seconds: 60), "\(arguments)")
    #expect(process.status == 0, "\(arguments): \(terminal.text)")
    return terminal.text.replacing("\r\n", with: "\n")
  }

  /// The cells of the widest line, counted by Python's tables of Unicode, which are not ours.
  private static func widest(_ text: String) throws -> Int {
    let script = """
      import sys, unicodedata
      def cells(c):
          if unicodedata.category(c) in ('Mn', 'Me', 'Cf'): return 0
          return 2 if unicodedata.east_asian_width(c) in 'WF' else 1
      text = sys.stdin.buffer.read().decode('utf-8')
      print(max(sum(cells(c) for c in line) for line in text.split('\\n')))
      """
    let run = try Run.program(
      URL(fileURLWithPath: "/usr/bin/python3"),
      ["-c", script],
      input: text
    )
    return try #require(Int(run.output.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  @Test(arguments: [40, 80, 120, 200])
  func `every table and every card fits the terminal`(columns: Int) throws {
    let daemon = try Daemon()
    try daemon.importSeeds()
    for event in ReadVerbs.events { try daemon.append(event) }
    for question in ReadVerbs.questions + [ReadVerbs.Question("matrix", "board --matrix")] {
      let words = question.arguments
      // A signed note is what it is, byte for byte; the proof is in no file here.
      guard words[0] != "checkpoint", words[0] != "verify-proof" else { continue }
      for format in words[0] == "replay" ? [] : ["table", "wide"] {
        let text = try Self.show(daemon, words + ["-o", format], columns: columns)
        // What comes line by line is a sentence a line, and no table.
        let isSentence = ["watch", "verify", "rebuild"].contains(words[0])
        let widest = try Self.widest(text)
        #expect(isSentence || widest <= columns, "\(words) -o \(format): \(widest)\n\(text)")
        if question.name == "board" {
          for event in ["150", "172", "184", "226", "142", "206"] {
            #expect(text.contains(event), "event \(event) at \(columns): \(text)")
          }
        }
      }
    }
  }

  @Test func `words that would command a terminal reach none, in any form of any verb`() throws {
    let daemon = try Daemon()
    for event in Self.hostileEvents { try daemon.append(event) }
    for question in FormTests.plainQuestions where question.name != "verify-proof" {
      for format in FormTests.formats {
        let text = try Self.show(daemon, question.arguments + ["-o", format])
        let bad = text.unicodeScalars.filter {
          let value = $0.value
          return value < 0x20 && value != 10 && value != 9 || (0x7F..<0xA0).contains(value)
            || [0x200B, 0x200E, 0x200F, 0x202E, 0x2066, 0x2069, 0xFEFF].contains(value)
        }
        let codes = Set(bad.map { String($0.value, radix: 16) })
        #expect(bad.isEmpty, "\(question.arguments) -o \(format): \(codes)")
      }
    }
  }

  /// The title of a window, a link, the clipboard, a cleared screen, C1 controls, turned text.
  private static let hostile =
    #"\u001b]0;owned\u0007\u001b]8;;http://x\u001b\\link\u001b]8;;\u0007\u001b]52;c;YQ==\u0007\u001b[2J\u009b31m\u009d52;c;YQ==\u009c\u202egnp\u2066x\u2069\u200b\u200f\ufeff\u007f=cmd|x"#

  private static let hostileEvents = [
    Sample.topic("own-troops"), Sample.topic("ceasefire"),
    #"{"type":"source.filed","id":"s1","data":{"source":"s1","title":"\#(hostile)","publisher":"\#(hostile)","note":"\#(hostile)","published":"2025-03-25"}}"#,
    Sample.statement(
      "a",
      more:
        #","speaker":{"name":"\#(hostile)","kind":"person","actor":"ITA"},"quote":"\#(hostile)","note":"\#(hostile)","paraphrase":"\#(hostile)","condition":[{"kind":"exception","text":"\#(hostile)"}],"source":"s1""#
    ),
    Sample.statement("b", holder: "FRA", position: "support", said: "2025-03-20"),
    #"{"type":"statement.made","id":"\#(hostile)","data":{"said":"2025-03-21","about":[{"topic":"own-troops"}],"quote":"\#(hostile)","speaker":{"name":"\#(hostile)","kind":"person","actor":"FRA"}}}"#,
    #"{"type":"actor.defined","id":"g","data":{"actor":"group-1","name":"\#(hostile)","kind":"group"}}"#,
    #"{"type":"person.defined","id":"p","data":{"person":"x","name":"\#(hostile)","aliases":["\#(hostile)"]}}"#,
    #"{"type":"meeting.held","id":"m1","data":{"meeting":"rome","title":"\#(hostile)","date":"2025-03-26","place":"\#(hostile)","source":"s1"}}"#,
    #"{"type":"outcome.reported","id":"o1","data":{"meeting":"rome","kind":"plan","text":"\#(hostile)","source":"s1"}}"#,
    #"{"type":"event.corrected","id":"k","data":{"event":"a","version":4,"reason":"\#(hostile)","data":{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"conditional","condition":[{"kind":"timing","text":"\#(hostile)"}],"speaker":{"name":"\#(hostile)","kind":"person","actor":"ITA"},"quote":"\#(hostile)","source":"s1"}}}"#,
    #"{"type":"event.withdrawn","id":"w","data":{"event":"p","reason":"\#(hostile)"}}"#,
    Sample.statement("z", holder: "group-1", topic: "ceasefire", said: "2025-03-26"),
  ]

  @Test func `a request shown by -v does the same when it is pasted`() throws {
    let daemon = try Daemon.withRefusal()
    for (arguments, isJSON) in [
      (["stance", "ITA", "own-troops", "--at", "2025-03-27", "-o", "json"], true),
      (["log", "--all", "-o", "json"], true), (["topics", "own", "-o", "json"], true),
      (
        [
          "add", "France", "own-troops", "support", "--said", "2025-03-26", "--quote",
          "we'd \"go\" — $HOME `now`; é", "--dry-run",
        ], false
      ),
    ] {
      let run = try daemon.chancery(arguments + ["-v"])
      #expect(run.status == 0, "\(run.errors)")
      let lines = run.errors.split(separator: "\n").filter { $0.hasPrefix("curl ") }
      let last = try #require(lines.last, "\(run.errors)")
      let pasted = try Run.program(
        URL(fileURLWithPath: "/bin/bash"),
        ["-c", String(last) + " --silent --show-error --fail"]
      )
      #expect(pasted.status == 0, "\(last): \(pasted.errors)")
      #expect(!isJSON || pasted.output + "\n" == run.output, "\(last)")
      #expect(pasted.output.hasPrefix("{"), "\(last): \(pasted.output)")
    }
    #expect(try daemon.head() == 3)
  }
}
