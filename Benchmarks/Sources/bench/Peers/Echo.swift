import CLoad
import Glibc

/// The floor: a C program that reads a request of one length and answers with fixed bytes.
final class Echo {
  static let name = "C echo"

  private let socket: String
  private let process: ChildProcess
  private let requests: Requests
  private let replyBytes: Int

  init(_ scratch: Scratch, requestBytes: Int, replyBytes: Int) throws {
    socket = scratch.socket("echo")
    self.replyBytes = replyBytes
    requests = Requests([[UInt8](repeating: 0x2e, count: requestBytes)])
    unlink(socket)
    process = try ChildProcess(
      [scratch.program, Self.argument, socket, String(requestBytes), String(replyBytes)],
      log: scratch.log("echo")
    )
    let end = load_now() + 10_000_000_000
    while load_now() < end {
      let descriptor = load_connect(socket)
      if descriptor >= 0 {
        close(descriptor)
        return
      }
      usleep(2000)
    }
    throw Failure("the echo is not ready; its log is \(scratch.log("echo"))")
  }

  func stop() { process.stop() }

  func load(connections: Int = 1) -> Load {
    Load(
      socket: socket,
      wire: LOAD_ECHO,
      requests: requests,
      connections: connections,
      echoBytes: replyBytes
    )
  }

  /// How this program is told to be the echo.
  static let argument = "--serve-echo"

  /// Serves until the process is ended.
  static func serve(_ arguments: [String]) -> Int32 {
    guard arguments.count == 3, let request = Int(arguments[1]), let reply = Int(arguments[2])
    else {
      return 64
    }
    echo_serve(arguments[0], request, reply)
    return 71
  }
}
