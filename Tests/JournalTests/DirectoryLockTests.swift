import Glibc
import Journal
import Testing

/// Who may open a journal, and what the others are told.
@Suite struct DirectoryLockTests {
  private func error(_ directory: String) -> JournalError? {
    #expect(throws: JournalError.self) { _ = try DirectoryLock(directory: directory) }
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func `a second holder is refused with the pid of the first`() throws {
    let directory = try TemporaryDirectory()
    let first = try DirectoryLock(directory: directory.path)
    let error = error(directory.path)
    withExtendedLifetime(first) {}
    #expect(error?.kind == .locked(pid: getpid()))
    #expect(error?.detail.contains("pid \(getpid())") == true)
    #expect(error?.hint != nil)
  }

  @Test func `the lock is free again once its holder is gone`() throws {
    let directory = try TemporaryDirectory()
    for _ in 0..<3 { _ = try DirectoryLock(directory: directory.path) }
  }

  @Test func `a missing directory is made for its owner alone`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/data"
    let lock = try DirectoryLock(directory: path)
    withExtendedLifetime(lock) {}
    #expect(mode(path) == 0o700)
    #expect(mode(path + "/lock") == 0o600)
  }

  @Test func `a missing parent is refused, and not made`() throws {
    let directory = try TemporaryDirectory()
    let error = error(directory.path + "/missing/data")
    #expect(error?.kind == .directory)
    #expect(error?.hint == "make its parent directory first")
    #expect(access(directory.path + "/missing", F_OK) != 0)
  }

  @Test func `a file where the directory should be is refused`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/file"
    try #require(close(open(path, O_CREAT | O_WRONLY, 0o600)) == 0)
    let error = error(path)
    #expect(error?.kind == .directory)
    #expect(error?.detail.contains("not a directory") == true)
    #expect(self.error(path + "/data")?.kind == .directory)
  }

  @Test(.enabled(if: getuid() != 0, "root may write anywhere"))
  func `an unwritable directory is refused`() throws {
    let directory = try TemporaryDirectory()
    try #require(chmod(directory.path, 0o500) == 0)
    defer { chmod(directory.path, 0o700) }
    #expect(error(directory.path)?.kind == .directory)
  }

  @Test func `a directory that takes no files is refused, even for root`() {
    #expect(error("/proc/self")?.kind == .directory)
    #expect(error("/proc/chancery")?.kind == .directory)
  }

  @Test func `a lock file that is no file is refused`() throws {
    let directory = try TemporaryDirectory()
    try #require(mkdir(directory.path + "/lock", 0o700) == 0)
    #expect(error(directory.path)?.kind == .directory)
  }

  @Test func `a lock file with other words in it names no pid`() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/lock"
    let descriptor = open(path, O_CREAT | O_RDWR, 0o600)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX) == 0)
    for words in ["", "none\n", "99999999999999999999"] {
      ftruncate(descriptor, 0)
      pwrite(descriptor, words, words.utf8.count, 0)
      #expect(error(directory.path)?.kind == .locked(pid: nil), "\(words)")
    }
  }
}
