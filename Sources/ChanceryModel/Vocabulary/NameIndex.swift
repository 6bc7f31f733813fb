/// What a name that somebody typed means.
package enum NameMatch: Equatable, Sendable {
  /// The one code it means.
  case one(Text)
  /// The codes it may mean, sorted.
  case ambiguous([Text])
  /// None; the codes of the nearest names, best first.
  case none(nearest: [Text])
}

/// Resolves names to codes.
package struct NameIndex: Sendable {
  /// Something that can be named.
  package struct Entry: Sendable {
    package let code: Text
    package let names: [String]
    package let alpha2: Text?

    package init(code: Text, names: [String], alpha2: Text? = nil) {
      self.code = code
      self.names = names
      self.alpha2 = alpha2
    }
  }

  package init(_ entries: some Sequence<Entry>) {}

  /// What a name means.
  package func resolve(_ name: String) -> NameMatch { .none(nearest: []) }

  /// What a name means among a few entries.
  package static func resolve(
    name: String,
    among entries: [(code: Text, names: [String])]
  ) -> NameMatch {
    NameIndex(entries.map { Entry(code: $0.code, names: $0.names) }).resolve(name)
  }
}
