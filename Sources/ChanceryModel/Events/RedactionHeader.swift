/// `event.redacted`: the content of an event was erased, and with it all that repeated it.
package struct RedactionHeader: Sendable, Equatable {
  /// The event that was asked to be erased.
  package var event: UInt64
  /// Every event whose content was erased, ascending: `event`, its versions, reports and reviews.
  package var erased: [UInt64]
  /// Where the event would have counted, ascending: see ``RedactionMark``.
  package var marks: [UInt16]

  package init(event: UInt64, erased: [UInt64], marks: [UInt16]) {
    self.event = event
    self.erased = erased
    self.marks = marks
  }
}
