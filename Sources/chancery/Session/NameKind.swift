import ChanceryModel

/// The four kinds of things that are called by name, and how the API spells them.
enum NameKind: String {
  case actor
  case person
  case topic
  case source

  /// The route that lists them.
  var route: String { self == .person ? "people" : rawValue + "s" }

  /// The most bytes that the name of one may have: what is longer is not looked up.
  var nameBytesMax: Int {
    switch self {
    case .actor, .person: EventLimits.nameBytesMax
    case .topic, .source: EventLimits.lineBytesMax
    }
  }

  /// The verb that lists them.
  var verb: String { "chancery \(route)" }
}
