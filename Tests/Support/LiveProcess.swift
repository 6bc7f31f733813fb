package import Foundation

/// A program that goes on running while the test looks at what it prints; ended by its own pid.
package final class LiveProcess {
  private let scratch: Scratch
  private let process: ChildProcess

  /// Starts a program.
  package init(_ program: URL, _ arguments: [String], environment: [String: String] = [:]) throws {
    scratch = try Scratch()
    var changes: [String: String?] = ["SWIFT_BACKTRACE": "enable=no", "NO_COLOR": "1"]
    for (name, value) in environment { changes[name] = value }
    process = try ChildProcess(
      program,
      arguments,
      environment: changes,
      output: scratch.path + "/out",
      errors: scratch.path + "/err"
    )
  }

  deinit { kill() }

  package var pid: Int32 { process.pid }
  package var isRunning: Bool { process.isRunning }
  package var output: String { (try? scratch.text("out")) ?? "" }
  package var errors: String { (try? scratch.text("err")) ?? "" }

  /// Waits until the output holds a text; false if it does not within that time.
  package func waits(for text: String, seconds: Double) -> Bool {
    Wait.until(seconds: seconds) { output.contains(text) }
  }

  /// Waits for the end; the exit status, or nil if the program still runs then.
  package func status(within seconds: Double) -> Int32? {
    process.ends(within: seconds) ? process.status : nil
  }

  package func interrupt() { process.send(SIGINT) }
  package func kill() { process.end() }
}

/// Bounded waits.
package enum Wait {
  /// Looks every few milliseconds until something is so; false if it is not within that time.
  package static func until(seconds: Double, _ condition: () throws -> Bool) rethrows -> Bool {
    let deadline = Date().addingTimeInterval(seconds)
    while try !condition() {
      guard Date() < deadline else { return false }
      usleep(4000)
    }
    return true
  }
}
