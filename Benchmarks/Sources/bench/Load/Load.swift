import CLoad
import Glibc

/// A run of the load generator: who asks what, of whom, how many at a time, for how long.
struct Load {
  var socket: String
  var wire: load_protocol
  var requests: Requests
  var connections = 1
  /// What each connection sends first; not measured.
  var opening: Requests?
  /// No request is sent twice; the run ends when there are no more, or after `seconds` if that is
  /// not 0.
  var once = false
  var echoBytes = 0
  var warmUp = 0.2
  var seconds = 0.0
  /// For probes on one connection: a request is due every so many seconds, and those that could not
  /// be sent in time count too.
  var every = 0.0

  fileprivate func options(_ path: UnsafePointer<CChar>) -> load_options {
    load_options(
      socket_path: path,
      protocol: wire,
      connections: UInt32(connections),
      opening: opening.map { UnsafePointer($0.list.baseAddress) } ?? nil,
      opening_count: opening?.list.count ?? 0,
      requests: UnsafePointer(requests.list.baseAddress),
      request_count: requests.list.count,
      once: once ? 1 : 0,
      echo_length: echoBytes,
      warm_up_ns: UInt64(warmUp * 1e9),
      duration_ns: UInt64(seconds * 1e9),
      every_ns: UInt64(every * 1e9)
    )
  }

  /// Runs to the end.
  ///
  /// - Throws: `Failure` if the connection breaks or any request is refused.
  func run() throws -> LoadFigures {
    try RunningLoad(self).join()
  }
}

/// A run on a thread of its own.
final class RunningLoad {
  private let load: Load
  private let path: UnsafeMutablePointer<CChar>
  private let latencies: OpaquePointer
  private let result: UnsafeMutablePointer<load_result>
  private var handle: OpaquePointer?

  init(_ load: Load) throws {
    self.load = load
    path = strdup(load.socket)
    latencies = histogram_new()
    result = .allocate(capacity: 1)
    result.initialize(to: load_result())
    result.pointee.latencies = latencies
    var options = load.options(path)
    handle = load_start(&options, result)
    guard handle != nil else { throw Failure("no thread for the load generator") }
  }

  deinit {
    if let handle { _ = load_stop(handle) }
    result.deallocate()
    histogram_free(latencies)
    free(path)
  }

  /// Waits for its own end.
  func join() throws -> LoadFigures { try end(by: load_join) }

  /// Ends it after the request under way.
  func stop() throws -> LoadFigures { try end(by: load_stop) }

  private func end(by wait: (OpaquePointer?) -> Int32) throws -> LoadFigures {
    let status = wait(handle)
    handle = nil
    let found = result.pointee
    guard status == 0 else { throw Failure("\(load.socket): \(text(of: found.failure))") }
    guard found.refused == 0 else {
      throw Failure("\(load.socket): \(found.refused) refused: \(text(of: found.refusal))")
    }
    return LoadFigures(
      requests: Int(found.requests),
      taken: Int(found.taken),
      seconds: Double(found.elapsed_ns) / 1e9,
      p50: Double(histogram_percentile(latencies, 0.5)) / 1e3,
      p99: Double(histogram_percentile(latencies, 0.99)) / 1e3,
      max: Double(histogram_max(latencies)) / 1e3,
      replyBytes: found.requests > 0 ? Double(found.reply_bytes) / Double(found.requests) : 0
    )
  }
}
