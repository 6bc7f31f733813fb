import ArgumentParser
import ChanceryClient
import ChanceryRender

/// How to reach the daemon.
struct ConnectionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The daemon's socket; else $CHANCERY_SOCKET, $XDG_RUNTIME_DIR/chancery/chancery.sock, "
        + "/run/chancery/chancery.sock.",
      valueName: "path"
    )
  )
  var socket: String?

  @Flag(name: .shortAndLong, help: "Print each request as a curl command on standard error.")
  var verbose = false

  @Option(help: ArgumentHelp("Give up when nothing comes for so long.", valueName: "seconds"))
  var timeout = Patience.usual

  func validate() throws {
    guard Patience.range.contains(timeout.seconds) else {
      throw ValidationError("--timeout takes \(Patience.rangeWords)")
    }
  }

  /// The socket that was named here, or in the settings if neither here nor in the environment.
  var chosenSocket: String? {
    if let socket { return socket }
    let isInEnvironment = Environment.value("CHANCERY_SOCKET").map { !$0.isEmpty } ?? false
    return isInEnvironment ? nil : Settings.current.socket
  }

  /// A client that connects on its first request, and waits so long for an answer if nobody said how
  /// long; nil for as long as usual.
  func client(waiting seconds: Int? = nil) -> DaemonClient {
    DaemonClient(
      option: chosenSocket,
      environment: Environment.value,
      idleSeconds: timeout.isGiven ? timeout.seconds : seconds ?? timeout.seconds,
      trace: verbose ? { ConnectionOptions.trace($0) } : nil
    )
  }

  /// Prints a request; on a terminal what a body must not do to it is spelled as JSON spells it, which
  /// leaves a line that sends the same.
  private static func trace(_ line: String) {
    guard TerminalSize.isTerminal(FileOutput.standardError) else {
      return StandardError.write(line + "\n")
    }
    let safe = SafeText.data(Array(line.utf8), asJSON: true)
    StandardError.write(String(decoding: safe, as: UTF8.self) + "\n")
  }
}
