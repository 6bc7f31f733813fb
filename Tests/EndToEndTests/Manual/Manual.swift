import ChanceryAPI
import Foundation

/// The manual: a page for each program and each verb of `chancery`.
struct Manual {
  private(set) var pages: [ManualPage] = []
  private let program = "chancery \(ChanceryVersion.current)"

  /// Asks both programs what they say of themselves.
  init() throws {
    let client = try HelpDump.of(Binaries.client)
    let groups = Manual.groups(try Manual.help())
    let topics = try Manual.topics.map { (title: $0.title, text: try Manual.help($0.name)) }
    pages.append(
      ManualPage(
        words: ["chancery"],
        dump: client,
        program: program,
        forms: ["\(Roff.bold("chancery help")) [\(Roff.italic("verb"))]"],
        more: { roff in
          Manual.list(client.verbs, groups, &roff)
          for topic in topics {
            roff.section(topic.title)
            roff.topic(topic.text)
          }
        },
        references: [
          ManualPage.Reference(name: "chancery-add"), ManualPage.Reference(name: "chancery-stance"),
          ManualPage.Reference(name: "chancery-doctor"),
          ManualPage.Reference(name: "chanceryd", section: 8),
        ]
      )
    )
    for verb in client.verbs { add(verb, below: pages[0]) }
    try addDaemon()
  }

  /// What `chancery help` tells beside the verbs, and under which heading a page has it.
  private static let topics = [
    (name: "dates", title: "Dates"), (name: "formats", title: "Forms of output"),
    (name: "fold", title: "The stance at a date"), (name: "environment", title: "Environment"),
    (name: "files", title: "Files"), (name: "exit-codes", title: "Exit status"),
  ]

  private static func help(_ topic: String...) throws -> String {
    try Run.program(Binaries.client, ["help"] + topic).output
  }

  // MARK: - chancery

  private mutating func add(_ verb: HelpDump, below parent: ManualPage) {
    let words = parent.words + [verb.commandName]
    var references = [ManualPage.Reference(name: parent.name)]
    if parent.words.count > 1 { references.insert(ManualPage.Reference(name: "chancery"), at: 0) }
    let asksDaemon = verb.options.contains {
      $0.valueName == "path" && $0.names?[0].name == "socket"
    }
    let page = ManualPage(
      words: words,
      dump: verb,
      program: program,
      more: { roff in
        guard verb.verbs.isEmpty else { return }
        roff.section("Exit status")
        roff.paragraph(
          "0 if it was done; the others are those of every verb, and stand in chancery(1)."
        )
        guard asksDaemon else { return }
        roff.section("Environment")
        roff.item(Roff.bold("CHANCERY_SOCKET"), "The daemon's socket, where no option names one.")
        roff.paragraph("Further variables, settings and files: chancery(1).")
      },
      references: references
    )
    pages.append(page)
    for verb in verb.verbs { add(verb, below: page) }
  }

  /// The verbs under the headings that `chancery help` has for them.
  private static func list(
    _ verbs: [HelpDump],
    _ groups: [(title: String, verbs: [String])],
    _ roff: inout Roff
  ) {
    roff.section("Verbs")
    for group in groups {
      roff.subsection(group.title)
      for verb in verbs where group.verbs.contains(verb.commandName) {
        let page = ManualPage.Reference(name: "chancery-\(verb.commandName)")
        roff.item(page.marked, verb.abstract ?? "")
      }
    }
  }

  private static func groups(_ help: String) -> [(title: String, verbs: [String])] {
    var groups: [(title: String, verbs: [String])] = []
    for line in help.split(separator: "\n") {
      if let title = line.wholeMatch(of: /([A-Z ]+) SUBCOMMANDS:/)?.output.1 {
        groups.append((title.prefix(1) + title.dropFirst().lowercased(), []))
      } else if let verb = line.firstMatch(of: /^  ([a-z-]+)\b/)?.output.1, !groups.isEmpty {
        groups[groups.count - 1].verbs.append(String(verb))
      }
    }
    return groups
  }

  // MARK: - chanceryd

  private mutating func addDaemon() throws {
    let verbs = try ["restore", "verify"].map { try HelpDump.of(Binaries.daemon, $0) }
    pages.append(
      ManualPage(
        words: ["chanceryd"],
        section: 8,
        dump: try HelpDump.of(Binaries.daemon),
        program: program,
        forms: verbs.map { ManualPage.synopsis(["chanceryd", $0.commandName], $0) },
        more: { roff in
          for verb in verbs {
            roff.section("chanceryd \(verb.commandName)")
            roff.paragraph(verb.abstract ?? "")
            roff.discussion(verb.discussion ?? "")
            ManualPage.parts(verb, &roff) { $0.subsection($1) }
          }
        },
        references: [ManualPage.Reference(name: "chancery")]
      )
    )
  }
}
