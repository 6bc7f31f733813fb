/// A date as it was given, in Extended Date/Time Format, and the days it may mean.
///
/// Read are the civil dates of EDTF (ISO 8601-2:2019, https://www.loc.gov/standards/datetime/) at levels
/// 0 and 1, and of level 2 the one-of-a-set ranges:
///
/// | written | earliest | latest |
/// |-|-|-|
/// | `2025-03-24`, `-0044-03-15` | the day | the day |
/// | `2025-03`, `2025-03-XX` | its first day | its last |
/// | `2025`, `2025-XX`, `2025-XX-XX`, `202X`, `20XX` | 1 January of the first year | 31 December of the last |
/// | `2025-21` … `2025-24` | 1 March, June, September, December | the day before the next season |
/// | `[A..B]` (a day in that range) | that of A | that of B |
/// | `[..B]` (a day up to B) | none | that of B |
/// | `A/B`, `A/..`, `A/`, `../B`, `/B` (a span) | that of A, or none | that of B, or none |
///
/// A date, an end of a range or an end of a span may be qualified: `?` uncertain, `~` approximate, `%`
/// both. That moves no bound: how far "about" reaches is nobody's to guess (reference: dh-tech/
/// undate-python#8). Everything else is refused: times of day, `Y`-years, `A/B` where a moment is
/// wanted, days that the calendar does not have.
package struct EDTF: Hashable, Sendable {
  /// What an expression is about.
  package enum Form: Sendable, Hashable {
    /// Something that happened on one day, perhaps not known which.
    case moment
    /// Something that lasted from one day to another: `A/B`.
    case span
  }

  /// The expression as given.
  package let text: Text
  /// The first day it may mean, or that it covers; nil if that is open or not known.
  package let earliest: CivilDate?
  /// The last day it may mean, or that it covers; nil if that is open or not known.
  ///
  /// A moment always has one.
  package let latest: CivilDate?
  /// Moment or span.
  package let form: Form

  init(text: Text, earliest: CivilDate?, latest: CivilDate?, form: Form) {
    self.text = text
    self.earliest = earliest
    self.latest = latest
    self.form = form
  }

  /// The expression that means just that day.
  package init(day: CivilDate) {
    self.init(text: Text(day.description), earliest: day, latest: day, form: .moment)
  }

  /// True if the bounds leave one day; a qualified day is exact, since qualifiers move no bound.
  package var isExactDay: Bool { earliest != nil && earliest == latest }
}

// MARK: - Reading

extension EDTF {
  /// Reads an expression; where spans are allowed, moments are too.
  ///
  /// - Throws: `invalid-date` with pointer "", a detail on what is wrong and a hint on what to write.
  /// - Complexity: O(bytes); a plain day costs no allocation.
  package static func parse(_ text: Text, allowing form: Form) throws(Refusal) -> EDTF {
    if let day = CivilDate(iso: text) {
      return EDTF(text: text, earliest: day, latest: day, form: .moment)
    }
    let bytes = Array(text.utf8)
    if bytes.first == UInt8(ascii: "[") { return try range(text, bytes) }
    if bytes.contains(UInt8(ascii: "/")) { return try span(text, bytes, allowing: form) }
    let days = try EDTFDate.days(bytes[...])
    return EDTF(text: text, earliest: days.lowerBound, latest: days.upperBound, form: .moment)
  }

  /// `[A..B]` or `[..B]`.
  private static func range(_ text: Text, _ bytes: [UInt8]) throws(Refusal) -> EDTF {
    let dot = UInt8(ascii: ".")
    guard bytes.last == UInt8(ascii: "]"),
      let dots = bytes.indices.dropLast().first(where: { bytes[$0] == dot && bytes[$0 + 1] == dot })
    else {
      throw EDTFDate.refusal(
        "“[” begins a range, which reads [A..B]",
        hint: "write [2025-03-20..2025-03-24]"
      )
    }
    let end = bytes[(dots + 2)...].dropLast()
    guard !end.isEmpty else {
      throw EDTFDate.refusal(
        "a range needs its latest day",
        hint: "write [A..B]; the day of the report, if no better"
      )
    }
    let latest = try EDTFDate.days(end).upperBound
    let start = bytes[1..<dots]
    let earliest = start.isEmpty ? nil : try EDTFDate.days(start).lowerBound
    try checkOrder(earliest, latest) { "[\($0)..\($1)]" }
    return EDTF(text: text, earliest: earliest, latest: latest, form: .moment)
  }

  /// `A/B`, where an empty end is unknown, and `..` is open.
  private static func span(
    _ text: Text,
    _ bytes: [UInt8],
    allowing form: Form
  ) throws(Refusal) -> EDTF {
    let ends = bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard ends.count == 2 else { throw EDTFDate.refusal(of: bytes[...]) }
    let earliest = try isOpen(ends[0]) ? nil : EDTFDate.days(ends[0]).lowerBound
    let latest = try isOpen(ends[1]) ? nil : EDTFDate.days(ends[1]).upperBound
    guard earliest != nil || latest != nil else {
      throw EDTFDate.refusal("a span needs at least one end", hint: "write A/.., ../B or A/B")
    }
    try checkOrder(earliest, latest) { "\($0)/\($1)" }
    guard form == .span else {
      let start = isOpen(ends[0]) ? "" : String(decoding: ends[0], as: UTF8.self)
      let end = isOpen(ends[1]) ? "B" : String(decoding: ends[1], as: UTF8.self)
      throw EDTFDate.refusal(
        "A/B lasts from A to B, but this happened on one day",
        hint: "if it was a day in that range, write [\(start)..\(end)]"
      )
    }
    return EDTF(text: text, earliest: earliest, latest: latest, form: .span)
  }

  private static func isOpen(_ end: ArraySlice<UInt8>) -> Bool {
    end.isEmpty || end.elementsEqual("..".utf8)
  }

  private static func checkOrder(
    _ earliest: CivilDate?,
    _ latest: CivilDate?,
    _ form: (CivilDate, CivilDate) -> String
  ) throws(Refusal) {
    guard let earliest, let latest, earliest > latest else { return }
    throw EDTFDate.refusal(
      "the range begins (\(earliest)) after it ends (\(latest))",
      hint: "the earlier day stands first: \(form(latest, earliest))"
    )
  }
}
