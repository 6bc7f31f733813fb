package import ChanceryModel

/// The answer to `GET /v1/status`: the store's state and the daemon's own.
package struct StatusAnswer: Sendable, Equatable {
  package var store: StoreStatus
  package var processID: Int32
  package var uptimeSeconds: Int
  package var startedAt: Instant
  /// What the one who asks may do.
  package var role: Role
  package var connections: Int
  package var followers: Int

  package init(
    store: StoreStatus,
    processID: Int32,
    uptimeSeconds: Int,
    startedAt: Instant,
    role: Role,
    connections: Int,
    followers: Int
  ) {
    self.store = store
    self.processID = processID
    self.uptimeSeconds = uptimeSeconds
    self.startedAt = startedAt
    self.role = role
    self.connections = connections
    self.followers = followers
  }

  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 2048)
    json.beginObject()
    json.member("schema", "chancery.status/1")
    json.member("name", "chanceryd")
    json.member("version", ChanceryVersion.current)
    json.member("pid", processID)
    json.member("uptime_seconds", uptimeSeconds)
    json.member("started_at", startedAt.description)
    json.member("journal", store.journal)
    json.member("head", store.head)
    json.member("last_recorded_at", store.lastRecordedAt?.description)
    json.member("rules", Fold.rule)
    json.member("role", role.word)
    writeStore(to: &json)
    json.member("connections", connections)
    json.member("followers", followers)
    json.member("queued", store.queued)
    json.key("limits")
    json.beginObject()
    for limit in Limits.shown { json.member(limit.name, limit.value) }
    json.endObject()
    json.endObject()
    return json.bytes
  }

  private func writeStore(to json: inout JSONWriter) {
    json.key("store")
    json.beginObject()
    json.member("path", store.path)
    json.member("bytes", store.bytes)
    json.member("map_bytes", store.mapBytes)
    json.member("durability", store.durability)
    json.member("lmdb", store.lmdb)
    json.endObject()
    json.array("projections", store.projections) { json, projection in
      json.beginObject()
      json.member("name", projection.name)
      json.member("version", projection.version)
      json.member("head", projection.head)
      json.member("state", projection.isRebuilding ? "rebuilding" : "live")
      json.endObject()
    }
  }
}
