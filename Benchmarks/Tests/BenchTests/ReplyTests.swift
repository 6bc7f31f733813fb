import CLoad
import Testing

@Suite struct ReplyTests {
  private static func length(_ wire: load_protocol, _ text: String) -> (Int, refused: Bool) {
    let bytes = Array(text.utf8)
    var refused: Int32 = 0
    let length = reply_length(wire, bytes, bytes.count, 4, &refused)
    return (Int(length), refused != 0)
  }

  @Test(arguments: [
    (LOAD_ECHO, "abcd"), (LOAD_HTTP, "HTTP/1.1 200 OK\r\nDate: x\r\ncontent-length: 3\r\n\r\nabc"),
    (LOAD_RESP, "$3\r\nabc\r\n"), (LOAD_RESP, "+OK\r\n"), (LOAD_RESP, ":12\r\n"),
    (LOAD_POSTGRES, "2\0\0\0\u{4}D\0\0\0\u{6}abZ\0\0\0\u{5}I"),
  ])
  func `a whole reply is known, and no beginning of it is whole`(wire: load_protocol, text: String)
  {
    #expect(Self.length(wire, text) == (text.utf8.count, refused: false))
    for end in 1..<text.utf8.count {
      let found = Self.length(wire, String(decoding: Array(text.utf8)[..<end], as: UTF8.self)).0
      #expect(found == 0 || found == text.utf8.count)
    }
  }

  @Test(arguments: [
    (LOAD_HTTP, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"), (LOAD_RESP, "-ERR no\r\n"),
    (LOAD_RESP, "$-1\r\n"), (LOAD_POSTGRES, "E\0\0\0\u{4}Z\0\0\0\u{5}I"),
  ])
  func `a refusal is one`(wire: load_protocol, text: String) {
    #expect(Self.length(wire, text).refused)
  }

  @Test(arguments: [(LOAD_HTTP, "HTTP/1.1 200 OK\r\nDate: x\r\n\r\n"), (LOAD_RESP, "what\r\n")])
  func `what is not of the protocol is broken`(wire: load_protocol, text: String) {
    #expect(Self.length(wire, text).0 == -1)
  }
}
