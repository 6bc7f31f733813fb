import ChanceryModel
import Proofs

/// A random text that is to be erased, and every form in which its bytes could be left behind.
struct Needle {
  /// What a needle is made of.
  enum Style {
    /// Letters and digits.
    case plain
    /// With characters that JSON escapes, and others of two to four bytes.
    case rough
    /// What a slug may have.
    case slug
  }

  /// A needle has at least so many bytes, so that none is found by chance.
  static let bytesMin = 8

  let text: Text

  init(bytes: Int, _ style: Style, _ dice: inout Dice) {
    let count = max(bytes, Needle.bytesMin)
    var text: [UInt8] = []
    text.reserveCapacity(count + 4)
    while text.count < count {
      let number = dice.next()
      if style == .rough, number & 15 == 0 {
        text += Needle.rough[Int(number >> 8) % Needle.rough.count]
        continue
      }
      let letters = style == .slug ? Needle.small : Needle.letters
      for part in 0..<min(8, count - text.count) {
        text.append(letters[Int(number >> (8 + 7 * part) & 127) % letters.count])
      }
    }
    self.text = Text(String(decoding: text, as: UTF8.self))
  }

  private static let small = Array("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
  private static let letters = small + Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
  private static let rough = ["\"", "\\", "\n", "\t", "é", "漢", "😀", "<&>"].map { Array($0.utf8) }

  /// As it is, as names are folded, as JSON writes it with and without other scripts, and as base64 of
  /// that, wherever it stands among other bytes.
  var forms: [(name: String, bytes: [UInt8])] {
    let raw = Array(text.utf8)
    let json = Array(CanonicalJSON.bytes(of: .string(text)).dropFirst().dropLast())
    var forms = [("raw", raw), ("folded", Array(text.string.lowercased().utf8))]
    if json != raw { forms.append(("JSON", json)) }
    if raw.contains(where: { $0 > 127 }) { forms.append(("ASCII", Needle.ascii(text))) }
    for bytes in json == raw ? [raw] : [raw, json] {
      for shift in 0..<3 { forms.append(("base64", Needle.base64(bytes, shift: shift))) }
    }
    return forms
  }

  /// JSON in which every other script is escaped.
  private static func ascii(_ text: Text) -> [UInt8] {
    var bytes: [UInt8] = []
    for unit in text.string.utf16 {
      guard unit > 127 else {
        let one = Text(String(decoding: [UInt8(unit)], as: UTF8.self))
        bytes += CanonicalJSON.bytes(of: .string(one)).dropFirst().dropLast()
        continue
      }
      let digits = String(unit, radix: 16)
      bytes += Array("\\u".utf8) + Array(repeating: 48, count: 4 - digits.utf8.count) + digits.utf8
    }
    return bytes
  }

  /// What base64 makes of bytes behind so many others: the digits that hang on these bytes alone.
  private static func base64(_ bytes: [UInt8], shift: Int) -> [UInt8] {
    let padded = Base64.ascii(Array(repeating: 0, count: shift) + bytes)
    return Array(padded.dropFirst((shift * 8 + 5) / 6).dropLast(4))
  }
}
