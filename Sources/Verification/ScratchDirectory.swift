internal import Glibc

/// Where a verification keeps what it folds again.
package enum ScratchDirectory {
  /// The first of `$TMPDIR`, `/var/tmp` and `/tmp` that can be written.
  ///
  /// `/var/tmp` stands before `/tmp`, which may be memory: the rows of a great journal take gigabytes.
  package static var standard: String {
    var candidates = ["/var/tmp", "/tmp"]
    if let named = getenv("TMPDIR"), named.pointee != 0 {
      candidates.insert(String(cString: named), at: 0)
    }
    return candidates.first { access($0, W_OK | X_OK) == 0 } ?? "/tmp"
  }
}
