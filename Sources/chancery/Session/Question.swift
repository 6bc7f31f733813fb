import ChanceryClient
import ChanceryRender
import Glibc

/// A question to the person at the terminal before what cannot be undone.
enum Question {
  /// Asks and returns if the answer is yes; ends the program otherwise.
  ///
  /// - Parameters:
  ///   - question: What to answer with yes or no.
  ///   - isAnswered: True if it was answered with yes beforehand.
  /// - Throws: A usage fault where nobody can be asked, a quiet end for no, ``Fault`` for Ctrl-C.
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
    let answer = readAnswer()
    guard !Interruption.isPending else {
      StandardError.write("\nnothing was changed\n")
      throw Fault(ClientError.interrupted)
    }
    guard ["y", "yes"].contains(answer.lowercased()) else {
      StandardError.write("nothing was changed\n")
      throw QuietExit(status: ExitStatus.negative)
    }
  }

  /// What is typed up to the end of the line, or of the input, or to Ctrl-C.
  ///
  /// Not the standard library's `readLine`: that goes on reading after a signal.
  private static func readAnswer() -> String {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while !Interruption.isPending {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      guard count == 1, byte != UInt8(ascii: "\n") else { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
