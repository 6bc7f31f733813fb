/// The status line and header fields of an answer.
package struct HTTPResponseHead: Sendable, Equatable {
  /// One header field, its name in small letters.
  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package let status: Int
  package let fields: [Field]

  package init(status: Int, fields: [Field]) {
    self.status = status
    self.fields = fields
  }

  /// The value of the first field of that name (in small letters).
  package subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

  /// True for 200 to 299.
  package var isSuccess: Bool { (200..<300).contains(status) }

  /// The last sequence number of the journal when the answer was made.
  package var journalHead: UInt64? { self["chancery-head"].flatMap { UInt64($0) } }

  /// True if the daemon closes the connection after this answer.
  var endsConnection: Bool { self["connection"]?.lowercased() == "close" }
}
