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

  /// A client that connects on its first request.
  func client() -> DaemonClient {
    DaemonClient(
      option: socket,
      environment: Environment.value,
      idleSeconds: timeout,
      trace: verbose ? { StandardError.write($0 + "\n") } : nil
    )
  }
}
