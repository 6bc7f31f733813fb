import ChanceryModel
import Glibc
import Testing

@testable import ChanceryServer

/// The route of backups: its body, its lines, its end.
@Suite struct BackupTests {
  private func order(_ directory: String) -> String {
    let body = "{\"directory\":\"\(directory)\"}"
    return "POST /v1/admin/backup HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  @Test func `a backup tells its progress and its end, and the connection goes on`() async throws {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(order("/short"))
      let text = client.read { $0.contains("\r\n0\r\n\r\n") }.text
      #expect(text.contains(#"{"phase":"copying","done":1,"total":200}"#), "\(text)")
      #expect(text.contains(#"{"end":"complete","directory":"/short","head":3"#), "\(text)")
      #expect(client.get("/livez").status == 200)
    }
  }

  @Test func `closing the connection cancels a backup`() async throws {
    try await TestServer.run { server in
      do {
        let client = try server.connect()
        client.send(order("/long"))
        #expect(client.read { $0.contains("copying") }.text.contains("copying"))
      }
      for _ in 0..<200 where !server.journal.wasCancelled { usleep(10_000) }
      #expect(server.journal.wasCancelled)
    }
  }

  @Test func `a backup that fails on the way ends with a line that says why and what to do`()
    async throws
  {
    try await TestServer.run { server in
      let client = try server.connect()
      client.send(order("/full"))
      let text = client.read(seconds: 20) { $0.contains("\r\n0\r\n\r\n") }.text
      let line = #"{"end":"failed","code":"storage-full","detail":"no room","hint":"make some"}"#
      #expect(text.contains(line), "\(text)")
    }
  }

  @Test(
    arguments: [
      ("[]", 422, "invalid-value"), ("{}", 422, "missing-field"),
      (#"{"directory":7}"#, 422, "invalid-value"),
      (#"{"directory":"/a","dir":"/b"}"#, 422, "unknown-field"),
      (#"{"directory":"/a""#, 400, "malformed-json"), ("", 400, "malformed-json"),
    ]
  )
  func `a body that names no directory is refused`(
    body: String,
    status: Int,
    code: String
  ) async throws {
    try await TestServer.run { server in
      let answer = try server.connect().post("/v1/admin/backup", body)
      #expect(answer.status == status, "\(answer.body)")
      #expect(answer.body.contains("\"code\":\"\(code)\""), "\(answer.body)")
    }
  }

  @Test func `other media types and large bodies are refused`() async throws {
    try await TestServer.run { server in
      let lines = try server.connect().post("/v1/admin/backup", "{}", type: "application/x-ndjson")
      #expect(lines.status == 415)
      let large = String(repeating: " ", count: ServerLimits.documentBytes + 1)
      #expect(try server.connect().post("/v1/admin/backup", large).status == 413)
    }
  }
}
