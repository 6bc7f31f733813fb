internal import ChanceryModel

/// Which rows a reader sees: those of one head and, where a day is given, published by it.
struct StanceView {
  /// The head the rows are read at; `UInt64.max - 1` sees what is there now.
  var known: UInt64
  var publicDay: CivilDate?

  /// What is there now, for the writer.
  static let now = StanceView(known: Validity.open - 1, publicDay: nil)
}
