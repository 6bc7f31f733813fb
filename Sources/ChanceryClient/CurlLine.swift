/// Spells a request as the `curl` command that would send it, for `-v`.
package enum CurlLine {
  /// How much of a body is shown before it is given as a file.
  private static let shownBodyBytesMax = 4096

  /// The command, ready to paste into a POSIX shell.
  package static func describe(_ request: HTTPRequest, socket: String) -> String {
    var words = ["curl", "--unix-socket", quote(socket)]
    if request.method != "GET" { words += ["-X", request.method] }
    for field in request.fields { words += ["-H", quote("\(field.name): \(field.value)")] }
    switch request.body {
    case .none: break
    case .bytes(let bytes) where bytes.count <= shownBodyBytesMax:
      words += ["--data-binary", quote(String(decoding: bytes, as: UTF8.self))]
    case .bytes, .chunked: words += ["--data-binary", "@-"]
    }
    words.append(quote("http://chancery\(request.target)"))
    return words.joined(separator: " ")
  }

  /// A word as a POSIX shell takes it: in quotes where it needs them.
  package static func quote(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-._/:=@%+,".utf8.contains(byte)
      }
    }
    if isPlain && !word.isEmpty { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''")
      + "'"
  }
}
