/// A whole answer.
package struct HTTPResponse: Sendable {
  package let head: HTTPResponseHead
  package let body: [UInt8]

  package init(head: HTTPResponseHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }
}
