import ChanceryModel

extension JSONWriter {
  /// Writes when an answer holds that was put together here, and by which rule: as the daemon's own say it.
  mutating func members(_ clocks: (at: String, known: Int, publicBy: String?), head: Int) {
    member("at", clocks.at)
    member("known", clocks.known)
    member("public", clocks.publicBy)
    member("head", head)
    member("rules", Fold.rule)
  }
}
