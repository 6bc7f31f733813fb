import ArgumentParser
import ChanceryModel

/// `chancery meet count`.
struct MeetCount: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "count",
    abstract: "How many came, or are expected.",
    discussion: """
      Counts are never merged: sources that differ stand side by side.

      Example: chancery meet count paris-2025-03-11 34 --unit "chiefs of staff" --of attended
      """
  )

  @Argument(help: "The meeting's slug.")
  var meeting: String
  @Argument(help: "The number.")
  var value: Int
  @Option(help: ArgumentHelp("What is counted: countries, leaders, ….", valueName: "text"))
  var unit: String
  @Option(help: ArgumentHelp("exact, about, over or under.", valueName: "word"))
  var qualifier: String?
  @Option(
    name: [.customLong("of"), .customLong("kind")],
    help: ArgumentHelp("invited, expected, attended or members.", valueName: "kind")
  )
  var kind: String?
  @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    var builder = EventBuilder("count.reported")
    builder.set("meeting", meeting)
    builder.set("value", number: value)
    builder.set("unit", unit)
    builder.set("qualifier", qualifier)
    builder.set("kind", kind)
    builder.set("note", options.note)
    try evidence.fill(&builder, session, mayBeNew: options.declare)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }
}
