/// `event.corrected`: an event's whole new content, resolved against what stood at its own append.
///
/// The days are clamped by the day that the corrected event was recorded: a correction tells better
/// what was said then.
package struct CorrectionHeader: Sendable, Equatable {
  /// The corrected event: by its first seq, whatever versions it has had.
  package var event: UInt64
  /// The version that it replaces: the seq of the event that held the content until now.
  package var version: UInt64
  /// The type of the corrected event, which its content keeps.
  package var type: EventType
  /// The new content's header.
  package var body: EventHeader.Body

  package init(event: UInt64, version: UInt64, type: EventType, body: EventHeader.Body) {
    self.event = event
    self.version = version
    self.type = type
    self.body = body
  }
}
