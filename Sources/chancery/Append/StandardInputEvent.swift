import ChanceryAPI
import ChanceryClient
import ChanceryModel

/// One event as JSON on standard input.
enum StandardInputEvent {
  /// Reads the event, and gives it an id if it has none.
  static func read(_ options: AppendOptions) throws(Fault) -> JSONValue {
    let bytes = try InputFile.read("-", bytesMax: Limits.bodyBytes)
    let value: JSONValue
    do {
      value = try JSONParser.parse(bytes)
    } catch {
      throw Fault(
        "standard input is not one JSON event: \(error.detail)",
        remedy: error.hint,
        status: ExitStatus.badData
      )
    }
    guard var event = value.objectValue else {
      throw Fault(
        "standard input is not one JSON event",
        remedy: "give an object with type and data; "
          + "chancery import takes many, one a line",
        status: ExitStatus.badData
      )
    }
    if let id = options.id { event["id"] = .string(Text(id)) }
    if event["id"] == nil { event["id"] = .string(Text(UUIDv7.make())) }
    return .object(event)
  }
}
