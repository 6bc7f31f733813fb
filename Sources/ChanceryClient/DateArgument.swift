package import ChanceryModel

/// Reads the dates that people type.
///
/// A day, an EDTF expression, or one of the phrases that people use for days; whatever else is refused with
/// the accepted forms, never guessed. Pure: what `today` is comes in as a value.
package struct DateArgument: Sendable {
  /// A date that was not understood, and what would have been.
  package struct Refused: Error, Sendable, Equatable {
    package let detail: String
    package let hint: String

    package init(detail: String, hint: String) {
      self.detail = detail
      self.hint = hint
    }
  }

  /// Which day of an uncertain date a flag means.
  package enum End: Sendable {
    /// `--from`: its first day.
    case first
    /// `--at`, `--to`, `--public`, `--known`: its last day.
    case last
  }

  /// The day that `today` means.
  package let today: CivilDate

  package init(today: CivilDate) {
    self.today = today
  }

  /// The forms that are accepted, for hints and help.
  package static let forms =
    "2025-03-27, 20250327, 27mar2025, 2025-03, 2025, 2025-W12, 2025-Q1, today, yesterday, thu, last thu, "
    + "last week, -3d, or EDTF: 2025-03-XX, 2025-21 (spring), 2025-03-24~, [2025-03-03..2025-03-07], "
    + "[..2025-03-07]"

  /// The day that a point in time means.
  package func day(_ text: String, end: End) throws(Refused) -> CivilDate {
    if let phrase = phrase(text) { return end == .first ? phrase.first : phrase.last }
    if DateArgument.span(text) != nil {
      throw Refused(
        detail: "“\(text)” is a range, and one day is wanted",
        hint: "give one of its ends; --from and --to take a range each from its own end"
      )
    }
    let parsed = try edtf(text, form: .moment)
    guard let day = end == .first ? parsed.earliest : parsed.latest else {
      throw Refused(
        detail: "“\(text)” has no \(end == .first ? "first" : "last") day",
        hint: "give a day, as in 2025-03-27"
      )
    }
    return day
  }

  /// The first and the last day of a range: `A..B` with both ends in, or the days of a single date.
  ///
  /// An end that is left out is nil.
  package func range(
    _ text: String
  ) throws(Refused) -> (first: CivilDate?, last: CivilDate?) {
    guard let span = DateArgument.span(text) else {
      return (try day(text, end: .first), try day(text, end: .last))
    }
    let first: CivilDate? = if let begin = span.begin { try day(begin, end: .first) } else { nil }
    let last: CivilDate? = if let end = span.end { try day(end, end: .last) } else { nil }
    guard first != nil || last != nil else {
      throw Refused(detail: "“\(text)” has no end at all", hint: "write A..B, A.. or ..B")
    }
    if let first, let last, last < first {
      throw Refused(
        detail: "“\(text)” ends before it begins: \(first) to \(last)",
        hint: "write the earlier day first"
      )
    }
    return (first, last)
  }

  /// A date as it goes into an event: EDTF as it was given, whatever else as the EDTF it means.
  ///
  /// Several days are one of them for what was said, `[A..B]`, and all of them for a span, `A/B`.
  package func expression(_ text: String, form: EDTF.Form = .moment) throws(Refused) -> String {
    if let phrase = phrase(text) {
      if let edtf = phrase.edtf { return edtf }
      return DateArgument.expression(phrase.first, phrase.last, form)
    }
    if text.hasPrefix("~"), !text.hasSuffix("~") {
      return try edtf(try expression(String(text.dropFirst()), form: form) + "~", form: form)
        .text.string
    }
    guard DateArgument.span(text) != nil else { return try edtf(text, form: form).text.string }
    switch try range(text) {
    case (let first?, let last?): return DateArgument.expression(first, last, form)
    case (nil, let last?): return form == .moment ? "[..\(last)]" : "../\(last)"
    case (let first, _):
      guard form == .span, let first else {
        throw Refused(
          detail: "“\(text)” has no last day, so nobody could tell from when it counts",
          hint: "write A..B or ..B"
        )
      }
      return "\(first)/.."
    }
  }

  private static func expression(
    _ first: CivilDate,
    _ last: CivilDate,
    _ form: EDTF.Form
  ) -> String {
    if first == last { return first.description }
    return form == .moment ? "[\(first)..\(last)]" : "\(first)/\(last)"
  }

  /// What `known` is to be: a sequence number and an instant as they are, a date as its last day.
  package func known(_ text: String) throws(Refused) -> String {
    if !text.isEmpty && text.utf8.allSatisfy({ (48...57).contains($0) }) { return text }
    if text.utf8.contains(UInt8(ascii: "T")), let instant = instant(text) { return instant }
    if let instant = minute(text) { return instant }
    do {
      return try day(text, end: .last).description
    } catch {
      throw Refused(
        detail: error.detail,
        hint: "--known takes an event number (21), a date (2025-03-27) or an instant "
          + "(2025-03-27T12:00:00Z)"
      )
    }
  }

  private func instant(_ text: String) -> String? {
    do {
      _ = try Instant.parse(Text(text))
      return text
    } catch {
      return nil
    }
  }

  /// The end of a minute as lists show it: `2025-03-24 17:02 UTC`.
  private func minute(_ text: String) -> String? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2] == "UTC", parts[1].utf8.count == 5 else { return nil }
    return instant("\(parts[0])T\(parts[1]):59.999999Z")
  }

  private func edtf(_ text: String, form: EDTF.Form) throws(Refused) -> EDTF {
    do {
      return try EDTF.parse(Text(text), allowing: form)
    } catch {
      throw DateArgument.refusal(of: text, why: error)
    }
  }
}

// MARK: - Refusals

extension DateArgument {
  private static func refusal(of text: String, why: Refusal) -> Refused {
    if let refused = missingWeek(text) { return refused }
    if let readings = readings(of: text) {
      guard readings.count > 1 else {
        return Refused(
          detail: "“\(text)” is not a form that is read here",
          hint: "write \(readings[0])"
        )
      }
      return Refused(
        detail: "“\(text)” is ambiguous: day and month may be either way round",
        hint: "write \(readings[0]) or \(readings[1])"
      )
    }
    let isWord = text.utf8.contains { ($0 | 0x20) >= 97 && ($0 | 0x20) <= 122 && $0 != 88 }
    return Refused(
      detail: "“\(text)” is not a date\(isWord || why.detail.isEmpty ? "" : ": \(why.detail)")",
      hint: isWord ? "accepted: \(forms)" : why.hint ?? "accepted: \(forms)"
    )
  }

  /// The days that `03/04/2025` and the like may mean; nil if it has not that form.
  private static func readings(of text: String) -> [CivilDate]? {
    let parts = text.split(omittingEmptySubsequences: false) { "/.-".contains($0) }.map(String.init)
    guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let first = Int(parts[0]), let second = Int(parts[1]), let third = Int(parts[2])
    else { return nil }
    let days =
      parts[0].count == 4
      ? [CivilDate(year: first, month: second, day: third)]
      : [
        CivilDate(year: third, month: second, day: first),
        CivilDate(year: third, month: first, day: second),
      ]
    guard parts[0].count == 4 || parts[2].count == 4 else { return nil }
    let known = days.compactMap { $0 }
    if known.isEmpty { return nil }
    return known.count == 2 && known[0] == known[1] ? [known[0]] : known
  }
}
