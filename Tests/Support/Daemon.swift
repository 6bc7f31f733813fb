internal import ChanceryModel
internal import Foundation

/// A real chanceryd on a scratch journal, ended by its own pid.
package final class Daemon {
  package let scratch: Scratch
  package let process: ChildProcess
  package let data: String
  package let socket: String

  /// Starts the daemon and waits until it answers.
  ///
  /// - Parameters:
  ///   - data: A journal's directory to open; a fresh one if nil.
  ///   - socket: Where to listen; a fresh path if nil.
  ///   - arguments: Further arguments.
  ///   - environment: Variables to change in its environment.
  ///   - waitsUntilReady: False to return as soon as it was started.
  /// - Throws: ``DaemonTrouble`` if it does not answer.
  package init(
    data: String? = nil,
    socket: String? = nil,
    arguments: [String] = [],
    environment: [String: String] = [:],
    waitsUntilReady: Bool = true
  ) throws {
    scratch = try Scratch()
    self.data = data ?? scratch.path + "/data"
    self.socket = socket ?? scratch.path + "/s"
    process = try ChildProcess(
      Binaries.daemon,
      ["--data", self.data, "--socket", self.socket] + arguments,
      environment: environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 },
      output: scratch.path + "/daemon.out",
      errors: scratch.path + "/daemon.err"
    )
    if waitsUntilReady { try waitUntilReady() }
  }

  deinit { stop() }

  /// What the daemon wrote on its standard error.
  package var log: String { (try? scratch.text("daemon.err")) ?? "" }

  package var pid: Int32 { process.pid }

  private func waitUntilReady() throws {
    let deadline = Date().addingTimeInterval(20)
    while Date() < deadline {
      if let answer = try? RawConnection(socket).exchange(
        "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n"
      ),
        answer.status == 200
      {
        return
      }
      guard process.isRunning else { break }
      usleep(10_000)
    }
    stop()
    throw DaemonTrouble("the daemon did not start: \(log)")
  }

  /// Ends the daemon with SIGTERM and says whether it ended by itself within five seconds.
  @discardableResult
  package func stop() -> Bool {
    guard process.isRunning else { return true }
    process.send(SIGTERM)
    if process.ends(within: 10) { return true }
    process.end()
    return false
  }

  /// Ends the daemon at once, as a crash does.
  package func crash() { process.end() }

  /// Runs `chancery` against this daemon.
  package func chancery(
    _ arguments: String...,
    input: String? = nil,
    seconds: Double = 60
  ) throws -> Run {
    try Run.program(
      Binaries.client,
      arguments,
      input: input,
      environment: ["CHANCERY_SOCKET": socket],
      seconds: seconds
    )
  }

  /// A GET over a connection of its own.
  package func get(_ path: String, headers: String = "") throws -> RawResponse {
    try RawConnection(socket).exchange("GET \(path) HTTP/1.1\r\nHost: x\r\n\(headers)\r\n")
  }

  /// A POST of a body to /v1/events over a connection of its own.
  package func post(
    _ body: String,
    type: String = "application/json",
    path: String = "/v1/events",
    headers: String = ""
  ) throws -> RawResponse {
    try post(Array(body.utf8), type: type, path: path, headers: headers)
  }

  /// A POST of bytes.
  package func post(
    _ body: [UInt8],
    type: String = "application/json",
    path: String = "/v1/events",
    headers: String = ""
  ) throws -> RawResponse {
    let head =
      "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Type: \(type)\r\n"
      + "Content-Length: \(body.count)\r\n\(headers)\r\n"
    return try RawConnection(socket).exchange(Array(head.utf8) + body)
  }

  /// The seq of the last event.
  package func head() throws -> Int {
    guard let head = try get("/v1/status").json["head"]?.intValue else {
      throw DaemonTrouble("the status has no head")
    }
    return head
  }

  /// Resident memory in KiB and open descriptors.
  package func footprint() throws -> (kilobytes: Int, descriptors: Int) {
    let status = try String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
    guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw DaemonTrouble("the memory of process \(pid) is not told")
    }
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count
    return (kilobytes, descriptors)
  }
}

extension Daemon {
  /// What it has used of the processors so far.
  package func processorSeconds() throws -> Double {
    let line = try String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    // Behind the name, which may hold anything: state is the 3rd field, utime the 14th, stime the 15th.
    let fields = line.split(separator: ")").last?.split(separator: " ") ?? []
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
      throw DaemonTrouble("the processor time of process \(pid) is not told")
    }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}

/// Why a test's daemon is of no use.
package struct DaemonTrouble: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
