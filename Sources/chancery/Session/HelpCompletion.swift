/// What `chancery help` can be followed by, put into the scripts of the shells: the parser's own offer
/// nothing there.
enum HelpCompletion {
  /// The verbs and the topics.
  private static var names: [String] {
    CommandLineArguments.verbs.filter { $0 != "help" } + HelpTopics.names
  }

  /// Adds them to bash's script.
  static func bash(_ script: String) -> String {
    func offer(_ words: [String]) -> String {
      "__chancery_add_completions -W '" + words.joined(separator: "'$'\\n''") + "'"
    }
    let inner = CommandLineArguments.nestedVerbs.map { verb, inner in
      "            \(verb)) \(offer(inner)) ;;\n"
    }
    return script.replacing(
      "_chancery_help() {\n",
      with: """
        _chancery_help() {
            case "${COMP_CWORD}" in
            2) \(offer(names)) ;;
            3)
                case "${COMP_WORDS[2]}" in
        \(inner.joined())        esac
                ;;
            esac

        """
    )
  }

  /// Adds them to zsh's script.
  static func zsh(_ script: String) -> String {
    let inner = CommandLineArguments.nestedVerbs.flatMap(\.inner).joined(separator: " ")
    return script.replacing(
      "        '*:subcommands:'\n",
      with: "        '1:verb or topic:(\(names.joined(separator: " ")))'\n"
        + "        '2:verb:(\(inner))'\n"
    )
  }

  /// Adds them to fish's script.
  static func fish(_ script: String) -> String {
    func line(_ index: Int, _ condition: String, _ words: [String]) -> String {
      let place =
        "__chancery_should_offer_completions_for_positional \"chancery help\" -eq \(index)"
      return "complete -c 'chancery' -n '\(place)\(condition)'"
        + " -fa '\(words.joined(separator: " "))'\n"
    }
    let inner = CommandLineArguments.nestedVerbs.map { verb, inner in
      line(2, "; and contains \(verb) (__chancery_tokens -pc)", inner)
    }
    return script + "\n" + line(1, "", names) + inner.joined()
  }
}
