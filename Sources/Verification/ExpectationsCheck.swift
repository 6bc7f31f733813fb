internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Projections

/// The phase `expectations`: what the users of the journal assert of it.
struct ExpectationsCheck {
  let journal: Journal
  let live: ProjectionSet
  let report: VerifyReport

  /// Asks every expectation that stands; the projections are sound.
  func run(
    head: UInt64,
    _ transaction: TransactionReference
  ) throws -> VerifyAnswer.Expectations {
    let total = try live.versions.expectations(transaction).count
    try report.begin(.expectations, of: UInt64(total))
    var counts = VerifyAnswer.Expectations()
    try ExpectedStances(journal, live).ask(head: head, transaction) { item throws in
      if item.isMet {
        counts.met += 1
      } else {
        counts.failed += 1
        try report.unmet(item)
      }
      try report.advance(to: counts.met + counts.failed)
    }
    try report.finish()
    return counts
  }
}
