import ArgumentParser

/// `--exit-code`, for the verbs whose answer can be no.
struct ExitCodeOption: ParsableArguments {
  @Flag(name: .customLong("exit-code"), help: "Exit with 1 if no statement is on record.")
  var isOn = false

  /// Ends the command with 1 if asked to and the answer is no.
  func check(isNegative: Bool) throws(QuietExit) {
    if isOn && isNegative { throw QuietExit(status: ExitStatus.negative) }
  }
}
