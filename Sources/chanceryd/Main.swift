import ArgumentParser
import Processes

/// The process: a verb that works on a directory, or else the daemon.
@main
enum Main {
  static func main() async {
    // Or what is told on a closed stream would be written into the journal's file.
    StandardStreams.holdPlaces()
    let arguments = Array(CommandLine.arguments.dropFirst())
    if let verb = OfflineVerbs.all.first(where: { $0._commandName == arguments.first }) {
      return verb.main(Array(arguments.dropFirst()))
    }
    await Chanceryd.main()
  }
}

/// The verbs beside the daemon.
///
/// They are no subcommands of it: the parser would take their `--data` for the daemon's.
enum OfflineVerbs {
  static let all: [any ParsableCommand.Type] = [Restore.self, Verify.self]

  /// Their names, for the help.
  static var names: String {
    all.map { $0._commandName }.joined(separator: ", ")
  }
}
