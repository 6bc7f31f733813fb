import Glibc
import Testing

/// A directory of its own for one test, removed with all that is in it.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = "/tmp/verify-tests-\(getpid())-" + String(UInt64.random(in: .min ... .max), radix: 36)
    try #require(mkdir(path, 0o700) == 0)
  }

  deinit {
    TemporaryDirectory.remove(path)
  }

  private static func remove(_ path: String) {
    if let directory = opendir(path) {
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != "." && name != ".." { remove(path + "/" + name) }
      }
      closedir(directory)
    }
    _ = Glibc.remove(path)
  }
}
