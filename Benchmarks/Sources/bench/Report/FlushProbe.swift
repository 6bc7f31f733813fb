import CLoad
import Glibc

/// What one flush costs here: without it, nobody can tell what figures of durable work mean.
enum FlushProbe {
  private static let pageBytes = 4096

  static func text(_ scratch: Scratch) throws -> String {
    let path = scratch.work + "/flush"
    defer { unlink(path) }
    let micros = try micros(path, rounds: 201) { [$0 % 16] }
    return
      "\(Format.number(Series(micros).median)) µs (write of 4 KiB and fdatasync, median of 201)"
  }

  /// Microseconds to write so many pages of a file and to flush them, once for each round.
  ///
  /// - Parameters:
  ///   - path: A file; it grows as far as it is written.
  ///   - count: How many pages.
  ///   - total: Among how many.
  ///   - areApart: Whether each is drawn at random, or only where they begin.
  ///   - rounds: How often.
  /// - Returns: One time a round.
  /// - Throws: ``Failure`` if the file cannot be written or flushed.
  static func micros(
    _ path: String,
    pages count: Int,
    of total: Int,
    areApart: Bool,
    rounds: Int
  ) throws -> [Double] {
    var random = Randomness(seed: 17)
    return try micros(path, rounds: rounds) { _ in
      if areApart { return (0..<count).map { _ in random.below(total) } }
      let first = random.below(total - count)
      return Array(first..<first + count)
    }
  }

  private static func micros(
    _ path: String,
    rounds: Int,
    _ places: (Int) -> [Int]
  ) throws -> [Double] {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure("\(path) cannot be written") }
    defer { close(descriptor) }
    let page = [UInt8](repeating: 0x5a, count: pageBytes)
    var micros: [Double] = []
    for round in 0..<rounds {
      let places = places(round)
      let start = load_now()
      for place in places {
        guard pwrite(descriptor, page, page.count, off_t(place * pageBytes)) == page.count else {
          throw Failure("\(path) cannot be written")
        }
      }
      guard fdatasync(descriptor) == 0 else { throw Failure("\(path) cannot be flushed") }
      micros.append(Double(load_now() - start) / 1e3)
    }
    return micros
  }
}
