import Glibc

/// What goes on, for whoever waits: on standard error.
enum Progress {
  static func say(_ text: String) {
    let line = Array("bench: \(text)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
  }
}
