/// Resolves the names that people type to codes and slugs; the API itself takes codes alone.
package struct NameIndex: Sendable {
  /// Something that can be named.
  package struct Entry: Sendable {
    /// What the name resolves to.
    package let code: Text
    /// The names it has, in any spelling that folds alike.
    package let names: [String]
    /// A state's two letters, which come before any name.
    package let alpha2: Text?

    package init(code: Text, names: [String], alpha2: Text? = nil) {
      self.code = code
      self.names = names
      self.alpha2 = alpha2
    }
  }

  /// The code that each name, folded, leads to; a code is a name of itself.
  private struct Name {
    let code: Text
    let name: String
    let folded: String
  }

  private let entries: [Entry]
  private let names: [Name]

  /// Folds the names of all entries, whose codes are distinct.
  package init(_ entries: some Sequence<Entry>) {
    self.entries = Array(entries)
    names = self.entries.flatMap { entry in
      ([entry.code.string] + entry.names)
        .map { Name(code: entry.code, name: $0, folded: NameFolding.fold($0)) }
    }
  }

  /// Each code with each of its names, folded, for ``NearestNames/nearest(_:among:limit:)``.
  package var foldedNames: some Sequence<(name: String, folded: String)> {
    names.lazy.map { (name: $0.code.string, folded: $0.folded) }
  }

  /// What a name means.
  ///
  /// The first of these that any entry fulfils decides: the code is the name; the code, or then the
  /// alpha-2 code, is the name but for case; a name folds alike; a name begins with it, folded. Several
  /// entries that fulfil it are `ambiguous`: nothing is guessed.
  ///
  /// - Complexity: O(names); for `none`, that of ``NearestNames/nearest(_:among:limit:)``.
  package func resolve(_ name: String) -> NameMatch {
    let wanted = Text(name)
    let folded = Text(NameFolding.fold(name))
    guard !folded.isEmpty else { return .none(nearest: []) }
    let lower = Text(name.lowercased())
    return match(entries.filter { $0.code == wanted }.map(\.code))
      ?? match(entries.filter { Text($0.code.string.lowercased()) == lower }.map(\.code))
      ?? match(
        entries.filter { $0.alpha2.map { Text($0.string.lowercased()) } == lower }.map(\.code)
      )
      ?? match(names.filter { Text($0.folded) == folded }.map(\.code))
      ?? match(names.filter { $0.folded.utf8.starts(with: folded.utf8) }.map(\.code))
      ?? .none(nearest: nearest(name))
  }

  /// What a name means among a few entries.
  package static func resolve(
    name: String,
    among entries: [(code: Text, names: [String])]
  ) -> NameMatch {
    NameIndex(entries.map { Entry(code: $0.code, names: $0.names) }).resolve(name)
  }

  private func match(_ codes: [Text]) -> NameMatch? {
    let distinct = Set(codes).sorted()
    guard let first = distinct.first else { return nil }
    return distinct.count == 1 ? .one(first) : .ambiguous(distinct)
  }

  private func nearest(_ name: String) -> [Text] {
    let candidates = names.lazy.map { (name: $0.name, folded: $0.folded) }
    var codes: [Text] = []
    for near in NearestNames.nearest(name, among: candidates, limit: 12) {
      for named in names where Text(named.name) == Text(near) && !codes.contains(named.code) {
        codes.append(named.code)
      }
    }
    return Array(codes.prefix(3))
  }
}
