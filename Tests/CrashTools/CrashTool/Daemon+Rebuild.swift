import TestSupport

extension Daemon {
  /// Has the rows held against a refold of the log; a rebuild that a kill broke off goes on at the start,
  /// and is waited for.
  func rebuildCheck() throws -> Run {
    var run = try chancery("rebuild", "--check")
    _ = try Wait.until(seconds: 60) {
      guard run.errors.contains("rebuild-running") else { return true }
      run = try chancery("rebuild", "--check")
      return false
    }
    return run
  }
}
