/// The name of a signing key, as C2SP's signed-note allows it: not empty, no white space, no `+`.
///
/// Two names are the same if their UTF-8 bytes are.
package struct KeyName: Hashable, Sendable, CustomStringConvertible {
  package let string: String

  /// Nil if the text cannot be a key's name.
  package init?(_ string: String) {
    let isSound = string.unicodeScalars.allSatisfy { scalar in
      scalar != "+" && scalar.value >= 0x20 && !scalar.properties.isWhitespace
    }
    guard isSound, !string.isEmpty else { return nil }
    self.string = string
  }

  package var description: String { string }

  package static func == (left: KeyName, right: KeyName) -> Bool {
    left.string.utf8.elementsEqual(right.string.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    for byte in string.utf8 { hasher.combine(byte) }
  }
}
