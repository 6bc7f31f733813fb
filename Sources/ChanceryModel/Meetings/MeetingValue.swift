/// One value of a meeting's field, and whose it is.
package struct MeetingValue: Sendable, Equatable {
  package var value: JSONValue
  package var seq: UInt64
  package var source: Text?
  /// When it was stated, as given.
  package var said: Text
  /// The source's Admiralty reliability, ASCII A-F, if it has one.
  package var reliability: UInt8?

  package init(
    value: JSONValue,
    seq: UInt64,
    source: Text?,
    said: Text,
    reliability: UInt8?
  ) {
    self.value = value
    self.seq = seq
    self.source = source
    self.said = said
    self.reliability = reliability
  }
}
