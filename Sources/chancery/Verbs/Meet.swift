import ArgumentParser

/// `chancery meet`.
struct Meet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "meet",
    abstract: "Append a fact about a meeting.",
    discussion: """
      A meeting is known by its slug, PLACE-DATE in small letters. Facts add up: a later report never \
      overwrites an earlier one, and what the sources give differently is shown side by side.

      Example: chancery meet held paris-2025-03-27 --date 2025-03-27 --place Paris \
      --present France,Italy --source lemonde-1
      """,
    subcommands: [
      MeetSchedule.self, MeetHeld.self, MeetOngoing.self, MeetPostponed.self, MeetCancelled.self,
      MeetUpdate.self, MeetAttend.self, MeetCount.self, MeetOutcome.self, MeetMerge.self,
    ]
  )
}
