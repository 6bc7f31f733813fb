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
  var timeout = DaemonClient.idleSecondsDefault

  func validate() throws {
    guard (1...86_400).contains(timeout) else {
      throw ValidationError("--timeout takes 1 to 86400 seconds")
    }
  }

  /// The socket that was named here, or in the settings if neither here nor in the environment.
  var chosenSocket: String? {
    if let socket { return socket }
    let isInEnvironment = Environment.value("CHANCERY_SOCKET").map { !$0.isEmpty } ?? false
    return isInEnvironment ? nil : Settings.current.socket
  }

  /// A client that connects on its first request.
  func client() -> DaemonClient {
    DaemonClient(
      option: chosenSocket,
      environment: Environment.value,
      idleSeconds: timeout,
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
