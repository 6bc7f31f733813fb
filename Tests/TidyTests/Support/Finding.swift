/// Something a check objects to; printed by a test that fails.
struct Finding: CustomStringConvertible, Equatable {
  var path: String
  /// 1-based; 0 for the file as a whole.
  var line: Int
  var what: String

  init(_ path: String, line: Int = 0, _ what: String) {
    self.path = path
    self.line = line
    self.what = what
  }

  var description: String {
    line == 0 ? "\(path): \(what)" : "\(path):\(line): \(what)"
  }
}
