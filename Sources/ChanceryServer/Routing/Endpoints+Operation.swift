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
    case .readiness: .now(readinessAnswer)
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
    "changes", "backup", "verify", "proofs", "redact", "compact", "why",
  ]

  /// Ready, or how far the projections are; one that stops refuses with `shutting-down` before it comes
  /// here.
  ///
  /// While a rebuild that was asked for runs, the old rows stand and the daemon is ready.
  private var readinessAnswer: Response {
    let readiness = journal.readiness
    var writer = JSONWriter(capacity: 128)
    writer.beginObject()
    writer.member("ready", readiness == .ready)
    writer.member("head", journal.head)
    switch readiness {
    case .ready: break
    case .rebuilding(let progress):
      writer.member("reason", "rebuilding")
      writer.member("done", progress.done)
      writer.member("total", progress.total)
    case .failed(let refusal):
      writer.member("reason", refusal.code.rawValue)
      writer.member("detail", refusal.detail)
    }
    writer.endObject()
    var answer = Response(body: writer.bytes, head: journal.head)
    guard readiness != .ready else { return answer }
    answer.status = 503
    answer.retryAfter = 1
    return answer
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
