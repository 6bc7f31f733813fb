package import ChanceryModel

/// Fresh UUIDs; ``UUIDText`` gives their form.
package enum UUIDGenerator {
  /// Version 4, random.
  package static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    return UUIDText.random((generator.next(), generator.next()))
  }

  /// Version 7, of a moment.
  package static func timeOrdered(at instant: Instant) -> String {
    var generator = SystemRandomNumberGenerator()
    return UUIDText.timeOrdered(
      milliseconds: UInt64(max(0, instant.microseconds / 1000)),
      random: (generator.next(), generator.next())
    )
  }
}
