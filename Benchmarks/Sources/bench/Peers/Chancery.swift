import CLoad
import Glibc

/// A chanceryd on a data directory of the scratch space.
final class Chancery {
  static let name = "Chancery"

  let data: String
  let socket: String
  private let log: String
  private(set) var process: ChildProcess
  /// Seconds from starting the process to its first answer that says it is ready.
  private(set) var startSeconds: Double

  /// Starts the daemon and waits until it is ready.
  init(_ scratch: Scratch, data: String, name: String = "chancery") throws {
    self.data = data
    socket = scratch.socket(name)
    log = scratch.log("chanceryd")
    let start = load_now()
    process = try ChildProcess(["chanceryd", "--data", data, "--socket", socket], log: log)
    startSeconds = 0
    try waitUntilReady()
    startSeconds = Double(load_now() - start) / 1e9
  }

  private func waitUntilReady() throws {
    let request = HTTP.get("/readyz", close: true)
    let end = load_now() + 120_000_000_000
    while load_now() < end {
      if let answer = try? HTTP.answer(socket, request), answer.status == 200 { return }
      guard process.isRunning else { break }
      usleep(500)
    }
    throw Failure("chanceryd is not ready; its log is \(log)")
  }

  func stop() { process.stop() }

  /// A load on it that has nothing in it yet but the requests.
  func load(_ requests: Requests, connections: Int = 1) -> Load {
    Load(socket: socket, wire: LOAD_HTTP, requests: requests, connections: connections)
  }

  /// Appends a whole file as `chancery import` does: in bulk, one request of any length.
  ///
  /// - Returns: seconds from the first byte sent to the last acknowledgement.
  @discardableResult
  func append(_ file: VoteFile) throws -> Double {
    try append(file.text)
  }

  @discardableResult
  func append(_ text: UnsafeRawBufferPointer) throws -> Double {
    let start = load_now()
    var all = load(HTTP.bulk(of: text))
    all.once = true
    _ = try all.run()
    return Double(load_now() - start) / 1e9
  }

  /// The last event.
  func head() throws -> Int {
    let body = try HTTP.answer(socket, HTTP.get("/v1/status", close: true)).body
    guard let found = body.firstMatch(of: /"head":(\d+)/), let head = Int(found.output.1) else {
      throw Failure("\(socket): no head in its status")
    }
    return head
  }

  /// Reads a long answer to its end and throws it away.
  ///
  /// - Returns: its bytes and seconds.
  func drain(
    _ request: [UInt8],
    end: String = "\"end\":\"complete\""
  ) throws -> (bytes: Double, seconds: Double) {
    var drained = load_drained()
    guard load_drain(socket, request, request.count, &drained) == 0 else {
      throw Failure("\(socket): \(String(cString: strerror(errno)))")
    }
    let tail = text(of: drained.tail)
    guard tail.contains(end) else { throw Failure("\(socket): the answer was cut off: \(tail)") }
    return (Double(drained.bytes), Double(drained.elapsed_ns) / 1e9)
  }

  /// Holds every page, record, hash and row of the journal to each other.
  ///
  /// - Returns: a line for the report.
  func verify() throws -> String {
    let start = load_now()
    let head = try head()
    try ChildProcess.run(["chancery", "verify", "--socket", socket])
    return
      "chancery verify: sound, \(head) events, \(Format.number(Double(load_now() - start) / 1e9)) s"
  }
}

/// Where the definitions at the beginning of a file end.
enum Definitions {
  static func end(in text: UnsafeRawBufferPointer) -> Int {
    var at = 0
    let mark = Array("{\"type\":\"statement.made\"".utf8)
    while at < text.count, !text[at...].starts(with: mark) {
      guard let feed = text[at...].firstIndex(of: 0x0a) else { return text.count }
      at = feed + 1
    }
    return at
  }
}
