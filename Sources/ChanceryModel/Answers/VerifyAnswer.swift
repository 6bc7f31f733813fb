/// What `verify` does, in this order: each phase rests on those before it.
package enum VerifyPhase: String, Sendable, CaseIterable {
  /// The pages of the file, read without the store's library.
  case pages
  /// Every record: its parts, its data, its leaf, its place in the log.
  case records
  /// The tree against the leaves, and the signed checkpoint against the tree.
  case tree
  /// Idempotency keys against the events, and the journal's own facts.
  case keys
  /// Filed texts against their sources.
  case texts
  /// Headers, derived again from data and vocabulary.
  case headers
  /// The rows of every projection against a refold of the log.
  case projections
  /// What `stance.expected` says against what the journal answers.
  case expectations
}

/// How far a verification is.
package struct VerifyProgress: Sendable, Equatable {
  package var phase: VerifyPhase
  package var done: UInt64
  package var total: UInt64

  package init(phase: VerifyPhase, done: UInt64, total: UInt64) {
    self.phase = phase
    self.done = done
    self.total = total
  }
}

/// Something that is not as it was written.
package struct VerifyDamage: Sendable, Equatable {
  /// The place: `page 17`, `event 12`, `table stances.rows.0`, `checkpoint`.
  package var place: Text
  /// What is wrong there.
  package var detail: Text

  package init(place: Text, detail: Text) {
    self.place = place
    self.detail = detail
  }
}

/// A `stance.expected` that the journal does not answer as it asserts.
package struct UnmetExpectation: Sendable, Equatable {
  /// The event that asserts it.
  package var seq: UInt64
  package var expected: ExpectationHeader
  /// What the journal answers; nil if nothing is on record.
  package var position: Position?

  package init(seq: UInt64, expected: ExpectationHeader, position: Position?) {
    self.seq = seq
    self.expected = expected
    self.position = position
  }
}

/// How a verification ended.
package struct VerifyAnswer: Sendable, Equatable {
  /// How many expectations were asked.
  package struct Expectations: Sendable, Equatable {
    package var met: UInt64
    package var failed: UInt64

    package init(met: UInt64 = 0, failed: UInt64 = 0) {
      self.met = met
      self.failed = failed
    }
  }

  /// The last seq; nil if it could not be read.
  package var head: UInt64?
  /// The root over all leaves, in hexadecimal; nil if not every leaf could be read.
  package var root: Text?
  /// How many events were read.
  package var events: UInt64
  /// How many pages the file has.
  package var pages: UInt64
  /// How many damages were found, those not listed included.
  package var damages: UInt64
  package var expectations: Expectations
  /// Phases left out: they rest on something damaged, or on rows of another version.
  package var skipped: [VerifyPhase]
  package var seconds: Double

  package init(
    head: UInt64? = nil,
    root: Text? = nil,
    events: UInt64 = 0,
    pages: UInt64 = 0,
    damages: UInt64 = 0,
    expectations: Expectations = Expectations(),
    skipped: [VerifyPhase] = [],
    seconds: Double = 0
  ) {
    self.head = head
    self.root = root
    self.events = events
    self.pages = pages
    self.damages = damages
    self.expectations = expectations
    self.skipped = skipped
    self.seconds = seconds
  }

  /// True if nothing is damaged.
  package var isSound: Bool { damages == 0 }

  /// True if nothing is damaged and every expectation was met.
  package var isGood: Bool { isSound && expectations.failed == 0 }
}
