// MARK: - What events about events have in common

extension FieldReader {
  /// How an event names another; event 0, which there never is, if it is absent or bad.
  mutating func requiredReference(_ name: String) -> EventReference {
    guard let value = value(name) else {
      noteMissing(name)
      return .seq(0)
    }
    return EventReference.read(value, at: "/" + name, into: &problems) ?? .seq(0)
  }

  /// `reason`: why, in the sender's words; shown, and part of the record.
  mutating func reason() -> Text? {
    text("reason", max: EventLimits.textBytesMax)
  }

  /// `reason`, where none may be left out.
  mutating func requireReason() {
    if reason() == nil { noteMissing("reason") }
  }
}
