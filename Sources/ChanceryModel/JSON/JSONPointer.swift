/// Pointers into JSON documents (RFC 6901).
package enum JSONPointer {
  /// A member's name as a pointer spells it: `~` as `~0`, `/` as `~1`.
  package static func escape(_ key: Text) -> String {
    guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else {
      return key.string
    }
    var escaped: [UInt8] = []
    for byte in key.utf8 {
      switch byte {
      case UInt8(ascii: "~"): escaped += "~0".utf8
      case UInt8(ascii: "/"): escaped += "~1".utf8
      default: escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// The names a pointer is made of.
  static func tokens(_ pointer: String) -> [Text] {
    pointer.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).dropFirst()
      .map { token in
        var key: [UInt8] = []
        for byte in token {
          let isEscape = key.last == UInt8(ascii: "~")
          switch byte {
          case UInt8(ascii: "1") where isEscape: key[key.count - 1] = UInt8(ascii: "/")
          case UInt8(ascii: "0") where isEscape: break
          default: key.append(byte)
          }
        }
        return Text(String(decoding: key, as: UTF8.self))
      }
  }

  /// Where the value that a pointer names stands in a document, for carets.
  ///
  /// If there is no such value, its nearest ancestor that exists; nil if the document is no JSON up to
  /// the end of that value. Reads the document anew: for faults only.
  package static func byteRange(of pointer: String, in document: [UInt8]) -> Range<Int>? {
    let bytes = document.span
    var scanner = JSONScanner(limits: JSONLimits(depth: 512))
    scanner.skipSpace(bytes)
    var name: Range<Int>?
    for token in tokens(pointer) {
      let start = scanner.position
      guard (try? scanner.step(to: token, bytes, name: &name)) == true else {
        scanner.position = start
        break
      }
    }
    let start = scanner.position
    guard (try? scanner.value(bytes, depth: 0)) != nil else { return nil }
    return start..<scanner.position
  }

  /// Where the name of the member that a pointer names stands in a document, quotation marks and all, for
  /// carets below a name that is wrong itself.
  ///
  /// Nil if there is no such member, or it is an element of an array. Reads the document anew: for faults
  /// only.
  package static func nameRange(of pointer: String, in document: [UInt8]) -> Range<Int>? {
    let bytes = document.span
    var scanner = JSONScanner(limits: JSONLimits(depth: 512))
    scanner.skipSpace(bytes)
    var name: Range<Int>?
    for token in tokens(pointer) {
      guard (try? scanner.step(to: token, bytes, name: &name)) == true else { return nil }
    }
    return name
  }
}

extension JSONPointer {
  /// The end of a name: behind its closing quotation mark, before the colon and the blanks around that.
  fileprivate static func nameEnd(_ bytes: Span<UInt8>, before value: Int) -> Int? {
    var end = value
    while end > 0, bytes[end - 1] != UInt8(ascii: "\"") { end -= 1 }
    return end > 0 ? end : nil
  }
}

extension JSONScanner {
  /// Moves from the first byte of a container to that of one of its values, and says where the value's name
  /// stands, if it has one; false if there is no such value.
  fileprivate mutating func step(
    to token: Text,
    _ bytes: Span<UInt8>,
    name range: inout Range<Int>?
  ) throws(Refusal) -> Bool {
    range = nil
    let isObject = peek(bytes) == UInt8(ascii: "{")
    guard isObject || peek(bytes) == UInt8(ascii: "[") else { return false }
    let end = isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")
    try enter(bytes, depth: 1)
    guard peek(bytes) != end else { return false }
    var index = 0
    repeat {
      let start = position
      let name = isObject ? try key(bytes) : Text(String(index))
      if name == token {
        if isObject { range = JSONPointer.nameEnd(bytes, before: position).map { start..<$0 } }
        return true
      }
      _ = try value(bytes, depth: 1)
      index += 1
    } while try goesOn(bytes, until: end)
    return false
  }
}
