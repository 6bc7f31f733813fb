/// Why the daemon does not run: what is wrong, what to do, and the exit code that says which kind.
package struct StartFailure: Error, Sendable, Equatable {
  package let message: String
  package let hint: String?
  package let exitCode: Int32

  package init(_ message: String, hint: String?, exitCode: Int32) {
    self.message = message
    self.hint = hint
    self.exitCode = exitCode
  }

  /// sysexits.h, as the command line uses them.
  package enum ExitCode {
    /// EX_DATAERR: damage was found, or a journal of another version.
    package static let data: Int32 = 65
    /// EX_CANTCREAT: a directory or file that cannot be made.
    package static let cannotCreate: Int32 = 73
    /// EX_IOERR: the store or the disk failed.
    package static let inputOutput: Int32 = 74
    /// EX_TEMPFAIL: another daemon is there.
    package static let retry: Int32 = 75
    /// EX_NOPERM: the rights do not suffice.
    package static let rights: Int32 = 77
    /// EX_CONFIG: the configuration is wrong.
    package static let configuration: Int32 = 78
  }
}
