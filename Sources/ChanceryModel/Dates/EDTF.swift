/// A date as it was given, in Extended Date/Time Format, and the days it may mean.
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
  /// The first day it may mean; nil if there is none.
  package let earliest: CivilDate?
  /// The last day it may mean; nil if there is none.
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

  /// True if the expression leaves no doubt which day it was.
  package var isExactDay: Bool { earliest != nil && earliest == latest && form == .moment }

  /// Reads an expression.
  package static func parse(_ text: Text, allowing form: Form) throws(Refusal) -> EDTF {
    throw Refusal(.invalidDate, "not written yet")
  }
}
