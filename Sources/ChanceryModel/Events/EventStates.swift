/// The states of events, as those who keep them tell ``StateRules``.
package protocol EventStates {
  /// What may go wrong where they are kept.
  associatedtype Failure: Error

  /// The state of an event; of one that nothing has changed, standing in its own version.
  func state(_ seq: UInt64) throws(Failure) -> EventState
  /// What an event changes, if it is a correction or a withdrawal.
  func control(_ seq: UInt64) throws(Failure) -> EventControl?
  /// The corrections of an event, newest first, standing or not.
  func corrections(of seq: UInt64) throws(Failure) -> [UInt64]
  /// The withdrawals of an event, newest first, standing or not.
  func withdrawals(of seq: UInt64) throws(Failure) -> [UInt64]
}

/// How one event changes the states of others (design §3).
///
/// An event stands unless a standing withdrawal names it. Its version is that of its newest standing
/// correction, else itself. So a withdrawn withdrawal lets its event stand again, and a withdrawn
/// correction the version before.
package enum StateRules {
  /// How long a chain of corrections of corrections and withdrawals of withdrawals may be.
  package static let depthMax = 16

  /// The states that an event just appended leaves behind, of every event whose state it changes.
  ///
  /// The new event itself must be among the corrections or withdrawals of the one it names.
  ///
  /// - Complexity: O(depth), and the corrections of each event on the way that do not stand.
  package static func changes<States: EventStates>(
    of control: EventControl,
    at seq: UInt64,
    in states: States
  ) throws(States.Failure) -> [UInt64: EventState] {
    var work = Work(states: states)
    switch control.kind {
    case .correction: try work.setVersion(of: control.event, to: seq)
    case .withdrawal: try work.setStanding(of: control.event, to: false)
    }
    return work.changed
  }

  private struct Work<States: EventStates> {
    let states: States
    var changed: [UInt64: EventState] = [:]

    func state(_ seq: UInt64) throws(States.Failure) -> EventState {
      if let held = changed[seq] { return held }
      return try states.state(seq)
    }

    mutating func setVersion(of seq: UInt64, to version: UInt64) throws(States.Failure) {
      var next = try state(seq)
      guard next.version != version else { return }
      next.version = version
      changed[seq] = next
      // The new content of a correction is that of the event it corrects.
      guard let control = try states.control(seq), control.kind == .correction else { return }
      try setVersion(of: control.event, to: newestVersion(of: control.event))
    }

    mutating func setStanding(of seq: UInt64, to isStanding: Bool) throws(States.Failure) {
      var next = try state(seq)
      guard next.isStanding != isStanding else { return }
      next.isStanding = isStanding
      changed[seq] = next
      guard let control = try states.control(seq) else { return }
      switch control.kind {
      case .correction:
        try setVersion(of: control.event, to: newestVersion(of: control.event))
      case .withdrawal:
        var isWithdrawn = false
        for withdrawal in try states.withdrawals(of: control.event) where !isWithdrawn {
          isWithdrawn = try state(withdrawal).isStanding
        }
        try setStanding(of: control.event, to: !isWithdrawn)
      }
    }

    func newestVersion(of seq: UInt64) throws(States.Failure) -> UInt64 {
      for correction in try states.corrections(of: seq) {
        let held = try state(correction)
        if held.isStanding { return held.version }
      }
      return seq
    }
  }
}
