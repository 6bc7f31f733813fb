/// The data of `event.corrected`: the whole new data of an event.
package struct CorrectionData: Sendable, Equatable {
  package var event: EventReference
  /// The version that the sender saw, and wants to replace.
  package var version: EventReference
  /// The new data, as sent: what it must look like depends on the type of the event.
  package var data: JSONObject

  package init(event: EventReference, version: EventReference, data: JSONObject) {
    self.event = event
    self.version = version
    self.data = data
  }
}

extension CorrectionData {
  static let fields = FieldTable(["data", "event", "extra", "note", "reason", "version"])

  init(reading reader: inout FieldReader) {
    event = reader.requiredReference("event")
    version = reader.requiredReference("version")
    data = JSONObject()
    switch reader.value("data") {
    case .object(let object)?: data = object
    case let other?: reader.noteWrongType("data", other, wanted: "an object")
    case nil: reader.noteMissing("data")
    }
    reader.requireReason()
  }
}
