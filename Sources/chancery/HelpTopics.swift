import ChanceryClient

/// The help that belongs to no verb.
enum HelpTopics {
  /// The text of a topic; nil if there is none of that name.
  static func text(_ name: String) -> String? {
    switch name {
    case "exit-codes": ExitStatus.help
    case "dates": dates
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
