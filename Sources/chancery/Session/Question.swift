import ChanceryRender

/// A question to the person at the terminal before what cannot be undone.
enum Question {
  /// Asks and returns if the answer is yes; ends the program otherwise.
  ///
  /// - Parameters:
  ///   - question: What to answer with yes or no.
  ///   - isAnswered: True if it was answered with yes beforehand.
  /// - Throws: A usage fault where nobody can be asked, a quiet end for no.
  static func confirm(_ question: String, isAnswered: Bool) throws {
    guard !isAnswered else { return }
    guard TerminalSize.isTerminal(0), TerminalSize.isTerminal(FileOutput.standardError) else {
      throw Fault(
        "there is no terminal to ask at",
        remedy: "give --yes if you are sure",
        status: ExitStatus.usage
      )
    }
    StandardError.write("\(SafeText.line(question)) [y/N] ")
    let answer = readLine() ?? ""
    guard ["y", "yes"].contains(answer.lowercased()) else {
      StandardError.write("nothing was changed\n")
      throw QuietExit(status: ExitStatus.negative)
    }
  }
}
