/// An event as one sees it who would correct it, withdraw it or refer to it.
///
/// Small, so that a check of a million lines can keep one for each.
package struct EventTarget: Sendable, Equatable {
  /// What no correction of the event may change, beside its type.
  package enum Fixed: Sendable, Equatable {
    case nothing
    /// A definition, or a report that a meeting was held or the like: its slug or code.
    case name(VocabularyName)
    /// A merge: the meeting that is merged.
    case mergedMeeting(Text)
    /// A review: the event that it judges.
    case judged(UInt64)
    /// A withdrawal: the event that it withdraws.
    case withdrawn(UInt64)
    /// A correction: the event that it corrects, and the version that it replaces.
    case corrected(UInt64, replacing: UInt64)
  }

  package var type: EventType
  package var isRedacted: Bool
  /// The UTC day of recording.
  package var recordedDay: CivilDate
  package var fixed: Fixed

  package init(type: EventType, isRedacted: Bool, recordedDay: CivilDate, fixed: Fixed) {
    self.type = type
    self.isRedacted = isRedacted
    self.recordedDay = recordedDay
    self.fixed = fixed
  }

  /// The event of a header.
  package init(_ header: EventHeader) {
    self.init(
      type: header.type,
      isRedacted: header.isRedacted,
      recordedDay: header.recordedAt.day,
      fixed: Fixed(header.body, of: header.type)
    )
  }

  /// What the event changes, if it is a correction or a withdrawal.
  package var control: EventControl? {
    switch fixed {
    case .corrected(let event, _): EventControl(kind: .correction, event: event)
    case .withdrawn(let event): EventControl(kind: .withdrawal, event: event)
    case .nothing, .name, .mergedMeeting, .judged: nil
    }
  }
}

extension EventTarget.Fixed {
  init(_ body: EventHeader.Body, of type: EventType) {
    self =
      switch body {
      case .merge(let merge): .mergedMeeting(merge.from)
      case .review(let review): .judged(review.event)
      case .withdrawal(let withdrawal): .withdrawn(withdrawal.event)
      case .correction(let correction):
        .corrected(correction.event, replacing: correction.version)
      default:
        if let name = body.definedName(of: type) { .name(name) } else { .nothing }
      }
  }
}
