/// `event.withdrawn`: our record of an event was wrong.
///
/// Of a correction, the version before stands again; of a withdrawal, what it withdrew.
package struct WithdrawalHeader: Sendable, Equatable {
  package var event: UInt64

  package init(event: UInt64) {
    self.event = event
  }
}
