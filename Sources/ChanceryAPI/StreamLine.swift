package import ChanceryModel

/// The lines of a stream that are no item of it: how far it is, and how it ended.
///
/// A stream without its last line was cut off, and is to be taken as such.
package enum StreamLine: Sendable, Equatable {
  /// A follower is up to date with this event.
  case bookmark(UInt64)
  /// The daemon ends a follower's stream: `shutdown`.
  case end(reason: Text, head: UInt64)
  /// A replay is complete.
  case replayEnd(head: UInt64, items: Int)
  /// An export is complete, up to this event and Merkle root (hex).
  case exportEnd(head: UInt64, root: Text)

  /// The line as one JSON object, without line feed.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 128)
    json.beginObject()
    switch self {
    case .bookmark(let seq):
      json.member("bookmark", seq)
    case .end(let reason, let head):
      json.member("end", reason)
      json.member("head", head)
    case .replayEnd(let head, let items):
      json.member("end", "complete")
      json.member("head", head)
      json.member("items", items)
    case .exportEnd(let head, let root):
      json.member("end", "complete")
      json.member("head", head)
      json.member("root", root)
    }
    json.endObject()
    return json.bytes
  }
}
