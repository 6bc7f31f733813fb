import ChanceryAPI
import ChanceryModel

// MARK: - What operators and monitors ask

extension Endpoints {
  /// The routes that say how the daemon is.
  func operational(_ route: Route.Name) -> Reply {
    switch route {
    case .service: .now(Response(body: Endpoints.greeting, head: journal.head))
    case .liveness:
      .now(
        Response(
          contentType: Response.plainText,
          body: Array("ok\n".utf8),
          head: journal.head
        )
      )
    case .readiness:
      .now(Response(body: readiness, head: journal.head))
    case .openAPI: .now(Response(body: OpenAPIDocument.bytes, head: journal.head))
    case .metrics: metricsPage()
    default: statusPage()
    }
  }

  private static let greeting: [UInt8] = {
    var writer = JSONWriter(capacity: 256)
    writer.beginObject()
    writer.member("name", "chancery")
    writer.member("version", ChanceryVersion.current)
    writer.member("api", [Text("v1")])
    writer.member("features", features)
    writer.endObject()
    return writer.bytes
  }()

  /// What this version can do: clients ask for a feature, never for a version.
  private static let features: [Text] = [
    "append", "follow", "known", "public", "replay", "rebuild", "export", "dry-run",
    "changes", "backup", "proofs",
  ]

  /// A daemon that answers is ready: while projections are made anew the old rows stand, and one that
  /// stops refuses with `shutting-down` before it comes here.
  private var readiness: [UInt8] {
    var writer = JSONWriter(capacity: 48)
    writer.beginObject()
    writer.member("ready", true)
    writer.member("head", journal.head)
    writer.endObject()
    return writer.bytes
  }

  private func metricsPage() -> Reply {
    let server = server
    return .job { () throws(Refusal) in
      server.metrics.observe(server)
      return Response(
        contentType: Response.metricsText,
        body: server.metrics.registry.exposition(),
        head: server.journal.head
      )
    }
  }

  private func statusPage() -> Reply {
    let server = server
    let role = server.policy.role(of: peer) ?? .reader
    return .job { () throws(Refusal) in
      let store = server.journal.status()
      return Response(
        body: StatusDocument(server: server, store: store, role: role).encoded(),
        head: store.head
      )
    }
  }
}
