/// One holder's stance on one topic at a date, with the events behind it (design §5 and §10).
///
/// Where nothing is on record, `position`, `since`, `lastSaid`, `seq` and `version` are nil.
package struct StanceAnswer: Sendable, Equatable {
  /// How many entries a list of an answer holds: the newest; ``more`` then names the list.
  package static let listCount = 10

  package var holder: Text
  package var topic: Text
  package var at: CivilDate
  package var known: UInt64
  package var publicDay: CivilDate?
  package var head: UInt64
  /// nil: no statement on record.
  package var position: Position?
  package var conditions: [FoldedCondition]
  /// nil: not contested.
  package var contestedReason: ContestedReason?
  package var contestedBy: [UInt64]
  /// The date of the statement that began the run, as it was given (EDTF).
  package var since: Text?
  /// True if `since` is one day.
  package var sinceExact: Bool
  /// The last day `since` can have been, after the clamp at its append: an imprecise one is *by* it.
  package var sinceLatest: CivilDate?
  /// The date of the run's last statement, as it was given.
  package var lastSaid: Text?
  /// The last day `lastSaid` can have been.
  package var lastSaidLatest: CivilDate?
  /// The statement that began the run.
  package var seq: UInt64?
  /// The event whose version of that statement counts.
  package var version: UInt64?
  package var confirmedBy: [UInt64]
  package var possible: [PossibleStance]
  package var aside: [AsideStance]
  /// How many events that were erased spoke of the pair: the answer folds as if they never were.
  package var redactions: Int
  /// The lists that were cut to ``listCount``, by their names in JSON.
  package var more: [Text]
  /// The display name of the speaker of `seq`: in lists only.
  package var by: Text?
  /// The event `seq` as it was stored, in JSON, spliced into the answer; nil in lists.
  package var statement: [UInt8]?
  /// The event `version` in the same way, if it is another; nil in lists.
  package var correction: [UInt8]?

  package init(
    holder: Text,
    topic: Text,
    at: CivilDate,
    known: UInt64,
    publicDay: CivilDate? = nil,
    head: UInt64,
    position: Position? = nil,
    conditions: [FoldedCondition] = [],
    contestedReason: ContestedReason? = nil,
    contestedBy: [UInt64] = [],
    since: Text? = nil,
    sinceExact: Bool = false,
    sinceLatest: CivilDate? = nil,
    lastSaid: Text? = nil,
    lastSaidLatest: CivilDate? = nil,
    seq: UInt64? = nil,
    version: UInt64? = nil,
    confirmedBy: [UInt64] = [],
    possible: [PossibleStance] = [],
    aside: [AsideStance] = [],
    redactions: Int = 0,
    more: [Text] = [],
    by: Text? = nil,
    statement: [UInt8]? = nil,
    correction: [UInt8]? = nil
  ) {
    self.holder = holder
    self.topic = topic
    self.at = at
    self.known = known
    self.publicDay = publicDay
    self.head = head
    self.position = position
    self.conditions = conditions
    self.contestedReason = contestedReason
    self.contestedBy = contestedBy
    self.since = since
    self.sinceExact = sinceExact
    self.sinceLatest = sinceLatest
    self.lastSaid = lastSaid
    self.lastSaidLatest = lastSaidLatest
    self.seq = seq
    self.version = version
    self.confirmedBy = confirmedBy
    self.possible = possible
    self.aside = aside
    self.redactions = redactions
    self.more = more
    self.by = by
    self.statement = statement
    self.correction = correction
  }
}

extension StanceAnswer {
  /// A statement of uncertain day that may bear on the date but does not count.
  package struct PossibleStance: Sendable, Equatable {
    package var seq: UInt64
    /// Its date as it was given.
    package var said: Text
    package var position: Position

    package init(seq: UInt64, said: Text, position: Position) {
      self.seq = seq
      self.said = said
      self.position = position
    }
  }

  /// A stance that never sets what is on record: attributed, absence, leaked, or a deed.
  package struct AsideStance: Sendable, Equatable {
    package var seq: UInt64
    package var standing: Standing
    /// nil for an absence.
    package var position: Position?
    package var kind: StatementKind

    package init(seq: UInt64, standing: Standing, position: Position?, kind: StatementKind) {
      self.seq = seq
      self.standing = standing
      self.position = position
      self.kind = kind
    }
  }
}
