import ArgumentParser
import ChanceryClient

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
      trace: verbose ? { StandardError.write($0 + "\n") } : nil
    )
  }
}
