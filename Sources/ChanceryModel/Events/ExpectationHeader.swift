/// `stance.expected`: an assertion that `verify` checks.
package struct ExpectationHeader: Sendable, Equatable {
  package var holder: Text
  package var topic: Text
  package var position: Position
  /// The day at which the position is expected.
  package var at: CivilDate

  package init(holder: Text, topic: Text, position: Position, at: CivilDate) {
    self.holder = holder
    self.topic = topic
    self.position = position
    self.at = at
  }
}
