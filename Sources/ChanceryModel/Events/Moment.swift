/// When something was said: the text as given, and the days it can have been.
///
/// `latest` is what remains after the clamp at append (design §4), so it is always a day; it never
/// moves afterwards. An answer "at D" counts a moment as certain if `latest <= D`, as possible if
/// `earliest <= D < latest`.
package struct Moment: Sendable, Hashable {
  /// EDTF as given, or the text it defaulted to.
  package var text: Text
  /// The first possible day, or nil if there is no floor.
  package var earliest: CivilDate?
  /// The last possible day.
  package var latest: CivilDate

  package init(text: Text, earliest: CivilDate?, latest: CivilDate) {
    self.text = text
    self.earliest = earliest
    self.latest = latest
  }

  /// True if it can have been one day only.
  package var isExact: Bool { earliest == latest }

  /// True if the moment can have been on `day` or before.
  package func mayBe(onOrBefore day: CivilDate) -> Bool {
    guard let earliest else { return true }
    return earliest <= day
  }
}
