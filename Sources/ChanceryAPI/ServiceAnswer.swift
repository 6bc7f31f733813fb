package import ChanceryModel

/// The answers that tell what runs here, and whether it does.
package enum ServiceAnswer {
  /// What this version can do; clients ask for a feature, never for a version.
  package static let features: [Text] = [
    "append", "follow", "known", "public", "replay", "rebuild", "export", "dry-run",
  ]

  /// `GET /`.
  package static func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256)
    json.beginObject()
    json.member("name", "chancery")
    json.member("version", ChanceryVersion.current)
    json.member("api", ["v1"] as [Text])
    json.member("features", features)
    json.endObject()
    return json.bytes
  }

  /// `GET /livez`.
  package static let alive = Array("ok\n".utf8)

  /// `GET /readyz` while requests are served.
  ///
  /// - Parameter head: The last event.
  /// - Returns: The body's bytes.
  package static func ready(head: UInt64) -> [UInt8] {
    var json = JSONWriter(capacity: 48)
    json.beginObject()
    json.member("ready", true)
    json.member("head", head)
    json.endObject()
    return json.bytes
  }
}
