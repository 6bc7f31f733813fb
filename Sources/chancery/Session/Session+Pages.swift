import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// Prints a list that was made here, in the shape of the API's.
  func printPage(_ page: [UInt8], _ view: ListView) throws(Fault) {
    try output.paged { () throws(Fault) in
      var printer = ListPrinter(view: view, format: format, style: style, names: names)
      try emit { () throws(Refusal) in try printer.add(page: page) }
      try emit { () throws(Refusal) in printer.end() }
      try output.flush()
    }
  }

  /// Reads a day that was typed, as a day of the calendar.
  func civilDay(_ text: String?, end: DateArgument.End = .last) throws(Fault) -> CivilDate? {
    try civil(try day(text, end: end))
  }

  /// Reads the first and the last day that were typed, the first perhaps as a range, `A..B`.
  func civilRange(
    from: String?,
    to: String?
  ) throws(Fault) -> (first: CivilDate?, last: CivilDate?) {
    let ends = try range(from: from, to: to)
    return (try civil(ends.from), try civil(ends.to))
  }
}
