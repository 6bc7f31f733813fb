import Foundation
import TestSupport

/// A data directory whose daemons can be made to fail.
final class FaultyDisk {
  let preload: Preload
  let data: String
  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    preload = try Preload()
    data = scratch.path + "/data"
  }

  /// A daemon that answers.
  func daemon(waitsUntilReady: Bool = true) throws -> Daemon {
    try Daemon(
      data: data,
      environment: preload.environment(directory: scratch.path),
      waitsUntilReady: waitsUntilReady
    )
  }

  /// A daemon that is expected to end by itself.
  func run() throws -> Run {
    try Run.program(
      Binaries.daemon,
      ["--data", data, "--socket", scratch.path + "/s"],
      environment: preload.environment(directory: scratch.path),
      seconds: 20
    )
  }
}
