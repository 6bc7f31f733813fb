internal import ChanceryModel

/// Which rows a reader sees: those of one head and, where a day is given, published by it.
struct StanceView {
  /// The head the rows are read at.
  var known: UInt64
  var publicDay: CivilDate?
}
