/// The data of `event.withdrawn`: our record of an event was wrong.
package struct WithdrawalData: Sendable, Equatable {
  package var event: EventReference

  package init(event: EventReference) {
    self.event = event
  }
}

extension WithdrawalData {
  static let fields = FieldTable(["event", "extra", "note", "reason"])

  init(reading reader: inout FieldReader) {
    event = reader.requiredReference("event")
    reader.requireReason()
  }
}
