import ChanceryAPI
import Foundation

/// Takes out of an answer what is random or of the moment, by rule, so that the rest can be compared.
///
/// What takes its place is as wide as it was wherever the width matters to a table.
enum Blotting {
  private static let noUUID = "00000000-0000-0000-0000-000000000000"
  /// No day of the golden journal is later than 2025; every later one is that of recording.
  private static let year = #"20(?:2[6-9]|[3-9]\d)-\d\d-\d\d"#

  private static let rules: [(pattern: String, with: String)] = [
    (#"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"#, noUUID),
    (#"\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}"#, "+00000000+" + String(repeating: "k", count: 44)),
    (#"\b[0-9a-f]{64}\b"#, String(repeating: "0", count: 64)),
    (#"[A-Za-z0-9+/]{80,}={0,2}"#, String(repeating: "s", count: 96)),
    (#"[A-Za-z0-9+/]{43}="#, String(repeating: "r", count: 44)),
    (year + #"T\d\d:\d\d:\d\d\.\d+Z"#, "2000-01-01T00:00:00.000000Z"),
    (year + #" \d\d:\d\d UTC"#, "2000-01-01 00:00 UTC"),
    (year + #" [A-Z][a-z]+day"#, "2000-01-01 Someday"),
    (year, "2000-01-01"),
    (#"\buid:\d+"#, "uid:N"), (#"(uid:N) +$"#, "$1"), (#"(uid:N)  +"#, "$1  "),
    (#"\bpid \d+"#, "pid N"), (#"\bup [^,]+,"#, "up N s,"),
    (#"[\d.]+ [KMG]iB of a"#, "N KiB of a"), (#"LMDB [\d.]+"#, "LMDB N"),
    (#"on [\d,]+ pages"#, "on N pages"), (#", [\d.e-]+ s$"#, ", N s"),
    (
      #"\b(pid|uptime\\?_seconds|bytes|seconds|connections|pages|lmdb)("?[:,\t]|( \| ))"?[\d.e-]+"?"#,
      "$1$2N"
    ),
  ]

  static func of(_ text: String, scratch: String) -> String {
    var text = text.replacing(scratch, with: "/tmp/ch-blotch")
    for rule in rules {
      text = text.replacingOccurrences(
        of: rule.pattern,
        with: rule.with,
        options: .regularExpression
      )
    }
    return text.replacing(ChanceryVersion.current, with: "V")
  }
}
