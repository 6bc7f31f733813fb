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
      return (try day(from, end: .first), try day(to))
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
    guard !format.isData, text != meant, echoed.insert("\(text) \(meant)").inserted else { return }
    note("“\(text)” is \(meant)" + (anchor.map { ", counted from \($0)" } ?? ""))
  }
}
