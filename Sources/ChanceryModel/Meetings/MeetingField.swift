/// What `meeting.*` events state of a meeting; every value is kept with its source (design §6).
package enum MeetingField: String, Sendable, CaseIterable {
  case date
  case place
  case title
  case format
  case level
  case hosts
  case agenda
  case follows
  case status

  /// The name in JSON.
  package var word: Text { Text(rawValue) }

  /// True if two sources that differ on it contradict each other: an agenda or a predecessor that
  /// another source does not name is one more, not another.
  package var canContest: Bool { self != .agenda && self != .follows }
}
