import ArgumentParser
import ChanceryModel
import ChanceryRender

/// A verb whose output has one form, so that it takes no `-o`.
protocol OneForm: ParsableCommand {
  /// What the form is, as in `prove prints a proof as verify-proof takes it`.
  static var form: String { get }
}

extension CommandLineArguments {
  /// The mistake, if a form is asked for of a verb that has but one.
  static func refusedForm(_ arguments: [String]) -> Fault? {
    guard let word = arguments.first, let found = oneForm(arguments) else { return nil }
    let options = arguments.prefix { $0 != "--" }
    let asked = options.first { option in
      option == "--output" || option.hasPrefix("--output=")
        || option.hasPrefix("-o") && !option.hasPrefix("--")
    }
    guard asked != nil else { return nil }
    let verb = found.isNested ? arguments.prefix(2).joined(separator: " ") : word
    return .usage(
      "\(verb) has one form: \(found.type.form)",
      remedy: "leave out -o; chancery help formats tells which forms the other verbs have"
    )
  }

  private static func oneForm(
    _ arguments: [String]
  ) -> (type: any OneForm.Type, isNested: Bool)? {
    let verbs = Chancery.groups.lazy.flatMap(\.subcommands)
    guard let verb = verbs.first(where: { $0.configuration.commandName == arguments[0] }) else {
      return nil
    }
    if let type = verb as? any OneForm.Type { return (type, false) }
    let inner = verb.configuration.subcommands.first {
      arguments.count > 1 && $0.configuration.commandName == arguments[1]
    }
    return (inner as? any OneForm.Type).map { ($0, true) }
  }
}
