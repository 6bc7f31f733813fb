/// The data of `attendance.reported`.
package struct AttendanceData: Sendable, Equatable {
  package var meeting: Text
  package var actor: Text
  package var role: AttendanceRole
  /// The slug of a defined person.
  package var person: Text?
  package var mode: Text?
  package var level: Text?
  /// The actor that was represented.
  package var representing: Text?
  package var fact: FactData

  package init(
    meeting: Text,
    actor: Text,
    role: AttendanceRole,
    person: Text? = nil,
    mode: Text? = nil,
    level: Text? = nil,
    representing: Text? = nil,
    fact: FactData = FactData()
  ) {
    self.meeting = meeting
    self.actor = actor
    self.role = role
    self.person = person
    self.mode = mode
    self.level = level
    self.representing = representing
    self.fact = fact
  }
}

extension AttendanceData {
  static let fields = FactData.fields.adding([
    "actor", "level", "mode", "person", "representing", "role",
  ])

  init(reading reader: inout FieldReader) {
    meeting = reader.requiredSlug("meeting")
    actor = reader.requiredActor("actor")
    role = reader.requiredWord("role", else: .participant)
    person = reader.slug("person")
    mode = reader.text("mode")
    level = reader.text("level")
    representing = reader.actor("representing")
    fact = FactData(reading: &reader)
  }
}
