import Foundation

/// The directory that all journals, clusters and sockets of the bench lie in.
///
/// `base` holds what is made once and kept between runs: votes, and each store loaded with them.
/// What is in it is never written on afterwards: a part that writes takes a copy. `work` holds what
/// a part makes, and is emptied after each.
struct Scratch {
  let root: String
  /// The path of this program.
  let program: String
  /// Held while the bench runs: two at once would measure each other.
  private let lock: Int32

  init(root: String, program: String) throws {
    self.root = root
    self.program = program
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    lock = open(root + "/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
      throw Failure("another bench runs in \(root)")
    }
    for name in ["", "/base", "/work", "/logs", "/s"] { try make(root + name) }
    guard socket("chancery").utf8.count < 100 else {
      throw Failure("\(root) is too long for a Unix socket; name a shorter CHANCERY_BENCH_DIR")
    }
  }

  var base: String { root + "/base" }
  var work: String { root + "/work" }

  func socket(_ name: String) -> String { "\(root)/s/\(name)" }
  func log(_ name: String) -> String { "\(root)/logs/\(name).log" }

  func make(_ directory: String) throws {
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    // PostgreSQL runs as another user and has to get through.
    chmod(directory, 0o755)
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  func remove(_ path: String) throws {
    guard path.hasPrefix(root + "/") else { throw Failure("\(path) is not of the bench") }
    if exists(path) { try FileManager.default.removeItem(atPath: path) }
  }

  /// A fresh directory in `work`.
  func workDirectory(_ name: String) throws -> String {
    let path = work + "/" + name
    try remove(path)
    try make(path)
    return path
  }

  /// A copy of something in `base`, to be written on.
  func workCopy(_ path: String, _ name: String) throws -> String {
    let copy = work + "/" + name
    try remove(copy)
    try ChildProcess.run(["cp", "--archive", "--sparse=always", path, copy])
    try settle()
    return copy
  }

  /// Waits until all that was written is on the disk, so that it is not what the next measurement
  /// waits for.
  func settle() throws {
    try ChildProcess.run(["sync", "--file-system", root])
  }

  func emptyWork() throws {
    try remove(work)
    try make(work)
  }

  /// The length of a file; what is allocated past its end does not count.
  func bytes(_ path: String) -> Double {
    var status = stat()
    return stat(path, &status) == 0 ? Double(status.st_size) : 0
  }
}
