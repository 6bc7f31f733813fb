import CLoad
import Glibc

/// A redis-server that flushes its file before it acknowledges (appendfsync always).
final class Redis {
  static let name = "Redis"

  let socket: String
  private let process: ChildProcess

  init(_ scratch: Scratch, durable: Bool) throws {
    socket = scratch.socket("redis")
    let directory = try scratch.workDirectory("redis")
    process = try ChildProcess(
      [
        "redis-server", "--port", "0", "--unixsocket", socket, "--dir", directory, "--save", "",
        "--appendonly", durable ? "yes" : "no", "--appendfsync", "always",
        "--auto-aof-rewrite-percentage", "0", "--daemonize", "no",
      ],
      log: scratch.log("redis")
    )
    let end = load_now() + 20_000_000_000
    while load_now() < end {
      if let answer = try? Load(
        socket: socket,
        wire: LOAD_RESP,
        requests: Requests([Self.command(["PING"])]),
        once: true
      )
      .run(), answer.requests == 1 {
        return
      }
      usleep(20_000)
    }
    throw Failure("redis-server is not ready; its log is \(scratch.log("redis"))")
  }

  func stop() { process.stop() }

  func load(_ requests: Requests, connections: Int = 1) -> Load {
    Load(socket: socket, wire: LOAD_RESP, requests: requests, connections: connections)
  }

  /// Sets keys `k0`, `k1` … to values of so many bytes.
  func fill(_ count: Int, valueBytes: Int) throws {
    let value = String(repeating: "v", count: valueBytes)
    let requests = Requests((0..<count).map { Self.command(["SET", "k\($0)", value]) })
    var all = load(requests, connections: 16)
    all.once = true
    _ = try all.run()
  }

  static func command(_ words: [String]) -> [UInt8] {
    var bytes = Array("*\(words.count)\r\n".utf8)
    for word in words { bytes += Array("$\(word.utf8.count)\r\n\(word)\r\n".utf8) }
    return bytes
  }

  /// The length of a value whose whole reply has so many bytes.
  static func valueBytes(forReply bytes: Int) -> Int {
    let guess = bytes - 5 - String(bytes).utf8.count
    return max(1, guess + (String(guess).utf8.count < String(bytes).utf8.count ? 1 : 0))
  }
}
