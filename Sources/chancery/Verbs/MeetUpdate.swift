import ArgumentParser
import ChanceryClient
import ChanceryModel

/// `chancery meet update`.
struct MeetUpdate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "update",
    abstract: "Report more of a meeting that is on record, and what has become of it.",
    discussion: """
      Without a flag the report is of the status that the meeting has now: a plan stays a plan. Nothing \
      that was reported before is lost.

      Example: chancery meet update paris-2025-03-27 --held --present France,Italy --source lemonde-1
      """
  )

  @Flag(help: "It took place.") var held = false
  @Flag(help: "It is taking place.") var ongoing = false
  @Flag(help: "It was put off, to --date if a new day is known.") var postponed = false
  @Flag(help: "It will not take place.") var cancelled = false
  @OptionGroup var fields: MeetingFields

  func validate() throws {
    guard statuses.count < 2 else {
      throw ValidationError("a meeting has one status: give one of the flags")
    }
  }

  private var statuses: [String] {
    [(held, "held"), (ongoing, "ongoing"), (postponed, "postponed"), (cancelled, "cancelled")]
      .filter(\.0).map(\.1)
  }

  func run() throws {
    let session = try Session(fields.options)
    let response = try session.attempt(.get("v1", "meetings", fields.meeting))
    guard response.head.isSuccess else {
      let problem = Problem(head: response.head, body: response.body)
      guard problem.code == RefusalCode.unknownMeeting.rawValue else { throw Fault(problem) }
      throw Fault.usage(
        problem.detail,
        remedy: (problem.hint.map { "\($0) " } ?? "")
          + "A new one: chancery meet schedule \(fields.meeting)"
      )
    }
    let now = try session.parse(response.body)["status"]?.stringValue
    guard let status = statuses.first ?? now else {
      throw Fault.usage(
        "nothing says yet whether \(fields.meeting) is planned or was held",
        remedy: "chancery meet schedule, or held, says so"
      )
    }
    try fields.append(Text("meeting.\(status)"))
  }
}
