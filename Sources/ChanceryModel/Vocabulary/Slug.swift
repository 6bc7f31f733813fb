/// The names that records go by: `own-troops`, `coalition-of-the-willing`.
package enum Slug {
  /// True for `[a-z0-9][a-z0-9-]{0,63}`.
  package static func isValid(_ text: Text) -> Bool {
    guard let first = text.utf8.first, isSmallAlphanumeric(first) else { return false }
    return text.utf8.count <= 64
      && text.utf8.allSatisfy { isSmallAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  /// True for a slug, or a code of two to eight capital letters and digits: `ITA`, `EU`, `NATO`.
  package static func isActorCode(_ text: Text) -> Bool {
    isValid(text)
      || (2...8).contains(text.utf8.count) && text.utf8.allSatisfy(isCapitalAlphanumeric)
  }

  /// Refuses what is no slug, with one that would be.
  package static func check(_ text: Text, at pointer: String) throws(Refusal) {
    guard !isValid(text) else { return }
    throw Refusal(.invalidSlug, at: pointer, "“\(text)” is no slug")
  }

  private static func isSmallAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isCapitalAlphanumeric(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
