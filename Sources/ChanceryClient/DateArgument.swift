package import ChanceryModel

/// Reads the dates that people type.
///
/// A day, an EDTF expression, `today` or `yesterday`; whatever else is refused with the accepted forms,
/// never guessed. Pure: what `today` is comes in as a value.
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
    "2025-03-27, 2025-03, 2025, today, yesterday, or EDTF: 2025-03-XX, 2025-21 (spring), 2025-03-24~, "
    + "[2025-03-03..2025-03-07], [..2025-03-07]"

  /// The day that a point in time means.
  package func day(_ text: String, end: End) throws(Refused) -> CivilDate {
    if let day = word(text) { return day }
    let parsed = try edtf(text, form: .moment)
    guard let day = end == .first ? parsed.earliest : parsed.latest else {
      throw Refused(
        detail: "“\(text)” has no \(end == .first ? "first" : "last") day",
        hint: "give a day, as in 2025-03-27"
      )
    }
    return day
  }

  /// A date as it goes into an event: the text itself, but `today` and `yesterday` made a day.
  package func expression(_ text: String, form: EDTF.Form = .moment) throws(Refused) -> String {
    if let day = word(text) { return day.description }
    return try edtf(text, form: form).text.string
  }

  /// What `known` is to be: a sequence number and an instant as they are, a date as its last day.
  package func known(_ text: String) throws(Refused) -> String {
    if !text.isEmpty && text.utf8.allSatisfy({ (48...57).contains($0) }) { return text }
    if text.utf8.contains(UInt8(ascii: "T")), let instant = instant(text) { return instant }
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

  private func word(_ text: String) -> CivilDate? {
    switch text {
    case "today": today
    case "yesterday": today.adding(days: -1)
    default: nil
    }
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
    return Refused(
      detail: "“\(text)” is not a date\(why.detail.isEmpty ? "" : ": \(why.detail)")",
      hint: why.hint ?? "accepted: \(forms)"
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
