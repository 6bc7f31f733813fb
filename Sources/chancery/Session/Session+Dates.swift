import ChanceryClient
import ChanceryModel
import ChanceryRender

extension Session {
  /// Reads a day that was typed.
  func day(_ text: String?, end: DateArgument.End = .last) throws(Fault) -> String? {
    try read(text) { text throws(DateArgument.Refused) in
      try dates.day(text, end: end).description
    }
  }

  /// Reads what `known` is to be.
  func known(_ text: String?) throws(Fault) -> String? {
    try read(text) { text throws(DateArgument.Refused) in try dates.known(text) }
  }

  /// Reads a date that goes into an event.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - form: Whether several days are one of them, or all.
  ///   - anchor: The day that phrases such as `thu` count from, if that is not today.
  /// - Returns: EDTF; nil if nothing was typed.
  /// - Throws: A usage fault.
  func expression(
    _ text: String?,
    form: EDTF.Form = .moment,
    from anchor: CivilDate? = nil
  ) throws(Fault) -> String? {
    let dates = anchor.map { DateArgument(today: $0) } ?? dates
    return try read(text, from: anchor) { text throws(DateArgument.Refused) in
      try dates.expression(text, form: form)
    }
  }

  /// The ends of a range of days, from two options of which the first may name both: `A..B`.
  func range(from: String?, to: String?) throws(Fault) -> (from: String?, to: String?) {
    guard let from, to == nil, DateArgument.span(from) != nil else {
      let ends = (from: try day(from, end: .first), to: try day(to))
      try require(ends.from, notAfter: ends.to)
      return ends
    }
    let range: (first: CivilDate?, last: CivilDate?)
    do {
      range = try dates.range(from)
    } catch {
      throw Fault(error)
    }
    let (first, last) = (range.first?.description, range.last?.description)
    echo(from, "\(first ?? "")..\(last ?? "")")
    return (first, last)
  }

  /// Refuses days of which the last is before the first; an end that is left out is in order.
  func require(_ first: String?, notAfter last: String?) throws(Fault) {
    guard let begin = try civil(first), let end = try civil(last), begin > end else { return }
    throw .usage(
      "the last day, \(end), is before the first, \(begin)",
      remedy: "give the two days the other way round"
    )
  }

  /// A day of the calendar, as it is written in a question.
  func civil(_ day: String?) throws(Fault) -> CivilDate? {
    guard let day else { return nil }
    do {
      return try CivilDate.parse(Text(day))
    } catch {
      throw Fault(malformed: error)
    }
  }

  /// The day from which phrases in a `--said` count: that of the source's publication, if it is known.
  ///
  /// Asked only where it bears on the date: `thu` in an article of Friday is the day before.
  ///
  /// - Parameters:
  ///   - said: What was typed.
  ///   - published: The day of publication as EDTF, if it was given, too.
  ///   - source: The slug of the source, on file or not.
  /// - Returns: The last day that the source can have been published; nil for today.
  /// - Throws: A usage fault.
  func anchor(
    ofSaid said: String?,
    published: String?,
    source: String?
  ) throws(Fault) -> CivilDate? {
    guard let said, dates.isRelative(said) else { return nil }
    var published = published
    if published == nil, let source {
      let response = try attempt(.get("v1", "sources", source))
      if response.head.isSuccess {
        published = try parse(response.body)["published"]?.stringValue
      }
    }
    guard let published else { return nil }
    do {
      return try dates.day(published, end: .last)
    } catch {
      throw Fault(error)
    }
  }

  private func read(
    _ text: String?,
    from anchor: CivilDate? = nil,
    _ reading: (String) throws(DateArgument.Refused) -> String
  ) throws(Fault) -> String? {
    guard let text else { return nil }
    let meant: String
    do {
      meant = try reading(text)
    } catch {
      throw Fault(error)
    }
    echo(text, meant, from: anchor)
    return meant
  }

  /// Tells a person what a date was taken for, if that is not what was typed; each once.
  private func echo(_ text: String, _ meant: String, from anchor: CivilDate? = nil) {
    // `-3d` was spelled out for the parser; told is what was typed.
    let text = CommandLine.arguments.first { DateArgument.spelled($0) == text } ?? text
    guard !format.isData, text != meant, echoed.insert("\(text) \(meant)").inserted else { return }
    note("“\(text)” is \(meant)" + (anchor.map { ", counted from \($0)" } ?? ""))
  }
}
