import ChanceryAPI
import ChanceryModel

/// `GET /v1/status`: what the daemon is, holds and allows.
struct StatusDocument {
  let server: ServerContext
  let store: StoreStatus
  let role: Role

  func encoded() -> [UInt8] {
    var writer = JSONWriter(capacity: 2_048)
    writer.beginObject()
    writer.member("schema", "chancery.status/1")
    writer.member("name", "chanceryd")
    writer.member("version", ChanceryVersion.current)
    writer.member("pid", server.operation.processID)
    writer.member(
      "uptime_seconds",
      Int(server.operation.started.duration(to: .now).inSeconds)
    )
    writer.member("started_at", server.operation.startedAt.description)
    writer.member("journal", store.journal)
    writer.member("head", store.head)
    writer.member("last_recorded_at", store.lastRecordedAt?.description)
    writer.member("rules", Fold.rule)
    writer.member("role", role.word)
    writer.member("key", store.key)
    writeCheckpoint(&writer)
    writeStore(&writer)
    writeProjections(&writer)
    writer.member("connections", server.limiter.requestCount)
    writer.member("followers", server.limiter.followerCount)
    writer.member("queued", store.queued)
    writer.key("limits")
    writer.beginObject()
    for limit in Limits.shown { writer.member(limit.name, limit.value) }
    writer.endObject()
    writer.endObject()
    return writer.bytes
  }

  private func writeCheckpoint(_ writer: inout JSONWriter) {
    writer.key("checkpoint")
    guard let checkpoint = store.checkpoint else { return writer.null() }
    writer.beginObject()
    writer.member("size", checkpoint.size)
    writer.member("root", checkpoint.root)
    writer.endObject()
  }

  private func writeStore(_ writer: inout JSONWriter) {
    writer.key("store")
    writer.beginObject()
    writer.member("path", store.path)
    writer.member("bytes", store.bytes)
    writer.member("map_bytes", store.mapBytes)
    writer.member("durability", store.durability)
    writer.member("lmdb", store.lmdb)
    writer.endObject()
  }

  private func writeProjections(_ writer: inout JSONWriter) {
    writer.key("projections")
    writer.beginArray()
    for projection in store.projections {
      writer.beginObject()
      writer.member("name", projection.name)
      writer.member("version", projection.version)
      writer.member("head", projection.head)
      writer.member("state", projection.isRebuilding ? "rebuilding" : "live")
      writer.endObject()
    }
    writer.endArray()
  }
}
