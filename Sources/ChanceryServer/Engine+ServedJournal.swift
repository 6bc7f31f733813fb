import ChanceryModel
package import Projections

/// The engine is what the server serves; tests put other journals in its place.
extension Engine: ServedJournal {
  package func makeChecker(declare: Bool) -> any EventChecking {
    checker(declare: declare)
  }
}

extension EventChecker: EventChecking {}
