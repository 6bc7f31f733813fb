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

  /// True if nothing has withdrawn or erased it.
  var canBeWithdrawn: Bool {
    event["state"]?["standing"]?.boolValue != false && event["redacted"]?.isNull != false
  }

  /// Reads an answer of `/v1/events/{seq}?derived=true`.
  init(_ seq: UInt64, _ event: JSONValue) {
    self.seq = seq
    self.event = event
    type = FieldText.of(event["type"])
    version = event["state"]?["version"]?.intValue ?? Int(seq)
    data = event["current"] ?? event["data"] ?? .null
  }

  /// Asks the daemon.
  init(_ seq: UInt64, _ session: Session) throws(Fault) {
    let response = try session.fetch(
      .get("v1", "events", String(seq), query: [("derived", "true")])
    )
    self.init(seq, try session.parse(response.body))
  }
}
