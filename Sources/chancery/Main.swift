import ArgumentParser
import ChanceryClient
import ChanceryRender
import Glibc
import Processes

/// The process: runs one verb, and turns whatever it throws into a message and an exit code.
@main
enum Main {
  static func main() {
    StandardStreams.holdPlaces()
    Interruption.ignoreBrokenPipes()
    Interruption.catchInterrupts()
    let typed = Array(CommandLine.arguments.dropFirst())
    let arguments = CommandLineArguments.hoisted(typed)
    let isASCII = TerminalLocale.drawsASCII(typed, verb: arguments.first)
    Drawing.$isASCII.withValue(isASCII) { run(arguments) }
  }

  private static func run(_ typed: [String]) {
    var arguments = typed
    let isUnpaged = arguments.contains("--no-pager")
    // Of all options these alone mean something to the help.
    if arguments.first == "help" {
      arguments.removeAll { ["--no-pager", "--ascii", "--no-ascii"].contains($0) }
    }
    if arguments.first == "help", arguments.count == 2, let topic = HelpTopics.text(arguments[1]) {
      end(printing: topic, isUnpaged: isUnpaged)
    }
    do {
      if let fault = CommandLineArguments.unknownVerb(arguments) { throw fault }
      if let fault = CommandLineArguments.unknownHelp(arguments) { throw fault }
      if let fault = CommandLineArguments.refusedForm(arguments) { throw fault }
      if let fault = CommandLineArguments.refusedNumber(arguments) { throw fault }
      var command = try CommandLineArguments.command(arguments)
      // A bad file of settings ends every verb but those that help.
      if !(command is Doctor), arguments.first != "help" { try Settings.check() }
      try command.run()
    } catch let fault as Fault {
      StandardError.write(fault.text)
      exit(fault.status)
    } catch let quiet as QuietExit {
      exit(quiet.status)
    } catch {
      end(error, arguments, isUnpaged: isUnpaged)
    }
  }

  /// Ends as the argument parser decided: help on standard output, a mistake in the shape of all.
  private static func end(
    _ error: any Error,
    _ arguments: [String],
    isUnpaged: Bool
  ) -> Never {
    let status = Chancery.exitCode(for: error)
    if status == .success {
      end(printing: Chancery.fullMessage(for: error) + "\n", isUnpaged: isUnpaged)
    }
    let message = Chancery.message(for: error)
    var fault = Fault.usage(message)
    let verb = arguments.first { CommandLineArguments.verbs.contains($0) }
    fault.remedy = verb.map { "chancery help \($0)" } ?? "chancery help"
    StandardError.write(fault.text)
    exit(status == .validationFailure ? ExitStatus.usage : status.rawValue)
  }

  private static func end(printing text: String, isUnpaged: Bool) -> Never {
    let output = FileOutput(descriptor: FileOutput.standardOutput)
    output.isNeverPaged = isUnpaged
    do throws(Fault) {
      try output.paged { () throws(Fault) in
        try output.write(Drawing.message(text))
        try output.flush()
      }
    } catch {
      StandardError.write(error.text)
      exit(error.status)
    }
    exit(ExitStatus.success)
  }
}
