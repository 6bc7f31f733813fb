internal import ChanceryModel
internal import Glibc

/// Time-ordered identifiers (RFC 9562 §5.7), for events that are made here.
package enum UUIDv7 {
  /// A fresh identifier, in small letters.
  package static func make() -> String {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    var generator = SystemRandomNumberGenerator()
    return make(
      milliseconds: UInt64(now.tv_sec) * 1000 + UInt64(now.tv_nsec) / 1_000_000,
      random: (generator.next(), generator.next())
    )
  }

  /// The identifier of that moment and those random bits.
  package static func make(milliseconds: UInt64, random: (UInt64, UInt64)) -> String {
    UUIDText.timeOrdered(milliseconds: milliseconds, random: random)
  }
}
