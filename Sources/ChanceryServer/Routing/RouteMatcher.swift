import ChanceryAPI

/// `Route.all`, prepared for finding the route of a path.
///
/// Every request comes through here, so a path is looked at as the bytes it was sent as.
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
  ///
  /// Cost: a step a byte of the path, and one for each route of as many segments.
  static func match(_ method: RequestMethod, _ path: Substring) -> Match {
    let bytes = path.utf8.span
    guard let segments = PathSegments(bytes) else { return .notFound }
    var others: [Route.Method] = []
    for entry in bySegmentCount[segments.count] where entry.fits(segments, of: bytes) {
      if entry.method == method {
        return .found(entry.route, captures: entry.captures(segments, of: path))
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
    let segments: [[UInt8]?]

    init(_ route: Route) {
      self.route = route
      method = route.method == .get ? .get : .post
      segments = route.pattern.dropFirst()
        .split(separator: "/", omittingEmptySubsequences: false)
        .map { $0.hasPrefix("{") ? nil : Array($0.utf8) }
    }

    func fits(_ path: PathSegments, of bytes: Span<UInt8>) -> Bool {
      for (index, own) in segments.enumerated() {
        let given = bytes.extracting(path[index])
        if let own {
          guard given.isEqual(to: own.span) else { return false }
        } else if given.isEmpty {
          return false
        }
      }
      return true
    }

    func captures(_ segments: PathSegments, of path: Substring) -> [Substring] {
      self.segments.indices.filter { self.segments[$0] == nil }
        .map { index in path.utf8(at: segments[index]) }
    }
  }

  private static let bySegmentCount: [[Entry]] = (0...PathSegments.countMax).map { count in
    Route.all.map(Entry.init).filter { $0.segments.count == count }
  }
}

/// Where the segments of a path lie, as offsets of its bytes: what stands behind each `/`.
private struct PathSegments {
  /// More than any route has.
  static let countMax = 8

  private(set) var count = 0
  private var bounds = InlineArray<8, Range<Int>>(repeating: 0..<0)

  /// nil if there are more segments than any route has.
  init?(_ path: Span<UInt8>) {
    var start = 1
    for index in path.indices.dropFirst() where path[index] == UInt8(ascii: "/") {
      guard append(start..<index) else { return nil }
      start = index + 1
    }
    guard append(start..<max(start, path.count)) else { return nil }
  }

  private mutating func append(_ range: Range<Int>) -> Bool {
    guard count < PathSegments.countMax else { return false }
    bounds[count] = range
    count += 1
    return true
  }

  subscript(index: Int) -> Range<Int> { bounds[index] }
}
