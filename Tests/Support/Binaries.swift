package import Foundation

/// Where the programs under test and the repository are.
package enum Binaries {
  /// The directory of the test runner, where SwiftPM puts the executables too.
  package static let directory: URL = {
    let runner =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: runner).deletingLastPathComponent()
  }()

  package static var daemon: URL { directory.appendingPathComponent("chanceryd") }
  package static var client: URL { directory.appendingPathComponent("chancery") }
  package static var flipTool: URL { directory.appendingPathComponent("flip-tool") }

  /// The root of the checkout that these tests were compiled from.
  package static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
