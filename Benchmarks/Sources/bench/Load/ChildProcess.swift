import CLoad
import Foundation

/// A program started by the bench, ended by its own id, and in any case when the bench ends.
final class ChildProcess {
  let pid: pid_t
  private let name: String
  private var hasEnded = false

  /// Starts a program found on PATH; what it prints is added to `log`.
  init(_ arguments: [String], input: String? = nil, log: String? = nil) throws {
    name = arguments.first ?? ""
    pid = Self.withArguments(arguments) { process_start($0, input, log) }
    guard pid > 0 else { throw Failure("\(name) does not start") }
  }

  deinit { stop() }

  var isRunning: Bool { !hasEnded && process_runs(pid) == 1 }
  /// Private memory, in MiB.
  var privateMemory: Double { Double(process_status_kib(pid, "RssAnon")) / 1024 }
  /// The most private memory while `body` runs, in MiB.
  func peakMemory<R>(_ body: () throws -> R) throws -> (result: R, peak: Double) {
    guard let watch = memory_watch_start(pid) else { throw Failure("no thread to watch memory") }
    let result = Result { try body() }
    let peak = Double(memory_watch_end(watch)) / 1024
    return (try result.get(), peak)
  }

  /// CPU seconds used so far.
  var cpuSeconds: Double { process_cpu_seconds(pid) }

  /// Asks it to end, and waits.
  func stop(_ signal: Int32 = SIGTERM, seconds: Double = 60) {
    guard !hasEnded else { return }
    hasEnded = true
    _ = process_stop(pid, signal, seconds)
  }

  /// Waits for its own end.
  ///
  /// - Returns: the exit status.
  func wait(seconds: Double) throws -> Int32 {
    let status = process_wait(pid, seconds)
    guard status >= 0 else { throw Failure("\(name) has not ended after \(Int(seconds)) s") }
    hasEnded = true
    return status
  }

  /// Runs a program to its end and gives what it printed.
  @discardableResult
  static func run(
    _ arguments: [String],
    input: String? = nil,
    seconds: Double = 7200
  ) throws -> String {
    let log = NSTemporaryDirectory() + "bench-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    defer { unlink(log) }
    let status = try ChildProcess(arguments, input: input, log: log).wait(seconds: seconds)
    let output = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    guard status == 0 else {
      throw Failure("\(arguments.joined(separator: " ")) ended with \(status): \(output)")
    }
    return output
  }

  /// Seconds from starting a program to having waited for it; its output is thrown away.
  static func time(_ arguments: [String]) throws -> Double {
    var nanoseconds: UInt64 = 0
    var status: Int32 = 0
    let code = withArguments(arguments) { process_time($0, &nanoseconds, &status) }
    guard code == 0, status == 0 else {
      throw Failure("\(arguments.joined(separator: " ")) ended with \(status)")
    }
    return Double(nanoseconds) / 1e9
  }

  private static func withArguments<R>(
    _ arguments: [String],
    _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    let copies: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for copy in copies { free(copy) } }
    return copies.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("an array with a last nil") }
      return body(base)
    }
  }
}
