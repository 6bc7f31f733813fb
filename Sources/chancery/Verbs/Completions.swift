import ArgumentParser

/// `chancery completions`.
struct Completions: OneForm {
  static let form = "a script for the shell"
  static let configuration = CommandConfiguration(
    commandName: "completions",
    abstract: "Print the completions of a shell: bash, zsh or fish.",
    discussion: """
      Holders, topics, meetings and sources are asked of the daemon as you type, and never for longer than 50 \
      milliseconds: without an answer by then there is nothing to choose from.

      Example: source <(chancery completions bash)

      Example: chancery completions fish > ~/.config/fish/completions/chancery.fish
      """
  )

  /// The shells there are completions for.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash
    case zsh
    case fish
  }

  @Argument(help: "Whose completions.")
  var shell: Shell

  func run() throws {
    let script =
      switch shell {
      // Where nothing is offered, the shell's own choice is: names of files.
      case .bash:
        HelpCompletion.bash(Chancery.completionScript(for: .bash))
          .replacing("complete -o filenames -F", with: "complete -o filenames -o default -F")
      case .zsh: HelpCompletion.zsh(Chancery.completionScript(for: .zsh))
      case .fish: HelpCompletion.fish(Chancery.completionScript(for: .fish))
      }
    let output = FileOutput(descriptor: FileOutput.standardOutput)
    try output.write(data: Array((script + "\n").utf8), asJSON: false)
    try output.flush()
  }
}
