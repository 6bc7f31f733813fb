/// One actor's part in a meeting, with every report of it.
package struct MeetingAttendance: Sendable, Equatable {
  /// One report of it.
  package struct Report: Sendable, Equatable {
    package var seq: UInt64
    package var role: AttendanceRole
    package var person: Text?
    package var mode: Text?
    package var level: Text?
    /// The actor that was represented.
    package var representing: Text?
    package var by: Text?
    package var source: Text?
    package var said: Text
    /// True if it was said before the day, or speaks of an invitation or expectation.
    package var isPlanned: Bool

    package init(
      seq: UInt64,
      role: AttendanceRole,
      person: Text? = nil,
      mode: Text? = nil,
      level: Text? = nil,
      representing: Text? = nil,
      by: Text? = nil,
      source: Text? = nil,
      said: Text,
      isPlanned: Bool
    ) {
      self.seq = seq
      self.role = role
      self.person = person
      self.mode = mode
      self.level = level
      self.representing = representing
      self.by = by
      self.source = source
      self.said = said
      self.isPlanned = isPlanned
    }
  }

  package var actor: Text
  /// The role of the first of ``reports``.
  package var role: AttendanceRole
  /// True if no report says more than a plan.
  package var isPlanned: Bool
  /// The decisive one first.
  package var reports: [Report]

  package init(actor: Text, role: AttendanceRole, isPlanned: Bool, reports: [Report]) {
    self.actor = actor
    self.role = role
    self.isPlanned = isPlanned
    self.reports = reports
  }
}
