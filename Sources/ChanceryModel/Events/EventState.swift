/// What corrections and withdrawals have made of an event.
package struct EventState: Sendable, Hashable {
  /// The event that holds the content that counts: the event itself, or a correction of it.
  package var version: UInt64
  /// False while a withdrawal of the event stands.
  package var isStanding: Bool

  package init(version: UInt64, isStanding: Bool = true) {
    self.version = version
    self.isStanding = isStanding
  }
}

/// An event that changes the state of another.
package struct EventControl: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case correction
    case withdrawal
  }

  package var kind: Kind
  /// The event it changes.
  package var event: UInt64

  package init(kind: Kind, event: UInt64) {
    self.kind = kind
    self.event = event
  }
}

extension EventHeader.Body {
  /// What the event changes, if it is a correction or a withdrawal.
  package var control: EventControl? {
    switch self {
    case .correction(let body): EventControl(kind: .correction, event: body.event)
    case .withdrawal(let body): EventControl(kind: .withdrawal, event: body.event)
    default: nil
    }
  }

  /// The content that this gives to an event: itself, or what a correction of it says, at whatever
  /// depth; nil if it is a version of another event.
  package func content(of event: UInt64, at seq: UInt64) -> EventHeader.Body? {
    if event == seq { return self }
    var body = self
    while case .correction(let correction) = body {
      if correction.event == event { return correction.body }
      body = correction.body
    }
    return nil
  }

  /// The slug or code that the event defines; nil if it defines nothing.
  ///
  /// No correction changes it.
  package func identity(of type: EventType) -> Text? {
    switch self {
    case .source(let body): body.slug
    case .actor(let body): body.code
    case .person(let body): body.slug
    case .topic(let body): body.slug
    case .meeting(let body): type.isMeeting ? body.meeting : nil
    default: nil
    }
  }
}
