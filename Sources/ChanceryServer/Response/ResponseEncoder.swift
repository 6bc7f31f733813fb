import NIOCore

/// Writes answers as HTTP/1.1 bytes: head and body in one buffer, so one write and one flush each.
struct ResponseEncoder: Sendable {
  /// The `Date` field's value, renewed once a second by the event loop's sweep.
  var date = "Thu, 01 Jan 1970 00:00:00 GMT"

  /// Appends an answer; `isHead` leaves the body out but says its length.
  func encode(_ response: Response, isHead: Bool = false, into buffer: inout ByteBuffer) {
    buffer.reserveCapacity(minimumWritableBytes: 320 + (isHead ? 0 : response.body.count))
    statusLine(response.status, into: &buffer)
    fields(response.contentType, head: response.head, into: &buffer)
    buffer.writeStaticString("Content-Length: ")
    buffer.writeDecimal(response.body.count)
    buffer.writeStaticString("\r\n")
    if let seconds = response.retryAfter {
      buffer.writeStaticString("Retry-After: ")
      buffer.writeDecimal(seconds)
      buffer.writeStaticString("\r\n")
    }
    if let allow = response.allow { buffer.writeString("Allow: \(allow)\r\n") }
    if response.closes { buffer.writeStaticString("Connection: close\r\n") }
    buffer.writeStaticString("\r\n")
    if !isHead { buffer.writeBytes(response.body) }
  }

  /// Appends the head of an answer whose end is not known yet; its body follows in chunks.
  func encodeStreamHead(
    contentType: StaticString,
    head: UInt64,
    closes: Bool,
    into buffer: inout ByteBuffer
  ) {
    statusLine(200, into: &buffer)
    fields(contentType, head: head, into: &buffer)
    buffer.writeStaticString("Transfer-Encoding: chunked\r\nCache-Control: no-store\r\n")
    if closes { buffer.writeStaticString("Connection: close\r\n") }
    buffer.writeStaticString("\r\n")
  }

  /// Appends one chunk (RFC 9112 §7.1); nothing for no bytes, since an empty chunk ends the body.
  static func encodeChunk(_ bytes: [UInt8], into buffer: inout ByteBuffer) {
    guard !bytes.isEmpty else { return }
    buffer.reserveCapacity(minimumWritableBytes: bytes.count + 20)
    buffer.writeString(String(bytes.count, radix: 16))
    buffer.writeStaticString("\r\n")
    buffer.writeBytes(bytes)
    buffer.writeStaticString("\r\n")
  }

  /// Appends the chunk that ends a body.
  static func encodeLastChunk(into buffer: inout ByteBuffer) {
    buffer.writeStaticString("0\r\n\r\n")
  }

  /// The interim answer to `Expect: 100-continue`.
  static func encodeContinue(into buffer: inout ByteBuffer) {
    buffer.writeStaticString("HTTP/1.1 100 Continue\r\n\r\n")
  }

  private func fields(
    _ contentType: StaticString,
    head: UInt64,
    into buffer: inout ByteBuffer
  ) {
    buffer.writeStaticString("Date: ")
    buffer.writeString(date)
    buffer.writeStaticString("\r\nContent-Type: ")
    buffer.writeStaticString(contentType)
    buffer.writeStaticString("\r\nChancery-Head: ")
    buffer.writeDecimal(head)
    buffer.writeStaticString("\r\n")
  }

  private func statusLine(_ status: Int, into buffer: inout ByteBuffer) {
    if status == 200 {
      buffer.writeStaticString("HTTP/1.1 200 OK\r\n")
    } else {
      buffer.writeString("HTTP/1.1 \(status) \(ResponseEncoder.reason(status))\r\n")
    }
  }

  /// The words beside a status (RFC 9110 §15); clients ignore them, people in a trace do not.
  private static func reason(_ status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 406: "Not Acceptable"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 411: "Length Required"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 422: "Unprocessable Content"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    case 501: "Not Implemented"
    case 503: "Service Unavailable"
    case 507: "Insufficient Storage"
    default: "Status"
    }
  }
}

extension ByteBuffer {
  /// Appends a number without making a string of it: it stands in every answer's head.
  mutating func writeDecimal(_ number: some UnsignedInteger & FixedWidthInteger) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = 20
    var rest = UInt64(number)
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    writeBytes(digits.span.bytes.extracting(first...))
  }

  /// Appends a number that is not negative.
  mutating func writeDecimal(_ number: Int) {
    writeDecimal(UInt64(number))
  }
}
