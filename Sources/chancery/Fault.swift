import ChanceryRender

/// What ends a command: what is wrong, where, how to mend it, and the exit code.
struct Fault: Error {
  let what: String
  /// Lines on where it is wrong.
  var places: [String] = []
  var remedy: String?
  let status: Int32

  init(_ what: String, at places: [String] = [], remedy: String? = nil, status: Int32) {
    self.what = what
    self.places = places
    self.remedy = remedy
    self.status = status
  }

  /// A mistake in what was typed.
  static func usage(_ what: String, at places: [String] = [], remedy: String? = nil) -> Fault {
    Fault(what, at: places, remedy: remedy, status: ExitStatus.usage)
  }

  /// Bad data in a file: `FILE:LINE:COL`, the line with a caret below, and the remedy.
  static func at(
    _ file: String,
    line: Int,
    _ content: [UInt8],
    _ range: Range<Int>,
    _ detail: String,
    remedy: String?,
    status: Int32 = ExitStatus.badData
  ) -> Fault {
    let excerpt = Excerpt.text(line: content, number: line, range: range)
    return Fault(
      "\(file):\(line):\(range.lowerBound + 1): \(detail)",
      at: excerpt.split(separator: "\n").map { String($0) },
      remedy: remedy,
      status: status
    )
  }

  /// The one shape all errors have, safe for a terminal; long values in it are cut.
  var text: String {
    var lines = ["chancery: \(Fault.line(what))"]
    lines += places.map { "  \(SafeText.line(MessageText.short($0)))" }
    if let remedy { lines.append("  \(Drawing.arrow) \(Fault.line(remedy))") }
    return lines.map { $0 + "\n" }.joined()
  }

  /// A sentence of a message, short and safe for a terminal.
  static func line(_ text: String) -> String {
    SafeText.line(Drawing.message(MessageText.short(text)))
  }
}

/// Ends a command whose output says all there is to say.
struct QuietExit: Error {
  let status: Int32
}
