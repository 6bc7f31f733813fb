package import ChanceryModel

extension MeetingAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 4096)
    json.beginObject()
    json.member("schema", "chancery.meeting/1")
    json.member("meeting", summary.meeting)
    json.member("merged_from", mergedFrom)
    json.members(clocks)
    json.member("rules", MeetingFold.rule)
    writeShown(to: &json)
    writeValues(to: &json)
    json.array("attendance", attendance) { MeetingAnswer.write($1, to: &$0) }
    json.array("counts", counts) { MeetingAnswer.write($1, to: &$0) }
    json.array("outcomes", outcomes) { MeetingAnswer.write($1, to: &$0) }
    json.member("followed_by", followedBy)
    json.member("statements_made", statementsMade)
    json.member("statements_about", statementsAbout)
    json.member("events", events)
    json.member("redactions", redactions)
    json.endObject()
    return json.bytes
  }

  private func writeShown(to json: inout JSONWriter) {
    json.member("status", summary.status?.word)
    json.member("title", summary.title)
    json.member("date", summary.date)
    json.member("place", summary.place)
    json.member("format", summary.format)
    json.member("level", summary.level)
    json.member("hosts", summary.hosts)
    json.member("agenda", agenda)
    json.member("follows", follows)
    json.member("contested", summary.contested.map(\.word))
  }

  private func writeValues(to json: inout JSONWriter) {
    json.key("values")
    json.beginObject()
    for field in MeetingField.allCases {
      json.key(field.word)
      json.beginArray()
      for value in values[field] ?? [] { MeetingAnswer.write(value, to: &json) }
      json.endArray()
    }
    json.endObject()
  }

  private static func write(_ value: MeetingValue, to json: inout JSONWriter) {
    json.beginObject()
    json.member("value", value.value)
    json.member("seq", value.seq)
    json.member("source", value.source)
    json.member("said", value.said)
    let letter = value.reliability.map { String(UnicodeScalar($0)) }
    json.member("reliability", letter)
    json.endObject()
  }

  private static func write(_ item: MeetingAttendance, to json: inout JSONWriter) {
    json.beginObject()
    json.member("actor", item.actor)
    json.member("role", item.role.word)
    json.member("planned", item.isPlanned)
    json.array("reports", item.reports) { json, report in
      json.beginObject()
      json.member("seq", report.seq)
      json.member("role", report.role.word)
      json.member("person", report.person)
      json.member("mode", report.mode)
      json.member("level", report.level)
      json.member("representing", report.representing)
      json.member("by", report.by)
      json.member("source", report.source)
      json.member("said", report.said)
      json.member("planned", report.isPlanned)
      json.endObject()
    }
    json.endObject()
  }

  private static func write(_ count: MeetingCount, to json: inout JSONWriter) {
    json.beginObject()
    json.member("seq", count.seq)
    json.member("value", count.value)
    json.member("unit", count.unit)
    json.member("qualifier", count.qualifier)
    json.member("kind", count.kind)
    json.member("by", count.by)
    json.member("source", count.source)
    json.member("said", count.said)
    json.member("planned", count.isPlanned)
    json.endObject()
  }

  private static func write(_ outcome: MeetingOutcome, to json: inout JSONWriter) {
    json.beginObject()
    json.member("seq", outcome.seq)
    json.member("kind", outcome.kind)
    json.member("text", outcome.text)
    json.array("parts", outcome.parts) { json, part in
      json.beginObject()
      json.member("text", part.text)
      json.member("topic", part.topic)
      json.member("actors", part.actors)
      json.endObject()
    }
    json.member("agreed_by", outcome.agreedBy)
    json.member("dissent", outcome.dissent)
    json.member("follow_up", outcome.followUp)
    json.member("by", outcome.by)
    json.member("source", outcome.source)
    json.member("said", outcome.said)
    json.endObject()
  }
}
