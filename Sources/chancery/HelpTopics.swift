import ChanceryClient

/// The help that belongs to no verb.
enum HelpTopics {
  /// What the topics are called.
  static let names = ["dates", "fold", "formats", "environment", "files", "exit-codes"]

  /// The text of a topic; nil if there is none of that name.
  static func text(_ name: String) -> String? {
    switch name {
    case "exit-codes": ExitStatus.help
    case "dates": dates
    case "fold": fold
    case "formats": formats
    case "environment": environment
    case "files": files
    default: nil
    }
  }

  private static let dates = """
    Dates are civil days, with no zone, and read alike wherever one is taken:

      2025-03-27  20250327  27mar2025  27 March 2025  2025-03  mar 2025  2025  2025-W12  2025-Q1
      today  yesterday  tomorrow  thu (the latest, today included)  last thu (before today)  next thu
      -3d  -2w  -1m  +1y  3 days ago  in 2 weeks  last week  this month  next year
      EDTF: 2025-03-XX  2025-21 (spring)  2025-03-24~  [2025-03-03..2025-03-07]  [..2025-03-07]

    A point in time (--at, --to, --public, --known) is the last day of what was given, --from the first:
    --at 2025-03 is 2025-03-31. A range is A..B, A.. or ..B, with both ends in it: --from mar2025..-3d.
    What was said may be uncertain: --said "last week" is one day of that week, and counts from its last.
    --known also takes an event number (21: all digits are one), an instant (2025-03-27T12:00:00Z) or a
    moment as lists show it (2025-03-24 17:02 UTC).

    Phrases count from today, in UTC; --today D fixes what that means. In --said they count from the day the
    source was published, given by --published or on file: --published 2025-03-21 --said thu is 2025-03-20.
    What was typed is told as it was taken, if that is another text. 03/04/2025 is refused: it has two
    readings. Nothing that is not understood becomes a date.

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

    The form is chosen by -o alone: a pipe gets the same as a terminal. What comes line by line (follow,
    watch, replay) is a JSON text a line under -o json, too. A verb whose output has one form takes no -o.

    On a terminal, what is longer than the screen goes through a pager: chancery help environment.

    Control characters of any text are shown as ␛ or \\u{85} and never reach a terminal. In csv and tsv
    a text that a spreadsheet would take for a formula begins with '; json has it as it is.

    --ascii draws dashes, arrows, quotation marks, marks and ribbons with ASCII alone: S support,
    c conditional, u undecided, n neutral, X oppose, w withdrawn, . nothing on record. What is on record
    keeps its characters. A terminal whose locale (LC_ALL, LC_CTYPE, LANG) is not UTF-8 gets the same,
    unless --no-ascii says otherwise.

    """

  private static let environment = """
    What the environment tells chancery; an option wins over it.

      CHANCERY_SOCKET  the daemon's socket, where --socket names none
      XDG_RUNTIME_DIR  where the socket is looked for otherwise: chancery/chancery.sock below it, else
                       /run/chancery/chancery.sock
      CHANCERY_PAGER   what shows output longer than the screen of a terminal; empty or cat: nothing does
      PAGER            the same, where neither CHANCERY_PAGER nor the settings say; else it is less
      LESS             how less behaves; set to FRX where it is not set
      NO_COLOR         if not empty: no colour, where --color does not ask for it
      LC_ALL, LC_CTYPE, LANG  the first that is set: one that is not UTF-8 draws with ASCII on a terminal
      TERM             dumb: no colour, no pager and no time-lapse
      VISUAL, EDITOR   what add opens, the first that is set; else vi
      XDG_CONFIG_HOME  where the settings are: chancery help files
      XDG_STATE_HOME   where drafts are
      TMPDIR           where import, watch --exec and verify --data keep what they work on

    The exit code is that of the verb, whatever the pager does; one that is missing is done without.
    follow, watch, log -f, api and export never go through a pager.

    """

  private static let files = """
    What chancery reads and keeps beside the daemon:

      $XDG_CONFIG_HOME/chancery/config.json  the settings, else ~/.config/chancery/config.json: chancery
                                             config shows them, chancery help config tells what they mean
      $XDG_STATE_HOME/chancery/              drafts of add that were not appended, else
                                             ~/.local/state/chancery/; chancery import DRAFT appends one,
                                             and removes it

    """
}
