import ArgumentParser
import ChanceryClient
import ChanceryModel

/// What was typed, made ready for the argument parser.
enum CommandLineArguments {
  /// The options that every verb takes and that may stand before it, and whether a value follows.
  private static let common: [String: Bool] = [
    "--socket": true, "--color": true, "--timeout": true, "-v": false, "--verbose": false,
    "-o": true, "--output": true, "--no-pager": false, "--ascii": false, "--no-ascii": false,
  ]

  /// Moves common options that stand before the verb behind everything else.
  ///
  /// `chancery --socket PATH stance ITA` is what people type; the parser knows the option only of the verb.
  ///
  /// A date such as `-3d` is spelled out on the way, since the parser would take it for options.
  static func hoisted(_ typed: [String]) -> [String] {
    let optionsEnd = typed.firstIndex(of: "--") ?? typed.endIndex
    let arguments =
      typed[..<optionsEnd].map { DateArgument.spelled($0) ?? $0 } + typed[optionsEnd...]
    var index = 0
    while index < arguments.count {
      let name = arguments[index].split(separator: "=", maxSplits: 1).first.map { String($0) } ?? ""
      guard let takesValue = common[name] else { break }
      index += takesValue && !arguments[index].contains("=") ? 2 : 1
    }
    guard index > 0, index < arguments.count else { return arguments }
    let rest = arguments[index...]
    let end = rest.firstIndex(of: "--") ?? rest.endIndex
    return Array(rest[..<end]) + Array(arguments[..<index]) + Array(rest[end...])
  }

  /// The mistake, if the first word is no verb.
  static func unknownVerb(_ arguments: [String]) -> Fault? {
    guard let word = arguments.first, !word.hasPrefix("-"), !verbs.contains(word) else {
      return nil
    }
    return unknown(word, "no verb", among: verbs, "chancery help")
  }

  /// The mistake, if help is asked for on what is neither a verb nor a topic.
  static func unknownHelp(_ arguments: [String]) -> Fault? {
    let words = arguments.dropFirst().filter { !$0.hasPrefix("-") }
    guard arguments.first == "help", let word = words.first else { return nil }
    guard verbs.contains(word) else {
      return HelpTopics.names.contains(word)
        ? nil
        : unknown(word, "no verb or help topic", among: verbs + HelpTopics.names, "chancery help")
    }
    let names = nestedVerbs.first { $0.verb == word }?.inner ?? []
    guard words.count > 1, !names.isEmpty, !names.contains(words[1]) else { return nil }
    return unknown(words[1], "no verb of \(word)", among: names, "chancery help \(word)")
  }

  /// The verbs that have verbs of their own, with these.
  static var nestedVerbs: [(verb: String, inner: [String])] {
    Chancery.groups.flatMap(\.subcommands).compactMap { verb in
      let inner = verb.configuration.subcommands.compactMap { $0.configuration.commandName }
      return inner.isEmpty ? nil : (verb.configuration.commandName ?? "", inner)
    }
  }

  private static func unknown(
    _ word: String,
    _ what: String,
    among names: [String],
    _ list: String
  ) -> Fault {
    let nearest = NearestNames.nearest(word, among: names)
    let meant = nearest.isEmpty ? "" : "did you mean \(nearest.joined(separator: ", "))? "
    return .usage("\(what) is called “\(word)”", remedy: meant + "\(list) lists them")
  }

  /// The command that the arguments ask for.
  ///
  /// The parser reads the whole tree of verbs by reflection before it looks at the first word; a verb
  /// without verbs of its own is therefore parsed by itself. Only if that fails is the tree read, for
  /// the message or the help in full.
  static func command(_ arguments: [String]) throws -> any ParsableCommand {
    if let word = arguments.first, let verb = leaf(word) {
      do {
        return try verb.parse(Array(arguments.dropFirst()))
      } catch {
        return try Chancery.parseAsRoot(arguments)
      }
    }
    return try Chancery.parseAsRoot(arguments)
  }

  private static func leaf(_ word: String) -> (any ParsableCommand.Type)? {
    let verb = Chancery.groups.lazy.flatMap(\.subcommands)
      .first { $0.configuration.commandName == word }
    return verb.flatMap { $0.configuration.subcommands.isEmpty ? $0 : nil }
  }

  /// The names of the verbs, `help` among them.
  ///
  /// Each verb says its name itself: the parser would make it of the type's, by reflection, which takes
  /// longer than all else that a question does.
  static let verbs: [String] =
    Chancery.groups.flatMap(\.subcommands).compactMap { $0.configuration.commandName } + ["help"]
}
