import ChanceryModel
import Proofs

/// The key that a proof has to be signed with, from where the user trusts it to come.
enum TrustedKey {
  /// What to say where none was given: never the key that a proof itself brings.
  private static let source =
    "ask who keeps the journal for its key, over a way that you trust: they see it with"
    + " `chancery status`"

  /// Reads `--key`: a key's text, or a file that holds one.
  static func read(_ option: String?) throws(Fault) -> VerificationKey {
    guard let option else {
      throw .usage(
        "--key is missing: a proof is worth as much as the key that it is checked with",
        remedy: source
      )
    }
    // A file's name may have plus signs too, but hardly two and the end of a key.
    guard option.split(separator: "+").count < 3 else { return try parse(option, from: "--key") }
    let bytes = try InputFile.read(option, bytesMax: 4_096)
    let line = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
    guard line.count == 1 else {
      throw .usage("\(option) holds \(line.count) lines, not one key", remedy: source)
    }
    return try parse(String(decoding: line[0], as: UTF8.self), from: option)
  }

  private static func parse(_ text: String, from place: String) throws(Fault) -> VerificationKey {
    do {
      return try VerificationKey(text)
    } catch {
      throw .usage("\(place) is no key", at: [error.description], remedy: source)
    }
  }
}
