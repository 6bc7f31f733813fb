import Foundation

/// Where the programs under test and the repository are.
enum Binaries {
  /// The directory of the test runner, where SwiftPM puts the executables too.
  static let directory: URL = {
    let runner =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: runner).deletingLastPathComponent()
  }()

  static var daemon: URL { directory.appendingPathComponent("chanceryd") }
  static var client: URL { directory.appendingPathComponent("chancery") }

  /// The root of the checkout that these tests were compiled from.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
