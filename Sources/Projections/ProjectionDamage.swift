internal import Journal

/// Names the projection in which a row was found that this program did not write.
enum ProjectionDamage {
  static func row(_ projection: String) -> JournalDamage {
    JournalDamage("a row of the projection \(projection) is damaged; `chancery rebuild` mends it")
  }
}
