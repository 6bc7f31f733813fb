import ArgumentParser
import ChanceryModel

/// `chancery meet schedule`.
struct MeetSchedule: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule",
    abstract: "A meeting is planned.",
    discussion: "Example: chancery meet schedule paris-2025-03-27 --date 2025-03-27 --place Paris"
  )
  @OptionGroup var fields: MeetingFields

  func run() throws { try fields.append("meeting.scheduled") }
}

/// `chancery meet held`.
struct MeetHeld: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "held",
    abstract: "A meeting took place.",
    discussion:
      "Example: chancery meet held paris-2025-03-11 --level \"chiefs of staff\" --present ITA"
  )
  @OptionGroup var fields: MeetingFields

  func run() throws { try fields.append("meeting.held") }
}

/// `chancery meet ongoing`.
struct MeetOngoing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ongoing",
    abstract: "A meeting is taking place.",
    discussion: "Example: chancery meet ongoing brussels-2025-03-20 --source ansa-1"
  )
  @OptionGroup var fields: MeetingFields

  func run() throws { try fields.append("meeting.ongoing") }
}

/// `chancery meet postponed`.
struct MeetPostponed: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postponed",
    abstract: "A meeting was put off, to --date if a new day is known.",
    discussion: "Example: chancery meet postponed paris-2025-03-27 --date 2025-04-03"
  )
  @OptionGroup var fields: MeetingFields

  func run() throws { try fields.append("meeting.postponed") }
}

/// `chancery meet cancelled`.
struct MeetCancelled: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cancelled",
    abstract: "A meeting will not take place.",
    discussion: "Example: chancery meet cancelled paris-2025-03-27 --source ansa-1"
  )
  @OptionGroup var fields: MeetingFields

  func run() throws { try fields.append("meeting.cancelled") }
}
