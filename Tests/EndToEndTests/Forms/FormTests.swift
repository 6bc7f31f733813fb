import ChanceryModel
import Foundation
import Testing

/// Every verb that reads, in every form of output, against golden files.
///
/// To renew them: `CHANCERY_UPDATE=1 scripts/test --filter FormTests`; then read what has changed as one
/// who has to work with it.
@Suite struct FormTests {
  static let formats = ["table", "wide", "json", "ndjson", "csv", "tsv", "md"]

  static let folder = Binaries.root.appendingPathComponent("Tests/EndToEndTests/Golden")

  /// The seeds and the events behind them, and a proof of one.
  private static func journal() throws -> Daemon {
    let daemon = try Daemon()
    try daemon.importSeeds()
    for event in ReadVerbs.events { try daemon.append(event) }
    let proof = try daemon.chancery("prove", "184", "--out", daemon.scratch.path + "/proof")
    try #require(proof.status == 0, "\(proof.errors)")
    return daemon
  }

  private static func ask(
    _ daemon: Daemon,
    _ question: ReadVerbs.Question,
    _ more: [String]
  ) throws -> Run {
    var arguments = question.arguments
    if arguments.last == "PROOF" {
      let key = try daemon.get("/v1/status").json["key"]?.stringValue ?? ""
      arguments = arguments.dropLast() + [daemon.scratch.path + "/proof", "--key", key]
    }
    return try Run.program(
      Binaries.client,
      arguments + more,
      environment: [
        "CHANCERY_SOCKET": daemon.socket, "LC_ALL": "C.UTF-8", "HOME": daemon.scratch.path,
        "XDG_CONFIG_HOME": daemon.scratch.path,
      ],
      seconds: 20
    )
  }

  @Test func `every verb prints what its golden file holds, in every form`() throws {
    let daemon = try Self.journal()
    let isUpdate = ProcessInfo.processInfo.environment["CHANCERY_UPDATE"] != nil
    var names: Set<String> = []
    for question in ReadVerbs.questions {
      for format in Self.formats {
        let name = "\(question.name).\(format)"
        #expect(names.insert(name).inserted, "\(name) stands twice")
        let run = try Self.ask(daemon, question, ["-o", format])
        let failed = run.status == 0 ? "" : "exit \(run.status)\n\(run.errors)"
        let printed = Blotting.of(run.output + failed, scratch: daemon.scratch.path)
        let file = Self.folder.appendingPathComponent(name)
        if isUpdate { try Data(printed.utf8).write(to: file) }
        let kept = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
        #expect(kept == printed, "\(name), to be renewed with CHANCERY_UPDATE=1")
      }
    }
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(Set(files).subtracting(names) == [], "no verb prints these")
  }

  @Test func `every verb of the program has a golden file, or a reason to have none`() throws {
    let verbs = try ReadVerbs.ofProgram()
    try #require(verbs.count > 50)
    var asked: Set<String> = []
    for question in ReadVerbs.questions {
      let words = question.arguments
      let verb = [words.prefix(2).joined(separator: " "), words[0]].first { verbs[$0] != nil }
      let known = try #require(verb, "\(words)")
      #expect(verbs[known] == true, "\(known) takes -o")
      asked.insert(known)
    }
    let others = ReadVerbs.others.values.flatMap { $0 }
    #expect(asked.intersection(others) == [])
    #expect(Set(verbs.keys) == asked.union(others))
  }

  @Test(arguments: ReadVerbs.others["has one form"] ?? [])
  func `a verb with one form refuses every other, and says which it has`(verb: String) throws {
    for typed in [["-o", "csv"], ["--output=json"], ["-omd"]] {
      let run = try Run.program(
        Binaries.client,
        verb.split(separator: " ").map { String($0) } + ["17"] + typed
      )
      #expect(run.status == 64, "\(verb) \(typed): \(run.errors)")
      #expect(run.output.isEmpty)
      #expect(run.errors.hasPrefix("chancery: \(verb) has one form: "), "\(run.errors)")
      #expect(run.errors.contains("→ leave out -o"), "\(run.errors)")
    }
  }

