/// What a request's method and path come to.
package enum RouteMatch: Sendable {
  /// A route, and the segments its pattern leaves open, in order, as they stand in the path.
  case found(Route, captures: [Substring])
  /// The path is a route's, the method is none of its own: these are (`Allow`).
  case methodNotAllowed([Route.Method])
  /// No route has that path.
  case notFound
}

extension Route {
  /// Finds the route meant.
  ///
  /// - Parameters:
  ///   - method: The method as it stands in the request line.
  ///   - path: The path without the query; captured segments are still percent-encoded.
  /// - Returns: The first route of ``all`` that fits.
  package static func match(method: String, path: Substring) -> RouteMatch {
    guard path.utf8.first == UInt8(ascii: "/") else { return .notFound }
    let segments = path.dropFirst().split(
      separator: "/",
      omittingEmptySubsequences: false
    )
    var others: [Method] = []
    for entry in compiled where entry.segments.count == segments.count {
      guard let captures = entry.captures(in: segments) else { continue }
      if entry.route.method.rawValue == method { return .found(entry.route, captures: captures) }
      others.append(entry.route.method)
    }
    return others.isEmpty ? .notFound : .methodNotAllowed(others)
  }

  private static let compiled = all.map(CompiledRoute.init)
}

/// A route with its pattern taken apart.
private struct CompiledRoute: Sendable {
  let route: Route
  /// nil: open.
  let segments: [Substring?]

  init(_ route: Route) {
    self.route = route
    segments = route.pattern.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("{") ? nil : $0 }
  }

  /// The open segments, if the others are the pattern's own; an open one is never empty.
  func captures(in path: [Substring]) -> [Substring]? {
    var captures: [Substring] = []
    for (segment, given) in zip(segments, path) {
      if let segment {
        guard segment.utf8.elementsEqual(given.utf8) else { return nil }
      } else {
        guard !given.isEmpty else { return nil }
        captures.append(given)
      }
    }
    return captures
  }
}
