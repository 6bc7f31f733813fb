package import ChanceryModel

/// The board of one topic on one day of a time-lapse.
package struct ReplayBoard: Sendable, Equatable {
  /// Where one holder stands.
  package struct Row: Sendable, Equatable {
    package let holder: Text
    package var position: String?
    package var isContested = false
    /// The event that set the stance; nil where nothing is on record.
    package var seq: Int?
    /// Since when, by the clock that orders the replay.
    package var since: CivilDate?
    /// How many boards ago it changed; nil if it has not changed while the film ran.
    package var age: Int?

    init(holder: Text) {
      self.holder = holder
    }
  }

  /// The first and the last day of the film.
  package let days: ClosedRange<CivilDate>
  package let day: CivilDate
  package let rows: [Row]
  /// How many stances changed since the board before.
  package let changeCount: Int
}

/// How fast a time-lapse goes.
package struct ReplayPace: Sendable, Equatable {
  /// How many days one board is after the other.
  package let step: Int
  /// How long a board is shown.
  package let milliseconds: Int

  /// More boards a second no eye follows, and a slow line could not carry.
  private static let boardsPerSecondMax = 25.0
  /// How long the whole takes if no speed is given.
  private static let secondsDefault = 20.0
  /// How long a changed row stays marked.
  private static let markedMilliseconds = 900

  /// The pace of so many days a second, more than none.
  package init(daysPerSecond: Double) {
    let speed = Swift.max(daysPerSecond, 0.001)
    let days = Swift.min(speed, 1e9) / ReplayPace.boardsPerSecondMax
    // Rounded up by hand: `rounded()` would need libm, which nothing else here links.
    step = Swift.max(1, Double(Int(days)) < days ? Int(days) + 1 : Int(days))
    milliseconds = Int(Double(step) / speed * 1000)
  }

  /// The pace at which all days take about twenty seconds, but none is shown longer than a second.
  package init(of days: ClosedRange<CivilDate>) {
    let count = Double(days.upperBound.dayNumber - days.lowerBound.dayNumber + 1)
    self.init(daysPerSecond: Swift.max(1, count / ReplayPace.secondsDefault))
  }

  /// For how many boards a changed row stays marked.
  package var markedBoards: Int {
    Swift.max(1, ReplayPace.markedMilliseconds / Swift.max(1, milliseconds))
  }
}
