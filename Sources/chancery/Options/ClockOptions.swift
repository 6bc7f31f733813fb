import ArgumentParser
import ChanceryClient
import ChanceryModel

/// The three clocks of a question, and the day that `today` means.
struct ClockOptions: ParsableArguments {
  @Option(help: ArgumentHelp("As of that day (default: today, UTC).", valueName: "date"))
  var at: String?

  @Option(
    help: ArgumentHelp("With what was recorded by then: event, date or instant.", valueName: "when")
  )
  var known: String?

  @Option(
    name: .customLong("public"),
    help: ArgumentHelp("With what was published by that day.", valueName: "date")
  )
  var publicBy: String?

  @Option(help: ArgumentHelp("What “today” means, for repeatable output.", valueName: "date"))
  var today: String?

  /// The day of `--today`; nil if it was not given.
  func fixedToday() throws(Fault) -> CivilDate? { try ClockOptions.day(ofToday: today) }

  /// Reads a `--today`.
  static func day(ofToday text: String?) throws(Fault) -> CivilDate? {
    guard let text else { return nil }
    let dates = DateArgument(today: Environment.today)
    do throws(DateArgument.Refused) {
      let day = try dates.day(text, end: .last)
      if try dates.day(text, end: .first) == day { return day }
    } catch {
      throw Fault(error)
    }
    throw .usage("--today takes a day, not “\(text)”", remedy: "write it as 2025-03-27")
  }

  /// The query parameters; what was not asked for is nil.
  func query(_ session: Session) throws(Fault) -> [(name: String, value: String?)] {
    [
      ("at", try atDay(session)), ("known", try session.known(known)),
      ("public", try session.day(publicBy)),
    ]
  }

  /// The day asked about; nil leaves it to the daemon, as long as `--today` does not say which it is.
  func atDay(_ session: Session) throws(Fault) -> String? {
    if let at { return try session.day(at) }
    return today == nil ? nil : session.dates.today.description
  }
}
