/// A closed set of words that a field may hold.
package protocol Word: CaseIterable, Sendable where AllCases == [Self] {
  /// The word in JSON.
  var word: Text { get }
}

extension Word {
  /// The value with that word, or nil.
  ///
  /// The words are ASCII without a capital K (the Kelvin sign equals it), so that Swift's own comparison is one of bytes, and fast.
  static func named(_ text: Text) -> Self? {
    allCases.first { $0.word.string == text.string }
  }
}

extension Word where Self: RawRepresentable, RawValue == String {
  package var word: Text { Text(rawValue) }
}

extension Position: Word {}
extension Standing: Word {}
extension Rank: Word {}
extension ConditionKind: Word {}
extension ActorKind: Word {}
extension TopicKind: Word {}
extension StatementKind: Word {}
extension ReportForm: Word {}
extension AttendanceRole: Word {}
extension LinkKind: Word {}
extension LinkCertainty: Word {}
extension Verdict: Word {}
