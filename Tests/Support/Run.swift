package import Foundation

/// One run of a program: what it printed and how it ended.
package struct Run {
  package var output: String
  package var errors: String
  package var status: Int32

  /// Runs a program to its end, with a bound on its time.
  package static func program(
    _ program: URL,
    _ arguments: [String],
    input: String? = nil,
    environment: [String: String] = [:],
    seconds: Double = 60
  ) throws -> Run {
    let scratch = try Scratch()
    try Data((input ?? "").utf8).write(to: URL(fileURLWithPath: scratch.path + "/in"))
    var changes: [String: String?] = [
      "SWIFT_BACKTRACE": "enable=no", "NO_COLOR": "1", "CHANCERY_SOCKET": nil,
    ]
    for (name, value) in environment { changes[name] = value }
    let process = try ChildProcess(
      program,
      arguments,
      environment: changes,
      input: scratch.path + "/in",
      output: scratch.path + "/out",
      errors: scratch.path + "/err"
    )
    if !process.ends(within: seconds) { process.end() }
    return Run(
      output: try scratch.text("out"),
      errors: try scratch.text("err"),
      status: process.status ?? -1
    )
  }
}

/// A directory of its own with a short path, removed at the end.
package final class Scratch {
  package let path: String

  package init() throws {
    var template = Array("/tmp/ch-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }
}
