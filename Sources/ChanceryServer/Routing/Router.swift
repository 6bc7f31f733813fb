import ChanceryAPI
import ChanceryModel

/// A request that has found its route.
struct RoutedRequest: Sendable {
  let route: Route
  /// The segments that the route's pattern leaves open, in order, decoded.
  let arguments: [Text]
  let query: QueryParameters
}

/// Finds the route of a request.
enum Router {
  /// The route, or why there is none: `not-found` with the nearest path, `method-not-allowed`,
  /// `bad-parameter` with the nearest name.
  static func route(_ head: RequestHead) throws(Refusal) -> RoutedRequest {
    switch RouteMatcher.match(method(head), head.path) {
    case .found(let route, let captures):
      var arguments: [Text] = []
      for capture in captures { arguments.append(try decode(capture)) }
      return RoutedRequest(
        route: route,
        arguments: arguments,
        query: try QueryParameters(head.query, allowed: route.parameters)
      )
    case .methodNotAllowed(let methods):
      throw Refusal(
        .methodNotAllowed,
        "\(head.path) does not take \(head.method.name)",
        hint: "it takes \(allow(methods))"
      )
    case .notFound: throw try notFound(head.path)
    }
  }

  /// The Allow field for a path that does not take the method; nil for any other.
  static func allowedMethods(_ head: RequestHead) -> String? {
    guard case .methodNotAllowed(let methods) = RouteMatcher.match(method(head), head.path) else {
      return nil
    }
    return allow(methods)
  }

  /// HEAD is a GET without its body.
  private static func method(_ head: RequestHead) -> RequestMethod {
    head.method == .head ? .get : head.method
  }

  private static func allow(_ methods: [Route.Method]) -> String {
    methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] }.joined(separator: ", ")
  }

  private static func decode(_ segment: Substring) throws(Refusal) -> Text {
    guard let text = PercentCoding.decode(segment) else {
      throw Refusal(.malformedRequest, "the path is not percent-encoded UTF-8")
    }
    return Text(text)
  }

  private static func notFound(_ path: Substring) throws(Refusal) -> Refusal {
    let shown = try decode(path).string
    let nearest = NearestNames.nearest(shown, among: Route.all.map(\.pattern), limit: 1).first
    return Refusal(
      .notFound,
      "there is no \(shown) here",
      hint: (nearest.map { "did you mean \($0)? " } ?? "") + "GET /openapi.json lists all routes"
    )
  }
}
