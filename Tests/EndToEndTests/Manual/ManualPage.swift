import Foundation

/// One page of the manual, made of what a program says of itself.
struct ManualPage {
  /// Who describes the same thing elsewhere.
  struct Reference {
    var name: String
    var section = 1

    var marked: String { Roff.bold(name) + "(\(section))" }
  }

  /// The words that call the verb, the program first.
  var words: [String]
  var section = 1
  var dump: HelpDump
  /// The program and its version.
  var program: String
  /// Further ways to call it, marked up.
  var forms: [String] = []
  /// What stands between the options and the end, such as the exit statuses.
  var more: (inout Roff) -> Void = { _ in }
  var references: [Reference]

  /// The name of the page, as in `man chancery-add`.
  var name: String { words.joined(separator: "-") }
  var fileName: String { "\(name).\(section)" }

  /// The page; at its foot stands the day it was made.
  func text(date: String) -> String {
    var roff = Roff()
    roff.comment("Made of the help texts: CHANCERY_UPDATE=1 scripts/test --filter ManualTests")
    roff.title(name, section: section, date: date, of: program)
    roff.section("Name")
    roff.raw("\(Roff.escaped(name)) \\- \(Roff.escaped(ManualPage.title(dump.abstract ?? "")))")
    roff.section("Synopsis")
    roff.raw(ManualPage.synopsis(words, dump))
    for form in forms {
      roff.lineBreak()
      roff.raw(form)
    }
    description(&roff)
    ManualPage.parts(dump, &roff, level: { $0.section($1) })
    more(&roff)
    examples(&roff)
    roff.section("See also")
    for (index, reference) in references.enumerated() {
      roff.raw(reference.marked + (index + 1 < references.count ? "," : ""))
    }
    return roff.text
  }

  /// An abstract as a title: without a full stop, and small at the start.
  static func title(_ abstract: String) -> String {
    let text = abstract.hasSuffix(".") ? String(abstract.dropLast()) : abstract
    let isName = text.dropFirst().first?.isUppercase ?? false
    return isName ? text : text.prefix(1).lowercased() + text.dropFirst()
  }

  // MARK: - Parts

  /// How a verb is called.
  static func synopsis(_ words: [String], _ dump: HelpDump) -> String {
    let required = dump.options.filter { !$0.isOptional }.map(ManualPage.term)
    let rest =
      dump.verbs.isEmpty
      ? ["[\(Roff.italic("options"))]"] + required + dump.positionals.map(ManualPage.placeholder)
      : [Roff.italic("verb"), "[\(Roff.italic("argument"))\\ ...]"]
    return ([Roff.bold(words.joined(separator: " "))] + rest).joined(separator: " ")
  }

  private func description(_ roff: inout Roff) {
    roff.section("Description")
    roff.paragraph(dump.abstract ?? "")
    roff.discussion(dump.discussion ?? "")
    guard section == 1, words.count > 1, !dump.verbs.isEmpty else { return }
    roff.section("Verbs")
    for verb in dump.verbs {
      roff.item(
        Reference(name: "\(name)-\(verb.commandName)").marked,
        verb.abstract ?? ""
      )
    }
  }

  private func examples(_ roff: inout Roff) {
    let examples = Roff.examples(in: dump.discussion ?? "")
    guard !examples.isEmpty else { return }
    roff.section(examples.count == 1 ? "Example" : "Examples")
    for example in examples { roff.example(example) }
  }

  /// The arguments and options of a verb, those of a group under its heading.
  ///
  /// - Parameters:
  ///   - dump: The verb.
  ///   - roff: The page.
  ///   - level: What a heading is there.
  static func parts(_ dump: HelpDump, _ roff: inout Roff, level: (inout Roff, String) -> Void) {
    if !dump.positionals.isEmpty {
      level(&roff, "Arguments")
      for argument in dump.positionals {
        roff.item(Roff.italic(argument.valueName ?? "value"), told(argument))
      }
    }
    guard !dump.options.isEmpty else { return }
    level(&roff, "Options")
    var titles: [String] = []
    for option in dump.options {
      if let title = option.sectionTitle, !titles.contains(title) { titles.append(title) }
    }
    for option in dump.options where option.sectionTitle == nil {
      roff.item(term(option), told(option))
    }
    for title in titles {
      roff.subsection(title)
      for option in dump.options where option.sectionTitle == title {
        roff.item(term(option), told(option))
      }
    }
  }

  private static func told(_ argument: HelpDump.Argument) -> String {
    var text = argument.abstract ?? ""
    if let value = argument.defaultValue, !text.contains("default:") {
      text += " (default: \(value))"
    }
    if let values = argument.allValues { text += " One of \(values.joined(separator: ", "))." }
    return text
  }

  /// An option as it is typed, with a word for its value.
  private static func term(_ option: HelpDump.Argument) -> String {
    let names = (option.names ?? []).sorted { $0.typed.count < $1.typed.count }
      .map { Roff.bold($0.typed) }.joined(separator: ", ")
    return option.kind == "flag" ? names : "\(names) \(Roff.italic(option.valueName ?? "value"))"
  }

  private static func placeholder(_ argument: HelpDump.Argument) -> String {
    let name = Roff.italic(argument.valueName ?? "value") + (argument.isRepeating ? "\\ ..." : "")
    return argument.isOptional ? "[\(name)]" : name
  }
}
