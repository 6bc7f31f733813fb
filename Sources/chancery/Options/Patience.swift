import ArgumentParser
import ChanceryClient

/// How long nothing may come from the daemon before it is given up.
struct Patience: ExpressibleByArgument {
  let seconds: Int
  /// True if somebody said so: a verb that has a patience of its own then does as it is told.
  let isGiven: Bool

  /// What can be asked for.
  static let range = 1...86_400
  static let rangeWords = "\(range.lowerBound) to \(range.upperBound) seconds"
  /// That of every verb, unless told otherwise.
  static let usual = Patience(seconds: DaemonClient.idleSecondsDefault, isGiven: false)

  private init(seconds: Int, isGiven: Bool) {
    self.seconds = seconds
    self.isGiven = isGiven
  }

  init?(argument: String) {
    guard let seconds = Int(argument) else { return nil }
    self.init(seconds: seconds, isGiven: true)
  }

  var defaultValueDescription: String { String(seconds) }
}
