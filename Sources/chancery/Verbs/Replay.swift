import ArgumentParser
import ChanceryClient
import ChanceryModel
import ChanceryRender

/// How a replay is ordered.
enum ReplayOrder: String, ExpressibleByArgument, CaseIterable {
  case said
  case recorded
}

/// `chancery replay`.
struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Step through time and show each change of a stance or a meeting.",
    discussion: """
      By the day things were said, or by when they were recorded. Nothing is written.

      Example: chancery replay --from 2025-03-11 --to 2025-03-27 -t own-troops
      """
  )

  @Option(help: ArgumentHelp("The first day.", valueName: "date"))
  var from: String?
  @Option(help: ArgumentHelp("The last day.", valueName: "date"))
  var to: String?
  @Option(help: "The order: by the day said, or by recording.")
  var by = ReplayOrder.said
  @Option(help: ArgumentHelp("Only that holder.", valueName: "name"))
  var holder: String?
  @OptionGroup var topicOption: TopicOption
  @Option(
    help: ArgumentHelp("With what was recorded by then: event, date or instant.", valueName: "when")
  )
  var known: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup var connection: ConnectionOptions

  func run() throws {
    let session = Session(connection, output)
    var query: [(name: String, value: String?)] = [
      ("from", try session.day(from, end: .first)), ("to", try session.day(to)),
      ("by", by.rawValue), ("known", try session.known(known)),
    ]
    if let holder { query.append(("holder", try session.resolve(.actor, holder))) }
    if let topic = topicOption.topic { query.append(("topic", try session.resolve(.topic, topic))) }
    let stream = try session.stream(.get("v1", "replay", query: query))
    let end = try session.printLines(ReplayView.view, stream)
    guard end["end"]?.stringValue == "complete" else {
      throw Fault(
        "the replay was cut short: \(FieldText.of(end["end"]))",
        remedy: "run it again",
        status: ExitStatus.retry
      )
    }
  }
}
