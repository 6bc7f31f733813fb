import Foundation

/// A verb as a program describes itself: what `--experimental-dump-help` gives.
struct HelpDump: Decodable {
  /// An argument, an option or a flag.
  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String

      /// As it is typed.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    var abstract: String?
    var allValues: [String]?
    var defaultValue: String?
    var isOptional: Bool
    var isRepeating: Bool
    /// `positional`, `option` or `flag`.
    var kind: String
    var names: [Name]?
    var sectionTitle: String?
    var shouldDisplay: Bool
    var valueName: String?
  }

  var abstract: String?
  var arguments: [Argument]?
  var commandName: String
  var discussion: String?
  var subcommands: [HelpDump]?

  /// What a program says of itself, or of one of its verbs.
  static func of(_ program: URL, _ words: String...) throws -> HelpDump {
    struct Document: Decodable { var command: HelpDump }
    let run = try Run.program(program, words + ["--experimental-dump-help"])
    return try JSONDecoder().decode(Document.self, from: Data(run.output.utf8)).command
  }

  /// The verbs below it, without the one that shows help.
  var verbs: [HelpDump] { (subcommands ?? []).filter { $0.commandName != "help" } }

  /// What is shown of its arguments, those without a name first.
  var positionals: [Argument] { shown.filter { $0.kind == "positional" } }
  var options: [Argument] { shown.filter { $0.kind != "positional" } }

  private var shown: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }
}
