import ArgumentParser
import ChanceryModel

/// `chancery meet outcome`.
struct MeetOutcome: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outcome",
    abstract: "What came of a meeting.",
    discussion: """
      Example: chancery meet outcome paris-2025-03-11 "guarantees not to be separated from NATO" \
      --kind commitment --source ansa-1
      """
  )

  @Argument(help: "The meeting's slug.")
  var meeting: String
  @Argument(help: "The outcome, in words.")
  var text: String
  @Option(
    help: ArgumentHelp(
      "decision, commitment, plan, demand, no-agreement or follow-up.",
      valueName: "kind"
    )
  )
  var kind: String
  @Option(help: ArgumentHelp("Who agreed, separated by commas.", valueName: "names"))
  var agreedBy: String?
  @Option(help: ArgumentHelp("Who did not, separated by commas.", valueName: "names"))
  var dissent: String?
  @Option(help: ArgumentHelp("The meeting that is to follow.", valueName: "slug"))
  var followUp: String?
  @OptionGroup(title: "Evidence") var evidence: EvidenceOptions
  @OptionGroup var options: AppendOptions

  func run() throws {
    let session = try Session(options)
    let mayBeNew = options.declare
    var builder = EventBuilder("outcome.reported")
    builder.set("meeting", meeting)
    builder.set("text", text)
    builder.set("kind", kind)
    builder.set("agreed_by", list: try session.resolveList(agreedBy, mayBeNew: mayBeNew))
    builder.set("dissent", list: try session.resolveList(dissent, mayBeNew: mayBeNew))
    builder.set("follow_up", followUp)
    builder.set("note", options.note)
    try evidence.fill(&builder, session, mayBeNew: mayBeNew)
    try session.appendAndTell([builder.event(id: options.id)], options)
  }
}
