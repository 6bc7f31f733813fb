import NIOHTTP1

/// The methods the daemon tells apart; what it never serves is one case.
enum RequestMethod: Sendable, Equatable {
  case get
  case head
  case post
  case other(String)

  init(_ method: HTTPMethod) {
    switch method {
    case .GET: self = .get
    case .HEAD: self = .head
    case .POST: self = .post
    default: self = .other(method.rawValue)
    }
  }

  /// True if the method cannot change anything, so that a browser's stray request does no harm.
  var isSafe: Bool { self == .get || self == .head }

  /// As it stands in a request line.
  var name: String {
    switch self {
    case .get: "GET"
    case .head: "HEAD"
    case .post: "POST"
    case .other(let name): name
    }
  }
}
