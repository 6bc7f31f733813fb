import ChanceryRender

/// What the environment says of the characters that a terminal can show.
enum TerminalLocale {
  /// The locale's name: the first of `LC_ALL`, `LC_CTYPE` and `LANG` that says anything.
  static var name: String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { Environment.value($0) }.first { !$0.isEmpty }
  }

  /// True if the locale's characters are UTF-8.
  static var isUTF8: Bool {
    let name = (name ?? "").lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }

  /// Whether to draw with ASCII alone.
  ///
  /// As `--ascii` or `--no-ascii` says, the last of them; else on a terminal whose locale has other
  /// characters than UTF-8. Where no locale is set at all, as in many a
  /// container, nothing speaks against UTF-8. A report is a page, not a terminal's.
  static func drawsASCII(_ typed: [String], verb: String?) -> Bool {
    guard verb != "report" else { return false }
    let options = typed.prefix { $0 != "--" }
    if let last = options.last(where: { $0 == "--ascii" || $0 == "--no-ascii" }) {
      return last == "--ascii"
    }
    return TerminalSize.isTerminal(FileOutput.standardOutput) && name != nil && !isUTF8
  }
}
