import Glibc

/// Where paths lead.
enum RealPath {
  /// A path without links; nil if nothing is there.
  static func of(_ path: String) -> String? {
    guard let found = realpath(path, nil) else { return nil }
    defer { free(found) }
    return String(cString: found)
  }
}
