import Glibc
import Journal
import Testing

@Suite struct DurableFileTests {
  private let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test func `a file is what it was last replaced with, for its owner alone`() throws {
    let file = DurableFile("f", in: directory.path)
    #expect(try file.read() == nil)
    for bytes: [UInt8] in [[1, 2, 3], [], [UInt8](repeating: 7, count: 100_000)] {
      try file.replace(with: bytes)
      #expect(try file.read() == bytes)
    }
    var status = stat()
    #expect(stat(file.path, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
    #expect(access(file.path + ".new", F_OK) != 0)
  }

  @Test func `what a crash left beside is passed over`() throws {
    let file = DurableFile("f", in: directory.path)
    let beside = DurableFile("f.new", in: directory.path)
    try file.replace(with: [1])
    try beside.replace(with: [UInt8](repeating: 9, count: 50))
    #expect(try file.read() == [1])
    try file.replace(with: [2])
    #expect(try file.read() == [2])
  }

  @Test func `a failure says what was tried and leaves the file`() throws {
    let file = DurableFile("f", in: directory.path + "/missing")
    let failure = #expect(throws: DurableFile.Failure.self) { try file.replace(with: [1]) }
    #expect(failure?.code == ENOENT)
    #expect(failure?.description.contains(directory.path) == true)
    let own = DurableFile("f", in: directory.path)
    try own.replace(with: [1])
    // Something that is in the way and cannot be removed as a file.
    try #require(mkdir(own.path + ".new", 0o700) == 0)
    #expect(throws: DurableFile.Failure.self) { try own.replace(with: [2]) }
    #expect(try own.read() == [1])
  }

  @Test func `a link is not followed, and a file of more than a mebibyte not read`() throws {
    let file = DurableFile("f", in: directory.path)
    try #require(symlink("/etc/passwd", file.path) == 0)
    #expect(throws: DurableFile.Failure.self) { try file.read() }
    let large = DurableFile("large", in: directory.path)
    try large.replace(with: [UInt8](repeating: 0, count: (1 << 20) + 1))
    #expect(throws: DurableFile.Failure.self) { try large.read() }
  }
}
