import ChanceryAPI

/// `Route.all`, prepared for finding the route of a path.
enum RouteMatcher {
  /// What a method and a path come to.
  enum Match: Sendable {
    /// A route, and the segments its pattern leaves open, in order, still percent-encoded.
    case found(Route, captures: [Substring])
    /// The path is a route's, the method is none of its own: these are.
    case methodNotAllowed([Route.Method])
    /// No route has that path.
    case notFound
  }

  /// Finds the first route that fits; a literal segment stands before an open one in `Route.all`.
  static func match(_ method: RequestMethod, _ path: Substring) -> Match {
    let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard segments.count < bySegmentCount.count else { return .notFound }
    var others: [Route.Method] = []
    for entry in bySegmentCount[segments.count] where entry.fits(segments) {
      if entry.method == method {
        return .found(entry.route, captures: entry.captures(in: segments))
      }
      others.append(entry.route.method)
    }
    return others.isEmpty ? .notFound : .methodNotAllowed(others)
  }

  /// A route with its pattern taken apart.
  private struct Entry: Sendable {
    let route: Route
    let method: RequestMethod
    /// nil: open.
    let segments: [Substring?]

    init(_ route: Route) {
      self.route = route
      method = route.method == .get ? .get : .post
      segments = route.pattern.dropFirst()
        .split(separator: "/", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("{") ? nil : $0 }
    }

    func fits(_ path: [Substring]) -> Bool {
      zip(segments, path).allSatisfy { own, given in
        own.map { $0.utf8.elementsEqual(given.utf8) } ?? !given.isEmpty
      }
    }

    func captures(in path: [Substring]) -> [Substring] {
      zip(segments, path).compactMap { own, given in own == nil ? given : nil }
    }
  }

  private static let bySegmentCount: [[Entry]] = (0...8).map { count in
    Route.all.map(Entry.init).filter { $0.segments.count == count }
  }
}
