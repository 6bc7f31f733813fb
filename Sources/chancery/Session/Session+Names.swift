import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// What a look-up of a name gave.
  ///
  /// The name is `whole` if it is a code, a slug, a name or an alias, but for case and accents; else it is the
  /// beginning of one.
  enum Found {
    case one(Meaning, isWhole: Bool)
    case ambiguous([Meaning], isWhole: Bool)
    case none(nearest: [String])
  }

  /// What a name may mean: the code or slug, and what that is called, if it is called anything else.
  struct Meaning {
    let code: String
    let name: String?

    /// `Giorgia Meloni (meloni)`.
    var text: String { name.map { "\($0) (\(code))" } ?? code }

    /// True if a word of what it is called, or of its code, begins so.
    func hasWord(beginningWith name: String) -> Bool {
      let folded = NameFolding.fold(name)
      guard !folded.isEmpty else { return false }
      return [code, self.name ?? ""].contains { own in
        let own = NameFolding.fold(own)
        return own.hasPrefix(folded) || own.contains("-" + folded)
      }
    }
  }

  /// The code or slug that a name means.
  ///
  /// The exact code of a built-in actor is taken as it is; everything else the daemon resolves, since
  /// only it knows what the journal defines (`italy` may be a slug of its own).
  ///
  /// If it `mayBeNew`, as under `--declare`, a slug that nobody knows is taken as it is; otherwise that is
  /// a usage fault with the nearest names.
  func resolve(_ kind: NameKind, _ name: String, mayBeNew: Bool = false) throws(Fault) -> String {
    if let meant = Settings.current.aliases[name.lowercased()] {
      return try fromSettings("aliases/\(name.lowercased())", nil) { () throws(Fault) in
        try resolve(kind, meaning: meant, mayBeNew: mayBeNew)
      }
    }
    return try resolve(kind, meaning: name, mayBeNew: mayBeNew)
  }

  /// The slug of the topic that the settings name, if they name one.
  ///
  /// - Throws: ``Fault`` with exit code 78 if there is no such topic.
  func topicOfSettings() throws(Fault) -> String? {
    guard let name = Settings.current.topic else { return nil }
    return try fromSettings("topic", ExitStatus.configuration) { () throws(Fault) in
      try resolve(.topic, name)
    }
  }

  /// Says of a name that is not understood where it stands, if that is in the settings.
  private func fromSettings(
    _ key: String,
    _ status: Int32?,
    _ body: () throws(Fault) -> String
  ) throws(Fault) -> String {
    do {
      return try body()
    } catch {
      guard error.status == ExitStatus.usage else { throw error }
      throw Fault(
        error.what,
        at: error.places + ["it is “\(key)” of \(Settings.path ?? Drawing.dash)"],
        remedy: error.remedy,
        status: status ?? error.status
      )
    }
  }

  private func resolve(
    _ kind: NameKind,
    meaning name: String,
    mayBeNew: Bool
  ) throws(Fault) -> String {
    if kind == .actor, BuiltInActors.actor(Text(name)) != nil { return name }
    let key = "\(kind) \(name)"
    if let code = resolved[key] { return code }
    switch try find(kind, name) {
    case .one(let meaning, let isWhole):
      resolved[key] = meaning.code
      if !isWhole { tell(name, isTakenFor: meaning) }
      return meaning.code
    case .ambiguous(let meanings, _):
      throw .usage(
        "“\(name)” may be any of several",
        at: Session.lines(meanings),
        remedy: "say which, by its code; \(kind.verb) lists them"
      )
    case .none(let nearest):
      let text = Text(name)
      if mayBeNew && (kind == .actor ? Slug.isActorCode(text) : Slug.isValid(text)) { return name }
      let meant =
        nearest.isEmpty
        ? "" : "did you mean \(nearest.count == 1 ? nearest[0] : "one of these")? "
      throw .usage(
        "no \(kind.rawValue) is called “\(name)”",
        at: Session.lines(try nearest.map { code throws(Fault) in try meaning(kind, code) }),
        remedy: meant + "\(kind.verb) lists all"
          + (nearest.isEmpty ? ", \(Session.definition(kind, name))" : "")
      )
    }
  }

  /// How to define what nobody knows.
  private static func definition(_ kind: NameKind, _ name: String) -> String {
    guard kind == .actor else { return "chancery define \(kind.rawValue) adds one" }
    let quoted = "'" + name.replacing("'", with: #"'\''"#) + "'"
    return "chancery define actor CODE --name \(quoted) --kind state adds one"
  }

  // MARK: - What names were taken for

  /// Tells what a name was taken for that was not typed in full.
  func tell(_ name: String, isTakenFor meaning: Meaning) {
    tell(taken: "“\(name)” is \(meaning.text)")
  }

  /// Tells how a name was taken, each once.
  ///
  /// At once where a verb appends one thing, at the end where it appends many; a question's answer says itself
  /// whom it is about.
  func tell(taken text: String) {
    guard !format.isData, naming != .untold, echoed.insert(text).inserted else { return }
    if naming == .atOnce { note(text) } else { namesTaken.append(text) }
  }

  /// Learns what the journal calls its actors, unless the output is JSON, which has codes alone.
  ///
  /// - Complexity: A request for each thousand of the actors that are defined or hold a stance.
  func learnNames() throws(Fault) {
    guard !format.isJSON else { return }
    for actor in try items(["v1", "actors"]) {
      guard let code = actor["actor"]?.stringValue, let name = actor["name"]?.stringValue else {
        continue
      }
      names.learn(code: code, name: name)
    }
  }

  /// Asks the daemon what a name means.
  ///
  /// - Throws: A usage fault if it is longer than any name.
  func find(_ kind: NameKind, _ name: String) throws(Fault) -> Found {
    guard name.utf8.count <= kind.nameBytesMax else {
      throw .usage(
        "“\(name)” is no name: it has \(Counts.grouped(name.utf8.count)) bytes",
        remedy: "a name has \(Counts.grouped(kind.nameBytesMax)) at the most"
      )
    }
    let response = try fetch(.get("v1", kind.route, query: [("name", name)]))
    let answer = try parse(response.body)
    let items = answer["items"]?.arrayValue ?? []
    let codes = items.compactMap { $0[Text(kind.rawValue)]?.stringValue }
    switch answer["match"]?.stringValue {
    case "ambiguous":
      let isWhole = zip(codes, items).contains { Session.isName(name, of: $0, in: $1) }
      return .ambiguous(
        zip(codes, items).map { Session.meaning(of: $0, in: $1) },
        isWhole: isWhole
      )
    case "none", nil:
      return .none(nearest: (answer["nearest"]?.arrayValue ?? []).map { FieldText.of($0) })
    case let match?:
      guard let code = codes.first else { return .none(nearest: []) }
      if kind == .actor, let shown = items[0]["name"]?.stringValue {
        names.learn(code: code, name: shown)
      }
      return .one(Session.meaning(of: code, in: items[0]), isWhole: match != "prefix")
    }
  }

  /// What a person is called; nil if nobody is defined by that slug.
  func personName(_ slug: String) throws(Fault) -> Text? {
    let response = try attempt(.get("v1", "people", slug))
    return response.head.isSuccess ? try parse(response.body)["name"]?.textValue : nil
  }

  // MARK: - What names may mean

  /// What is known of a code that a typed name is near to; a question to the daemon for each.
  func meaning(_ kind: NameKind, _ code: String) throws(Fault) -> Meaning {
    if kind == .actor, let actor = BuiltInActors.actor(Text(code)) {
      return Meaning(code: code, name: actor.name)
    }
    let response = try attempt(.get("v1", kind.route, code))
    guard response.head.isSuccess else { return Meaning(code: code, name: nil) }
    return Session.meaning(of: code, in: try parse(response.body))
  }

  private static func meaning(of code: String, in item: JSONValue) -> Meaning {
    let name = item["name"]?.stringValue ?? item["title"]?.stringValue
    return Meaning(code: code, name: name == code ? nil : name)
  }

  /// True if a name is one of an item's own: its slug, its name, an alias.
  private static func isName(_ name: String, of code: String, in item: JSONValue) -> Bool {
    let aliases = (item["aliases"]?.arrayValue ?? []).compactMap(\.stringValue)
    let names = [code, item["name"]?.stringValue, item["title"]?.stringValue] + aliases
    let folded = NameFolding.fold(name)
    return names.contains { $0.map { NameFolding.fold($0) == folded } ?? false }
  }

  /// One a line, the names below each other.
  static func lines(_ meanings: [Meaning]) -> [String] {
    let width = meanings.map { CellWidth.of($0.code) }.max() ?? 0
    return meanings.map { meaning in
      guard let name = meaning.name else { return meaning.code }
      let gap = String(repeating: " ", count: width - CellWidth.of(meaning.code) + 2)
      return meaning.code + gap + name
    }
  }
}
