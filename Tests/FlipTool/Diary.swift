import Glibc

/// What a worker is at, line by line on its standard output, which is a file: it outlives the worker.
enum Diary {
  static func write(_ line: String) {
    var rest = Array((line + "\n").utf8)
    while !rest.isEmpty {
      let count = Glibc.write(STDOUT_FILENO, rest, rest.count)
      guard count > 0 else { return }
      rest.removeFirst(count)
    }
  }
}
