import Glibc
import Testing

@testable import ChanceryServer

@Suite struct UnixListenerTests {
  private let directory: String

  init() {
    var template = Array("/tmp/ch-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    directory = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  private func mode(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o777 : 0
  }

  @Test func `the file is 0660 whatever the umask`() throws {
    let before = umask(0)
    let listener = try UnixListener(path: directory + "/s")
    umask(before)
    #expect(mode(listener.path) == 0o660)
    listener.removeFile()
    #expect(access(listener.path, F_OK) != 0)
    close(listener.descriptor)
  }

  @Test func `a stale file is replaced, a live one never`() throws {
    let path = directory + "/s"
    let first = try UnixListener(path: path)
    #expect(throws: ListenError.self) { try UnixListener(path: path) }
    close(first.descriptor)
    let second = try UnixListener(path: path)
    first.removeFile()  // not its own any more
    #expect(access(path, F_OK) == 0)
    second.removeFile()
    close(second.descriptor)
  }

  @Test func `what is no socket is left alone`() throws {
    let path = directory + "/file"
    let file = try #require(fopen(path, "w"))
    fclose(file)
    let error = #expect(throws: ListenError.self) { try UnixListener(path: path) }
    #expect(error?.kind == .configuration)
    #expect(access(path, F_OK) == 0)
    unlink(path)
  }

  @Test func `a path of 107 bytes is possible, one more is refused with the count`() throws {
    let longest = directory + "/" + String(repeating: "a", count: 107 - directory.utf8.count - 1)
    let listener = try UnixListener(path: longest)
    #expect(UnixListener.boundPath(of: listener.descriptor) == longest)
    listener.removeFile()
    close(listener.descriptor)
    let error = #expect(throws: ListenError.self) { try UnixListener(path: longest + "a") }
    #expect(error?.message.contains("108 bytes") == true)
  }

  @Test func `a missing directory is refused with the command that makes it`() {
    let error = #expect(throws: ListenError.self) {
      try UnixListener(path: directory + "/none/s")
    }
    #expect(error?.hint.contains("mkdir") == true)
  }
}
