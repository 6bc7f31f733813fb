/// The exit codes: sysexits, because scripts know them.
enum ExitStatus {
  static let success: Int32 = 0
  /// A negative answer: of a person to a question, or of a verb under `--exit-code`.
  static let negative: Int32 = 1
  static let usage: Int32 = 64
  static let badData: Int32 = 65
  static let noDaemon: Int32 = 69
  static let bug: Int32 = 70
  static let inputOutput: Int32 = 74
  static let retry: Int32 = 75
  static let rights: Int32 = 77
  static let configuration: Int32 = 78
  static let interrupted: Int32 = 130
  static let brokenPipe: Int32 = 141

  /// What `chancery help exit-codes` prints.
  static let help = """
    Exit codes of chancery:

        0  done
        1  a negative answer: no statement on record, under --exit-code; “no” at a question; nothing
           that could be undone
       64  usage: an option, a name or a date that is not understood
       65  bad data: events that are refused, a projection that differs, a proof that does not hold
       69  no daemon answers at the socket
       70  a bug, in chancery or in chanceryd
       74  input or output failed
       75  try again: the daemon is busy, the head has moved, the connection broke
       77  no right to do that
       78  the configuration is wrong
      130  ended by Ctrl-C
      141  the reader of the output has gone

    """
}
