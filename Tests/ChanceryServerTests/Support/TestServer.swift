import ChanceryModel
import Glibc

@testable import ChanceryServer

/// A server on a socket of its own, for one test.
struct TestServer {
  let server: Server
  let journal: FakeJournal
  let path: String
  let listener: UnixListener

  /// Runs a test against a server, then stops it.
  static func run(
    _ journal: FakeJournal = FakeJournal(),
    limits: ServerLimits = ServerLimits(),
    policy: RolePolicy? = nil,
    _ test: (TestServer) async throws -> Void
  ) async throws {
    var template = Array("/tmp/ch-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    let directory = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    let path = directory + "/s"
    let listener = try UnixListener(path: path)
    let server = try await Server(
      journal: journal,
      descriptor: listener.descriptor,
      policy: policy ?? RolePolicy(daemonUser: getuid(), socketGroup: getgid()),
      limits: limits,
      threads: 2
    )
    do {
      try await test(TestServer(server: server, journal: journal, path: path, listener: listener))
    } catch {
      try await server.stop()
      throw error
    }
    try await server.stop()
    listener.removeFile()
    rmdir(directory)
  }

  /// A new connection.
  func connect() throws -> TestClient {
    guard let client = TestClient(path) else { throw NoServer() }
    return client
  }

  struct NoServer: Error {}

  /// Limits with short times, for tests of time.
  static var impatient: ServerLimits {
    var limits = ServerLimits()
    limits.progress = .milliseconds(600)
    limits.idle = .milliseconds(1_200)
    limits.sweepInterval = .milliseconds(50)
    limits.bookmarkInterval = .milliseconds(300)
    limits.drain = .milliseconds(500)
    return limits
  }
}
