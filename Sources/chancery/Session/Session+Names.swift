import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// What a look-up of a name gave.
  enum Found {
    case one(String)
    case ambiguous([String])
    case none(nearest: [String])
  }

  /// The code or slug that a name means.
  ///
  /// The exact code of a built-in actor is taken as it is; everything else the daemon resolves, since
  /// only it knows what the journal defines (`italy` may be a slug of its own).
  ///
  /// If it `mayBeNew`, as under `--declare`, a slug that nobody knows is taken as it is; otherwise that is
  /// a usage fault with the nearest names.
  func resolve(_ kind: NameKind, _ name: String, mayBeNew: Bool = false) throws(Fault) -> String {
    let name = Settings.current.aliases[name.lowercased()] ?? name
    if kind == .actor, BuiltInActors.actor(Text(name)) != nil { return name }
    let key = "\(kind) \(name)"
    if let code = resolved[key] { return code }
    switch try find(kind, name) {
    case .one(let code):
      resolved[key] = code
      return code
    case .ambiguous(let codes):
      throw .usage(
        "“\(name)” may be any of several: \(codes.joined(separator: ", "))",
        remedy: "say which, by its code; \(kind.verb) lists them"
      )
    case .none(let nearest):
      let text = Text(name)
      if mayBeNew && (kind == .actor ? Slug.isActorCode(text) : Slug.isValid(text)) { return name }
      let meant = nearest.isEmpty ? "" : "did you mean \(nearest.joined(separator: ", "))? "
      throw .usage(
        "no \(kind.rawValue) is called “\(name)”",
        remedy: meant + "\(kind.verb) lists all"
          + (nearest.isEmpty ? ", chancery define \(kind.rawValue) adds one" : "")
      )
    }
  }

  /// Asks the daemon what a name means.
  func find(_ kind: NameKind, _ name: String) throws(Fault) -> Found {
    let response = try fetch(.get("v1", kind.route, query: [("name", name)]))
    let answer = try parse(response.body)
    let items = answer["items"]?.arrayValue ?? []
    let codes = items.compactMap { $0[Text(kind.rawValue)]?.stringValue }
    switch answer["match"]?.stringValue {
    case "ambiguous": return .ambiguous(codes)
    case "none", nil:
      return .none(nearest: (answer["nearest"]?.arrayValue ?? []).map { FieldText.of($0) })
    default:
      guard let code = codes.first else { return .none(nearest: []) }
      if kind == .actor, let shown = items[0]["name"]?.stringValue {
        names.learn(code: code, name: shown)
      }
      return .one(code)
    }
  }
}
