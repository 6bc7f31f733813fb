/// Which pager is used, and who says so.
struct PagerChoice: Equatable {
  /// The command; empty for none.
  let command: String
  /// Where it was said, as `config` shows it; nil for the settings.
  let origin: String?

  /// The option, `$CHANCERY_PAGER`, the settings, `$PAGER`, `less`: the first that says something.
  ///
  /// `$PAGER` comes after the settings, since it is said of all programs and not of this one. Nothing and
  /// `cat` both mean that there is none.
  ///
  /// - Parameters:
  ///   - isOff: Whether an option says that there is none.
  ///   - setting: What the settings say.
  ///   - environment: The value of a variable.
  /// - Returns: The pager.
  static func found(
    isOff: Bool,
    setting: String?,
    environment: (String) -> String?
  ) -> PagerChoice {
    if isOff { return PagerChoice("", "--no-pager") }
    if let command = environment("CHANCERY_PAGER") {
      return PagerChoice(command, "$CHANCERY_PAGER")
    }
    if let setting { return PagerChoice(setting, nil) }
    if let command = environment("PAGER") { return PagerChoice(command, "$PAGER") }
    return PagerChoice("less", "built in")
  }

  /// The one of this process.
  static func current(isOff: Bool) -> PagerChoice {
    found(isOff: isOff, setting: Settings.current.pager, environment: Environment.value)
  }

  private init(_ command: String, _ origin: String?) {
    let isNone = command.allSatisfy { $0 == " " } || command == "cat"
    self.command = isNone ? "" : command
    self.origin = origin
  }
}
