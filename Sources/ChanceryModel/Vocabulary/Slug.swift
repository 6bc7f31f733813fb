/// The names that records go by: `own-troops`, `coalition-of-the-willing`.
package enum Slug {
  /// True for `[a-z0-9][a-z0-9-]{0,63}`.
  package static func isValid(_ text: Text) -> Bool {
    let bytes = text.utf8
    guard (1...64).contains(bytes.count), bytes.first != UInt8(ascii: "-") else { return false }
    return bytes.allSatisfy { byte in
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || Digits.isDigit(byte)
        || byte == UInt8(ascii: "-")
    }
  }

  /// True for a slug, or a code of two to eight capital letters and digits: `ITA`, `EU`, `NATO`.
  package static func isActorCode(_ text: Text) -> Bool {
    isValid(text)
      || (2...8).contains(text.utf8.count)
        && text.utf8.allSatisfy {
          (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || Digits.isDigit($0)
        }
  }

  /// Refuses what is no slug, with the nearest one as the hint.
  package static func check(_ text: Text, at pointer: String) throws(Refusal) {
    guard !isValid(text) else { return }
    throw Refusal(
      .invalidSlug,
      at: pointer,
      "a slug has 1 to 64 small letters a-z, digits and hyphens, and begins with no hyphen",
      hint: suggestion(for: text.string).map { "write “\($0)”" }
    )
  }

  /// The slug that a name suggests: `own-troops` for “Own Troops”; nil if it has no letter a-z.
  package static func suggestion(for name: String) -> Text? {
    let folded = String(NameFolding.fold(name).prefix(64))
    return isValid(Text(folded)) ? Text(folded) : nil
  }
}
