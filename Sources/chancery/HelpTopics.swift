import ChanceryClient

/// The help that belongs to no verb.
enum HelpTopics {
  /// The text of a topic; nil if there is none of that name.
  static func text(_ name: String) -> String? {
    switch name {
    case "exit-codes": ExitStatus.help
    case "dates": dates
    case "fold": fold
    case "formats": formats
    default: nil
    }
  }

  private static let dates = """
    Dates are civil days, with no zone. Accepted:

      \(DateArgument.forms)

    A point in time (--at, --to, --public, --known) is the last day of what was given, --from the first:
    --at 2025-03 is 2025-03-31. Both ends of a range are included. What was said may be uncertain:
    --said "[2025-03-03..2025-03-07]" counts from its last day on.
    --known also takes an event number (21) or an instant (2025-03-27T12:00:00Z).
    03/04/2025 is refused: it has two readings. --today D fixes what “today” means.

    """

  private static let fold = """
    How a stance comes of statements: rule fold/1. For one holder, one topic, and a day D:

    1. Candidates. What the holder declared, certainly said by D, in the version that was known. What others
       attribute to the holder, absences, leaks and deeds stand aside and never set a stance. A superseded
       statement is passed over; of several records of one utterance, one counts. With --public P, a
       statement counts only if some source had published it by P.
    2. Day. The latest day wins. A statement of uncertain day yields to any of known day inside its bounds.
       On one day the highest rank wins, then the later first day. If equals still differ, the stance is
       contested: it stays what it was, if one of them says so; else it is the first of undecided,
       conditional, neutral, oppose, support, withdrawn. The order of recording never decides.
    3. Run. The same position again confirms: “since” is the first statement's date. If the dates do not
       prove the change, the stance is contested, too.
    4. Conditions. Over a run they add up: a statement that gives none keeps those before, an empty list
       clears them. They never cross a change of position.
    5. Groups. A group's stance is declared by the group or its office; members do not inherit it.

    chancery why HOLDER TOPIC shows the rule at work on each statement.

    """

  private static let formats = """
    -o table    columns for people, wrapped on a terminal, never cut (the default)
    -o wide     the same with more columns
    -o json     the daemon's own JSON, byte for byte
    -o ndjson   one item a line
    -o csv      RFC 4180: one header line, UTF-8, no byte order mark
    -o tsv      tab-separated; \\t \\n \\r \\\\ stand for what they name
    -o md       a GitHub table

    The form is chosen by -o alone: a pipe gets the same as a terminal. Control characters of any text
    are shown as ␛ or \\u{85} and never reach a terminal.

    """
}
