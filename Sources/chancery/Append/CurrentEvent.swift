import ChanceryClient
import ChanceryModel
import ChanceryRender

/// An event as it stands now: its type, its content in the version that counts, and that version.
struct CurrentEvent {
  let seq: UInt64
  let type: String
  /// What a correction of it has to name.
  let version: Int
  /// The content that counts.
  let data: JSONValue
  /// The event with what was derived from it.
  let event: JSONValue

  init(_ seq: UInt64, _ session: Session) throws(Fault) {
    let response = try session.fetch(
      .get("v1", "events", String(seq), query: [("derived", "true")])
    )
    event = try session.parse(response.body)
    self.seq = seq
    type = FieldText.of(event["type"])
    version = event["state"]?["version"]?.intValue ?? Int(seq)
    data = event["current"] ?? event["data"] ?? .null
  }
}
