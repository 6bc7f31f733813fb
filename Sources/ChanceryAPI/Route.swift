/// One route of the API: the table that server, client, documentation and OpenAPI share.
package struct Route: Sendable {
  /// What a route is called in code; each has one entry in ``all``.
  package enum Name: String, Sendable, CaseIterable {
    case service, liveness, readiness, metrics, openAPI, status
    case append, events, event, export, replay, changes
    case stance, board, holderStances, history, holderHistory, why
    case meetings, meeting
    case topics, topic, actors, actor, people, person, sources, source, sourceText
    case checkpoint, inclusionProof, consistencyProof
    case rebuild, verify, backup, compact, redact
  }

  /// The methods in use.
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  package let name: Name
  package let method: Method
  /// The path; `{word}` stands for one segment.
  package let pattern: String
  /// What its query may hold.
  package let parameters: [RouteParameter]
  /// The least role that may use it.
  package let role: Role
  /// What its body may be; empty if it takes none.
  package let accepts: [MediaType]
  /// What its answer may be, the default first; a refusal is always a problem.
  package let returns: [MediaType]
  /// One line of documentation.
  package let summary: String

  init(
    _ name: Name,
    _ method: Method,
    _ pattern: String,
    _ summary: String,
    parameters: [RouteParameter] = [],
    role: Role = .reader,
    accepts: [MediaType] = [],
    returns: [MediaType] = [.json]
  ) {
    self.name = name
    self.method = method
    self.pattern = pattern
    self.parameters = parameters
    self.role = role
    self.accepts = accepts
    self.returns = returns
    self.summary = summary
  }

  /// The names of the segments that the pattern leaves open, in order.
  package var captures: [String] {
    pattern.split(separator: "/").filter { $0.hasPrefix("{") }
      .map { String($0.dropFirst().dropLast()) }
  }
}
