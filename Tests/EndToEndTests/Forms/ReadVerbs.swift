import ChanceryModel
import Foundation

/// The verbs that print an answer, each with questions whose answers are kept as golden files.
enum ReadVerbs {
  /// A question: the name of its golden files, and what is typed.
  struct Question {
    let name: String
    let arguments: [String]

    init(_ name: String, _ typed: String) {
      self.name = name
      arguments = typed.split(separator: " ").map { String($0) }
    }

    /// The question with its day, where it takes one.
    static func at(_ name: String, _ typed: String) -> Question {
      Question(name, "\(typed) --at 2025-03-27")
    }
  }

  static let questions: [Question] = [
    .at("stance", "stance Italy own-troops"),
    .at("stance.silent", "stance Poland own-troops"),
    .at("stance.corrected", "stance Japan own-troops"),
    .at("stance.holder", "stance Italy"),
    .at("why", "why Italy own-troops"),
    .at("board", "board own-troops"),
    .at("board.matrix", "board --matrix own-troops ceasefire force-deployment"),
    .at("board.silent", "board own-troops --silent --since 2025-03-20"),
    .at("history", "history France own-troops"),
    .at("history.holder", "history Japan"),
    Question("diff", "diff 2025-03-11 2025-03-27"),
    Question("diff.known", "diff --known 222.. --at 2025-03-27"),
    .at("timeline", "timeline -t own-troops"),
    Question(
      "timeline.ribbon",
      "timeline --ribbon -t own-troops --from 2025-03-01 --to 2025-03-27"
    ),
    .at("meetings", "meetings"),
    .at("meeting", "meeting paris-2025-03-11"),
    Question("topics", "topics"), Question("actors", "actors"), Question("people", "people"),
    Question("sources", "sources"), Question("source.show", "source show article-001"),
    Question("log", "log -n 8"), Question("follow", "follow --after 140 -n 3"),
    Question("watch", "watch --after 222 -n 2 --at 2025-03-27"),
    Question("show", "show 184"), Question("show.corrected", "show 226"),
    Question("show.reported", "show 150"),
    Question("replay", "replay --from 2025-03-11 --to 2025-03-20"),
    Question("checkpoint", "checkpoint"), Question("status", "status"),
    Question("config", "config"), Question("version", "version"),
    Question("rebuild", "rebuild --check"), Question("verify", "verify"),
    Question("verify-proof", "verify-proof PROOF"),
  ]

  /// The verbs without a question, and why.
  static let others: [String: [String]] = [
    "appends": [
      "add", "import", "define topic", "define actor", "define person", "define source",
      "meet schedule", "meet held", "meet ongoing", "meet postponed", "meet cancelled",
      "meet update", "meet attend", "meet count", "meet outcome", "meet merge", "source file",
      "link", "review", "expect", "correct", "withdraw", "undo", "redact",
    ],
    "works on files": ["backup", "restore", "compact"],
    "speaks of the machine it runs on": ["doctor", "ping"],
    "has one form": [
      "prove", "source text", "report", "export", "metrics", "api", "completions",
    ],
    "is the parser's": ["help"],
  ]

  /// Events behind the seeds: what a form may stumble over, and a stance that was corrected.
  static let events = [
    #"{"type":"source.filed","id":"f1","source":"forms","data":{"source":"forms-1","title":"A | B, \"C\" <b>D</b>","published":"2025-03-20","publisher":"=HYPERLINK(\"http:x\")","url":"https://example.org/a?b=c&d=[e]"}}"#,
    #"{"type":"person.defined","id":"f2","source":"forms","data":{"person":"ishiba","name":"石破 茂","aliases":["Ishiba Shigeru"],"offices":[{"actor":"JPN","title":"Prime Minister","rank":"head","from":"2024-10-01"}]}}"#,
    #"{"type":"actor.defined","id":"f3","source":"forms","data":{"actor":"quartet","name":"הרביעייה | the Quartet","kind":"group","members":[{"actor":"UN"},{"actor":"EU"}]}}"#,
    #"{"type":"statement.made","id":"f4","source":"forms","data":{"said":"2025-03-21","stances":[{"holder":"JPN","topic":"own-troops","position":"oppose","conditions":[{"kind":"exception","text":"a mandate | of the UN, \"clear\""}]},{"holder":"quartet","topic":"ceasefire","position":"support"}],"speaker":{"person":"ishiba","kind":"person","actor":"JPN","for":["quartet"]},"reports":[{"source":"forms-1","form":"quote","text":"=we | shall\nsee"}]}}"#,
    #"{"type":"statement.made","id":"f5","source":"forms","data":{"said":"2025-03-22","holder":"JPN","topic":"own-troops","position":"oppose","speaker":{"name":"the ministry","kind":"office","actor":"JPN"},"source":"forms-1","quote":"no"}}"#,
    #"{"type":"event.corrected","id":"f6","source":"forms","data":{"event":"f4","version":226,"reason":"the mandate was misheard","data":{"said":"2025-03-21","stances":[{"holder":"JPN","topic":"own-troops","position":"conditional","conditions":[{"kind":"precondition","text":"a mandate"}]},{"holder":"quartet","topic":"ceasefire","position":"support"}],"speaker":{"person":"ishiba","kind":"person","actor":"JPN","for":["quartet"]},"reports":[{"source":"forms-1","form":"quote","text":"=we | shall\nsee"}]}}}"#,
    #"{"type":"event.withdrawn","id":"f7","source":"forms","data":{"event":"f5","reason":"of another ministry"}}"#,
  ]

  /// Every verb of the program without verbs of its own, and whether it takes `-o`, as it says itself.
  static func ofProgram() throws -> [String: Bool] {
    let run = try Run.program(Binaries.client, ["--experimental-dump-help"])
    let dump = try JSONParser.parse(Array(run.output.utf8), limits: JSONLimits(depth: 64))
    var verbs: [String: Bool] = [:]
    func walk(_ command: JSONValue, _ path: [String]) {
      let inner = command["subcommands"]?.arrayValue ?? []
      for verb in inner { walk(verb, path + [verb["commandName"]?.stringValue ?? "?"]) }
      guard inner.isEmpty else { return }
      let names = (command["arguments"]?.arrayValue ?? []).flatMap { $0["names"]?.arrayValue ?? [] }
      verbs[path.joined(separator: " ")] = names.contains { $0["name"] == "output" }
    }
    walk(dump["command"] ?? .null, [])
    return verbs
  }
}
