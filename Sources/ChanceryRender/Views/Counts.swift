/// How numbers are shown.
package enum Counts {
  /// Groups of three digits: `869,937`.
  package static func grouped(_ number: Int) -> String {
    let digits = Array(String(number.magnitude).utf8)
    var grouped: [UInt8] = number < 0 ? [UInt8(ascii: "-")] : []
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { grouped.append(UInt8(ascii: ",")) }
      grouped.append(digit)
    }
    return String(decoding: grouped, as: UTF8.self)
  }

  /// A number and its noun: `1 event`, `3 events`.
  package static func of(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(number)) \(number == 1 ? one : many ?? one + "s")"
  }

  /// Bytes in binary units with one digit: `1.1 MiB`.
  package static func bytes(_ count: Int) -> String {
    guard count >= 1024 else { return Counts.of(count, "byte") }
    var value = count
    var unit = 0
    while value >= 1024 * 1024 && unit < 3 {
      value /= 1024
      unit += 1
    }
    let tenths = (value * 10 + 512) / 1024
    return "\(tenths / 10).\(tenths % 10) \(["KiB", "MiB", "GiB", "TiB"][unit])"
  }

  /// A length of time: `3 h 12 min`.
  package static func duration(seconds: Int) -> String {
    switch seconds {
    case ..<60: "\(seconds) s"
    case ..<3600: "\(seconds / 60) min \(seconds % 60) s"
    case ..<86_400: "\(seconds / 3600) h \(seconds / 60 % 60) min"
    default: "\(Counts.of(seconds / 86_400, "day")) \(seconds / 3600 % 24) h"
    }
  }
}
