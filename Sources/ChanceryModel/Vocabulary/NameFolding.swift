/// Folds names so that what people type finds what was meant; for look-up only, never for identity.
package enum NameFolding {
  /// Lower case, no accents, `&` as "and", and runs of spaces and punctuation as one hyphen.
  ///
  /// So “Élysée”, “Elysée” and “elysee” fold alike, as do “United Kingdom” and `united-kingdom`; a slug
  /// folds to itself. Letters of scripts without case or accents stay as they are. Composed and
  /// decomposed spellings fold alike.
  ///
  /// - Complexity: O(bytes); a microsecond for each letter outside ASCII, whose Unicode name is read.
  package static func fold(_ name: String) -> String {
    var folded = ""
    var isSeparated = false
    for scalar in name.unicodeScalars {
      guard let letters = letters(scalar) else {
        isSeparated = true
        continue
      }
      if letters.isEmpty { continue }
      if isSeparated, !folded.isEmpty { folded += "-" }
      isSeparated = false
      if letters == "&" {
        folded += folded.isEmpty || folded.hasSuffix("-") ? "and" : "-and"
        isSeparated = true
      } else {
        folded += letters
      }
    }
    return folded
  }

  /// What a scalar folds to: "" for a mark that vanishes, nil for what separates words.
  private static func letters(_ scalar: Unicode.Scalar) -> String? {
    if scalar.isASCII {
      switch scalar {
      case "a"..."z", "0"..."9", "&": return String(scalar)
      case "A"..."Z": return String(Unicode.Scalar(UInt8(scalar.value) | 0x20))
      default: return nil
      }
    }
    let properties = scalar.properties
    if properties.generalCategory == .nonspacingMark { return "" }
    guard properties.isAlphabetic || properties.numericType != nil else { return nil }
    return properties.lowercaseMapping.unicodeScalars.map(base).joined()
  }

  /// A small letter without its accents.
  ///
  /// Unicode names say it: “LATIN SMALL LETTER E WITH ACUTE”. The names of the Greek and Cyrillic
  /// letters do not lead back to the scalar, so the accented ones in use are listed.
  private static func base(_ letter: Unicode.Scalar) -> String {
    if letter.isASCII { return String(letter) }
    if letter.properties.generalCategory == .nonspacingMark { return "" }
    if let listed = listed[letter] { return listed }
    let name = letter.properties.name ?? ""
    for prefix in ["LATIN SMALL LETTER ", "LATIN SMALL LIGATURE "] where name.hasPrefix(prefix) {
      let base = name.dropFirst(prefix.count).prefix { $0 != " " }
      if base.utf8.count <= 2 || prefix.contains("LIGATURE") { return base.lowercased() }
    }
    return String(letter)
  }

  private static let listed: [Unicode.Scalar: String] = [
    "ß": "ss", "ı": "i", "ȷ": "j", "ð": "d", "þ": "th", "ə": "a", "ŋ": "n", "ſ": "s", "ĸ": "k",
    "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ϋ": "υ",
    "ΐ": "ι", "ΰ": "υ", "ς": "σ", "ё": "е", "й": "и", "ї": "і", "ў": "у", "ѓ": "г", "ќ": "к",
  ]
}