  @Test func `a form that there is not is refused with those that there are`() throws {
    let run = try Run.program(Binaries.client, ["topics", "-o", "xml"])
    #expect(run.status == 64)
    for format in Self.formats { #expect(run.errors.contains(format), "\(run.errors)") }
  }

  // MARK: ASCII

  @Test func `with --ascii whatever is drawn is ASCII, in every form`() throws {
    let daemon = try Daemon()
    for event in Self.plainEvents { try daemon.append(event) }
    let proof = try daemon.chancery("prove", "4", "--out", daemon.scratch.path + "/proof")
    try #require(proof.status == 0, "\(proof.errors)")
    for question in Self.plainQuestions {
      for format in Self.formats {
        let run = try Self.ask(daemon, question, ["-o", format, "--ascii"])
        let name = "\(question.arguments) -o \(format)"
        #expect(run.status == 0, "\(name): \(run.errors)")
        #expect(!run.output.isEmpty, "\(name)")
        let other = (run.output + run.errors).unicodeScalars.filter { !$0.isASCII }
        #expect(other.isEmpty, "\(name): \(other.map { "\($0)" })")
      }
    }
  }

  @Test func `with --ascii data keeps its characters, and a message its letters`() throws {
    let daemon = try Daemon.withRefusal()
    let name = #"{"type":"person.defined","id":"p","data":{"person":"e","name":"Élysée — “x”"}}"#
    try daemon.append(name)
    let people = try daemon.does("people", "--ascii")
    #expect(people.contains("Élysée — “x”") && people.contains(" - "), "\(people)")
    let run = try daemon.chancery("stance", "Élysium", "own-troops", "--ascii")
    #expect(run.status == 64)
    #expect(run.errors.contains("\"Élysium\"") && run.errors.contains("  -> "), "\(run.errors)")
    // The option may stand before the verb, and the last one counts.
    let table = try daemon.does("--ascii", "stance", "ITA", "own-troops", "--no-ascii")
    #expect(table.contains("✕ OPPOSE"), "\(table)")
  }

  @Test(arguments: [
    ("C", true), ("en_GB.ISO-8859-1", true), ("de_DE.utf8", false), ("C.UTF-8", false), ("", false),
  ])
  func `a terminal without UTF-8 is drawn on with ASCII, a pipe is not`(
    locale: String,
    isASCII: Bool
  ) throws {
    let daemon = try Daemon.withRefusal()
    let terminal = try PseudoTerminal(columns: 80, rows: 24)
    let arguments = ["stance", "ITA", "own-troops", "--at", "2025-03-27"]
    let process = try terminal.start(
      Binaries.client,
      arguments,
      environment: [
        "CHANCERY_SOCKET": daemon.socket, "LC_ALL": locale, "LC_CTYPE": nil, "LANG": nil,
        "PAGER": "cat",
      ]
    )
    #expect(terminal.seesEnd(of: process))
    #expect(terminal.waits(for: isASCII ? "X OPPOSE" : "✕ OPPOSE"), "\(terminal.text)")
    let piped = try Run.program(
      Binaries.client,
      arguments,
      environment: ["CHANCERY_SOCKET": daemon.socket, "LC_ALL": locale]
    )
    #expect(piped.output.contains("✕ OPPOSE"))
  }

  /// A journal whose texts are ASCII: a stance, one that is contested, one aside, a meeting, a correction.
  private static let plainEvents = [
    Sample.topic("own-troops"), Sample.topic("ceasefire"),
    #"{"type":"source.filed","id":"s1","data":{"source":"s1","published":"2025-03-25"}}"#,
    Sample.statement("a", more: #","source":"s1","quote":"no troops of ours""#),
    Sample.statement("b", holder: "FRA", position: "support", said: "2025-03-20"),
    Sample.statement("c", holder: "FRA", position: "oppose", said: "2025-03-20"),
    #"{"type":"statement.made","id":"d","data":{"said":"2025-03-21","holder":"POL","topic":"own-troops","standing":"absence"}}"#,
    #"{"type":"person.defined","id":"p","data":{"person":"x","name":"X"}}"#,
    #"{"type":"meeting.held","id":"m1","data":{"meeting":"rome","date":"2025-03-26","place":"Rome","source":"s1"}}"#,
    #"{"type":"meeting.held","id":"m2","data":{"meeting":"rome","place":"Milan","source":"s1"}}"#,
    #"{"type":"event.corrected","id":"k","data":{"event":"a","version":4,"reason":"misheard","data":{"said":"2025-03-24","holder":"ITA","topic":"own-troops","position":"conditional","condition":[{"kind":"timing","text":"later"}]}}}"#,
    #"{"type":"event.withdrawn","id":"w","data":{"event":"p","reason":"no such person"}}"#,
    #"{"type":"person.defined","id":"q","data":{"person":"y","name":"Y"}}"#,
  ]

  /// Every question but those whose answer is a signed note, which has a dash of its own.
  static let plainQuestions = ReadVerbs.questions.compactMap { question in
    let typed = question.arguments.joined(separator: " ")
      .replacing("Poland", with: "Italy").replacing("Japan", with: "France")
      .replacing("paris-2025-03-11", with: "rome").replacing("article-001", with: "s1")
      .replacing("force-deployment", with: "ceasefire").replacing("--after 140", with: "--after 3")
      .replacing("--after 222 -n 2", with: "--after 3 -n 2").replacing("222..", with: "3..")
      .replacing("show 184", with: "show 4").replacing("show 226", with: "show 6")
      .replacing("show 150", with: "show 9")
    return typed == "checkpoint" ? nil : ReadVerbs.Question(question.name, typed)
  }
}
