/// The data of `meeting.scheduled`, `.held`, `.ongoing`, `.postponed` and `.cancelled`.
package struct MeetingData: Sendable, Equatable {
  package var meeting: Text
  package var title: Text?
  package var date: EDTF?
  package var place: Text?
  package var format: Text?
  package var level: Text?
  package var hosts: [Text]
  package var agenda: [Text]
  /// The meeting that this one follows.
  package var follows: Text?
  package var fact: FactData

  package init(
    meeting: Text,
    title: Text? = nil,
    date: EDTF? = nil,
    place: Text? = nil,
    format: Text? = nil,
    level: Text? = nil,
    hosts: [Text] = [],
    agenda: [Text] = [],
    follows: Text? = nil,
    fact: FactData = FactData()
  ) {
    self.meeting = meeting
    self.title = title
    self.date = date
    self.place = place
    self.format = format
    self.level = level
    self.hosts = hosts
    self.agenda = agenda
    self.follows = follows
    self.fact = fact
  }
}

extension MeetingData {
  static let fields = FactData.fields.adding([
    "agenda", "date", "follows", "format", "hosts", "level", "place", "title",
  ])

  init(reading reader: inout FieldReader) {
    meeting = reader.requiredSlug("meeting")
    title = reader.text("title", max: EventLimits.lineBytesMax)
    date = reader.date("date", .span)
    place = reader.text("place")
    format = reader.text("format")
    level = reader.text("level")
    hosts = reader.actors("hosts")
    agenda = MeetingData.agenda(&reader)
    follows = reader.slug("follows")
    fact = FactData(reading: &reader)
  }

  /// `agenda`: one text or an array of them.
  private static func agenda(_ reader: inout FieldReader) -> [Text] {
    if case .string? = reader.value("agenda") {
      return reader.text("agenda", max: EventLimits.textBytesMax).map { [$0] } ?? []
    }
    return reader.texts("agenda", max: EventLimits.lineBytesMax)
  }
}
