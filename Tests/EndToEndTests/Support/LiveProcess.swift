import Foundation

/// A program that goes on running while the test looks at what it prints; ended by its own pid.
final class LiveProcess {
  private let scratch: Scratch
  private let process = Process()

  /// Starts a program.
  init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
    scratch = try Scratch()
    process.executableURL = program
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    variables["SWIFT_BACKTRACE"] = "enable=no"
    variables["NO_COLOR"] = "1"
    variables.merge(environment) { $1 }
    process.environment = variables
    process.standardOutput = try scratch.file("out")
    process.standardError = try scratch.file("err")
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  deinit { kill() }

  var isRunning: Bool { process.isRunning }
  var output: String { (try? scratch.text("out")) ?? "" }
  var errors: String { (try? scratch.text("err")) ?? "" }

  /// Waits until the output holds a text; false if it does not within that time.
  func waits(for text: String, seconds: Double) -> Bool {
    Wait.until(seconds: seconds) { output.contains(text) }
  }

  /// Waits for the end; the exit status, or nil if the program still runs then.
  func status(within seconds: Double) -> Int32? {
    guard Wait.until(seconds: seconds, { !process.isRunning }) else { return nil }
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  func interrupt() { Glibc.kill(process.processIdentifier, SIGINT) }

  func kill() {
    guard process.isRunning else { return }
    Glibc.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}

/// Bounded waits.
enum Wait {
  /// Looks every few milliseconds until something is so; false if it is not within that time.
  static func until(seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    while try !condition() {
      guard Date() < deadline else { return false }
      usleep(4000)
    }
    return true
  }
}
