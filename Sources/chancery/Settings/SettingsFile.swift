import ChanceryModel
import ChanceryRender

/// Reads a file of settings; whatever is wrong is told with its line, its column and a caret.
struct SettingsFile {
  let path: String
  let bytes: [UInt8]

  func settings() throws(Fault) -> Settings {
    let file: JSONValue
    do throws(Refusal) {
      file = try JSONParser.parse(bytes)
    } catch {
      let offset = max(0, (error.items.first?.column ?? 1) - 1)
      let hint = error.hint ?? "the file is JSON, as in {\"topic\": \"own-troops\"}"
      throw fault(offset..<offset + 1, error.detail, hint)
    }
    guard let object = file.objectValue else {
      throw fault(0..<1, "the settings are no object", "as in {\"topic\": \"own-troops\"}")
    }
    var settings = Settings()
    for member in object.members { try read(member.key.string, member.value, into: &settings) }
    return settings
  }

  private func read(
    _ name: String,
    _ value: JSONValue,
    into settings: inout Settings
  ) throws(Fault) {
    switch name {
    case "topic": settings.topic = try text(name, value)
    case "socket": settings.socket = try path(name, value)
    case "pager": settings.pager = try text(name, value, mayBeEmpty: true)
    case "output": settings.output = try word(name, value)
    case "color": settings.colour = try word(name, value)
    case "aliases":
      guard let members = value.objectValue?.members else {
        throw fault(of: name, "aliases is no object", "as in {\"aliases\": {\"brits\": \"GBR\"}}")
      }
      for alias in members {
        settings.aliases[alias.key.string.lowercased()] = try meaning(of: alias.key, alias.value)
      }
    default:
      let nearest = NearestNames.nearest(name, among: Settings.names, limit: 1).first
      throw fault(
        of: JSONPointer.escape(Text(name)),
        "no setting is called “\(name)”",
        (nearest.map { "did you mean \($0)? " } ?? "")
          + "settings: \(Settings.names.joined(separator: ", "))"
      )
    }
  }

  /// What an alias stands for; never another actor than the one who has that name already.
  ///
  /// Else `france` could answer about Italy, and nobody would see it. What the journal defines is not
  /// looked at: that takes a daemon.
  private func meaning(of alias: Text, _ value: JSONValue) throws(Fault) -> String {
    let place = "aliases/\(JSONPointer.escape(alias))"
    guard let meant = value.stringValue, !meant.isEmpty else {
      throw fault(
        of: place,
        "the alias stands for no text",
        "give the code, the slug or the name it stands for"
      )
    }
    if let hidden = SettingsFile.hidden(by: alias, meaning: meant) {
      throw fault(
        of: place,
        "the alias “\(alias)” stands for \(meant), and is a name of \(hidden.name) (\(hidden.code))",
        "call it something else, or take it out: “\(alias)” means \(hidden.code) without it"
      )
    }
    return meant
  }

  /// The built-in actor whose code or full name an alias is that stands for something else.
  private static func hidden(by alias: Text, meaning meant: String) -> BuiltInActor? {
    let folded = Text(NameFolding.fold(alias.string))
    let codes = BuiltInActors.index.foldedNames.filter { Text($0.folded) == folded }
      .map { Text($0.name) }
    if case .one(let code) = BuiltInActors.index.resolve(meant), codes.contains(code) { return nil }
    return codes.first.flatMap { BuiltInActors.actor($0) }
  }

  /// A path; `~/` is the home of whom this process runs for.
  private func path(_ name: String, _ value: JSONValue) throws(Fault) -> String {
    let typed = try text(name, value)
    guard typed.hasPrefix("~") else { return typed }
    guard typed.hasPrefix("~/"), let home = Environment.value("HOME"), !home.isEmpty else {
      throw fault(of: name, "\(name) is no path that is known here", "write it out, from / on")
    }
    return home + typed.dropFirst()
  }

  private func text(
    _ name: String,
    _ value: JSONValue,
    mayBeEmpty: Bool = false
  ) throws(Fault) -> String {
    guard let text = value.stringValue, mayBeEmpty || !text.isEmpty else {
      throw fault(of: name, "\(name) is no text", "write it in quotation marks")
    }
    return text
  }

  private func word<Word: RawRepresentable & CaseIterable>(
    _ name: String,
    _ value: JSONValue
  ) throws(Fault) -> Word where Word.RawValue == String {
    if let word = value.stringValue.flatMap({ Word(rawValue: $0) }) { return word }
    let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
    throw fault(of: name, "\(name) is none of its values", "one of \(words)")
  }

  // MARK: - Faults

  private func fault(of pointer: String, _ detail: String, _ hint: String?) -> Fault {
    fault(JSONPointer.byteRange(of: "/\(pointer)", in: bytes) ?? 0..<1, detail, hint)
  }

  /// The fault at some bytes of the file, shown in the line where they begin.
  private func fault(_ range: Range<Int>, _ detail: String, _ hint: String?) -> Fault {
    let start = min(range.lowerBound, bytes.count)
    let lineStart = bytes[..<start].lastIndex(of: 10).map { $0 + 1 } ?? 0
    let lineEnd = bytes[start...].firstIndex(of: 10) ?? bytes.count
    return .at(
      path,
      line: bytes[..<start].count { $0 == 10 } + 1,
      Array(bytes[lineStart..<lineEnd]),
      start - lineStart..<max(start, min(range.upperBound, lineEnd)) - lineStart,
      detail,
      remedy: hint,
      status: ExitStatus.configuration
    )
  }
}
