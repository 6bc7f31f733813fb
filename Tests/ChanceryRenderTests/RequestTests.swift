import ChanceryClient
import Testing

@Suite struct RequestTests {
  @Test(arguments: [
    ("own-troops", "own-troops"), ("a b", "a%20b"), ("a/b", "a%2Fb"), ("é", "%C3%A9"),
    ("a&b=c", "a%26b%3Dc"), ("x\r\nY: z", "x%0D%0AY%3A%20z"), ("../up", "..%2Fup"), ("", ""),
  ])
  func `a value cannot leave its place`(value: String, encoded: String) {
    #expect(PercentEncoding.encode(value) == encoded)
  }

  @Test func `a request carries what was asked and no more`() {
    let request = HTTPRequest.get(
      "v1",
      "stances",
      "ITA",
      "own troops",
      query: [("at", "2025-03-27"), ("known", nil)]
    )
    #expect(
      String(decoding: request.head, as: UTF8.self)
        == "GET /v1/stances/ITA/own%20troops?at=2025-03-27 HTTP/1.1\r\nHost: chancery\r\n\r\n"
    )
  }

  @Test func `a body has its length`() {
    let request = HTTPRequest("POST", ["v1", "events"]).with(
      body: Array("é".utf8),
      type: "application/json"
    )
    #expect(
      String(decoding: request.head, as: UTF8.self)
        == "POST /v1/events HTTP/1.1\r\nHost: chancery\r\nContent-Type: application/json\r\n"
        + "Content-Length: 2\r\n\r\n"
    )
  }

  @Test func `verbose prints a line that can be pasted`() {
    let request = HTTPRequest("POST", ["v1", "events"], query: [("declare", "true")]).with(
      body: Array("{\"note\":\"it's\"}".utf8),
      type: "application/json"
    )
    #expect(
      CurlLine.describe(request, socket: "/tmp/x.sock")
        == "curl --unix-socket /tmp/x.sock -X POST -H 'Content-Type: application/json' "
        + "--data-binary '{\"note\":\"it'\\''s\"}' 'http://chancery/v1/events?declare=true'"
    )
  }

  @Test(arguments: [
    ("/o", ["CHANCERY_SOCKET": "/e", "XDG_RUNTIME_DIR": "/x"], ["/o"]),
    (nil, ["CHANCERY_SOCKET": "/e", "XDG_RUNTIME_DIR": "/x"], ["/e"]),
    (
      nil, ["CHANCERY_SOCKET": "", "XDG_RUNTIME_DIR": "/x"],
      ["/x/chancery/chancery.sock", "/run/chancery/chancery.sock"]
    ),
    (nil, [:], ["/run/chancery/chancery.sock"]),
  ])
  func `the socket is looked for in order`(
    option: String?,
    environment: [String: String],
    paths: [String]
  ) {
    let found = SocketCandidate.search(option: option) { environment[$0] }
    #expect(found.map(\.path) == paths)
  }

  @Test func `an identifier is a UUID of version 7 that sorts by time`() {
    let id = UUIDv7.make(milliseconds: 0x0190_1234_5678, random: (.max, .max))
    #expect(id == "01901234-5678-7fff-bfff-ffffffffffff")
    #expect(
      UUIDv7.make(milliseconds: 1, random: (0, 0)) < UUIDv7.make(milliseconds: 2, random: (0, 0))
    )
    #expect(UUIDv7.make() != UUIDv7.make())
  }

  @Test func `a failure to connect lists every path with its reason and a remedy`() {
    let unreachable = Unreachable(attempts: [
      .init(
        candidate: SocketCandidate(path: "/a/b", origin: .user),
        failure: .system(errno: 2)
      ),
      .init(
        candidate: SocketCandidate(path: "/run/c", origin: .system),
        failure: .system(errno: 13),
        detail: "socket is 0660 root:chancery; you are uid 1000, groups ann"
      ),
    ])
    #expect(
      unreachable.lines == [
        "/a/b    no such file",
        "/run/c  permission denied (socket is 0660 root:chancery; you are uid 1000, groups ann)",
      ]
    )
    #expect(unreachable.isAboutRights)
    #expect(unreachable.remedy.contains("usermod -aG chancery"))
  }

  @Test func `a path that does not fit is refused with its length`() {
    let failure = ConnectFailure.pathTooLong(byteCount: 125)
    #expect(failure.reason == "the path has 125 bytes; a socket path can have 107")
  }
}
