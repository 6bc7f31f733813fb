import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// Prints a list that was made here, in the shape of the API's.
  func printPage(_ page: [UInt8], _ view: ListView) throws(Fault) {
    var printer = ListPrinter(view: view, format: format, style: style, names: names)
    try emit { () throws(Refusal) in try printer.add(page: page) }
    try emit { () throws(Refusal) in printer.end() }
    try output.flush()
  }

  /// Reads a day that was typed, as a day of the calendar.
  func civilDay(_ text: String?, end: DateArgument.End = .last) throws(Fault) -> CivilDate? {
    guard let text else { return nil }
    do {
      return try dates.day(text, end: end)
    } catch {
      throw Fault(error)
    }
  }
}
