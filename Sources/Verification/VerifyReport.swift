internal import ChanceryAPI
package import ChanceryModel
internal import Projections

/// Where the phases of a verification tell what they find: lines of JSON, as they come.
///
/// The first hundred damages are listed, the rest counted: a file can be damaged in a million places,
/// and its reader wants to know that, not to read it. Used by one thread.
package final class VerifyReport {
  /// How many damages are listed.
  package static let damagesListed: UInt64 = 100
  /// Time between two lines of progress.
  private static let interval: UInt64 = 200_000_000

  private let write: ([UInt8]) throws -> Void
  private var phase = VerifyPhase.pages
  private var total: UInt64 = 0
  private var toldAt: UInt64 = 0

  package private(set) var damages: UInt64 = 0
  private var unmetCount: UInt64 = 0
  package private(set) var skipped: [VerifyPhase] = []

  /// - Parameter write: Takes each line, without its line feed; what it throws ends the verification.
  package init(_ write: @escaping ([UInt8]) throws -> Void) {
    self.write = write
  }

  /// Says that a phase begins, and of how many steps it is.
  func begin(_ phase: VerifyPhase, of total: UInt64) throws {
    self.phase = phase
    self.total = total
    try tell(0)
  }

  /// Says how many steps are done; most calls cost a look at the clock.
  func advance(to done: UInt64) throws {
    guard WallClock.monotonicNanoseconds() &- toldAt >= VerifyReport.interval else { return }
    try tell(done)
  }

  /// Says how far a phase is whose size is only known on the way.
  func advance(_ phase: VerifyPhase, to done: UInt64, of total: UInt64) throws {
    self.phase = phase
    self.total = total
    try advance(to: done)
  }

  /// Counts damages that are not described.
  func count(_ further: UInt64) { damages += further }

  /// Says that the phase at hand is done.
  func finish() throws { try tell(total) }

  private func tell(_ done: UInt64) throws {
    toldAt = WallClock.monotonicNanoseconds()
    try write(VerifyProgress(phase: phase, done: done, total: total).encoded())
  }

  /// Says that something is not as it was written.
  func damage(_ place: String, _ detail: String) throws {
    damages += 1
    guard damages <= VerifyReport.damagesListed else { return }
    try write(VerifyDamage(place: Text(place), detail: Text(detail)).encoded())
  }

  /// Says that an expectation is not met: no damage, but listed as damages are.
  func unmet(_ item: ExpectedStances.Item) throws {
    unmetCount += 1
    guard unmetCount <= VerifyReport.damagesListed else { return }
    try write(
      UnmetExpectation(seq: item.seq, expected: item.expected, position: item.position).encoded()
    )
  }

  /// Says that a phase is left out.
  func skip(_ phase: VerifyPhase, because reason: String) throws {
    skipped.append(phase)
    try write(phase.skipped(because: Text(reason)))
  }
}
