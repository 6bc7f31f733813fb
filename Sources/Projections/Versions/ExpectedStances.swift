package import ChanceryModel
package import Journal
package import LMDB

/// What `stance.expected` events assert, and what the journal answers.
package struct ExpectedStances {
  /// One assertion that stands.
  package struct Item: Sendable, Equatable {
    /// The event that asserts it.
    package var seq: UInt64
    package var expected: ExpectationHeader
    /// The position at that day; nil if nothing is on record.
    package var position: Position?

    /// True if the journal says what was expected.
    package var isMet: Bool { position == expected.position }
  }

  private let journal: Journal
  private let set: ProjectionSet

  package init(_ journal: Journal, _ set: ProjectionSet) {
    self.journal = journal
    self.set = set
  }

  /// Asks each assertion that stands at a head, ascending by seq, in the version that counts.
  ///
  /// Cost: that of a stance for each.
  ///
  /// - Parameters:
  ///   - head: The head to ask at.
  ///   - transaction: Where to read.
  ///   - visit: Given each.
  /// - Throws: The store's error, damage, or what `visit` throws.
  package func ask<T: ReadableTransaction & ~Copyable>(
    head: UInt64,
    _ transaction: borrowing T,
    _ visit: (Item) throws -> Void
  ) throws {
    let contents = Contents(journal, set, known: head)
    let reader = StanceReader(set, journal)
    for seq in try set.versions.expectations(transaction) {
      guard let content = try contents.content(of: seq, transaction), content.isStanding,
        case .expectation(let expected) = content.body
      else { continue }
      let answer = try transaction.withReference { reference throws in
        let clocks = AnswerClocks(at: expected.at, known: head, head: head)
        return try reader.answer(expected.holder, expected.topic, clocks, reference)
      }
      try visit(Item(seq: seq, expected: expected, position: answer.position))
    }
  }
}
