import Foundation

/// One run of a program: what it printed and how it ended.
struct Run {
  var output: String
  var errors: String
  var status: Int32

  /// Runs a program to its end, with a bound on its time.
  static func program(
    _ program: URL,
    _ arguments: [String],
    input: String? = nil,
    environment: [String: String] = [:],
    seconds: Double = 60
  ) throws -> Run {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    var variables = ProcessInfo.processInfo.environment
    variables["SWIFT_BACKTRACE"] = "enable=no"
    variables["NO_COLOR"] = "1"
    variables.removeValue(forKey: "CHANCERY_SOCKET")
    variables.merge(environment) { $1 }
    process.environment = variables
    let scratch = try Scratch()
    let outputFile = try scratch.file("out")
    let errorFile = try scratch.file("err")
    process.standardOutput = outputFile
    process.standardError = errorFile
    let pipe = Pipe()
    process.standardInput = pipe
    try process.run()
    if let input { try? pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    try? pipe.fileHandleForWriting.close()
    let deadline = Date().addingTimeInterval(seconds)
    while process.isRunning, Date() < deadline { usleep(2000) }
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
    return Run(
      output: try scratch.text("out"),
      errors: try scratch.text("err"),
      status: process.terminationReason == .exit ? process.terminationStatus : -1
    )
  }
}

/// A directory of its own with a short path, removed at the end.
final class Scratch {
  let path: String

  init() throws {
    var template = Array("/tmp/ch-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw CocoaError(.fileWriteUnknown) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) throws -> FileHandle {
    _ = FileManager.default.createFile(atPath: path + "/" + name, contents: nil)
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/" + name))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }
}
