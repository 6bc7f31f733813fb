package import ChanceryModel

extension MeetingListAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 384 * items.count)
    json.beginObject()
    json.member("schema", "chancery.meetings/1")
    json.array("items", items) { MeetingListAnswer.write($1, to: &$0) }
    json.member("next", next)
    json.member("head", clocks.head)
    json.member("at", clocks.at)
    json.member("known", clocks.known)
    json.member("public", clocks.publicDay)
    json.endObject()
    return json.bytes
  }

  private static func write(_ item: MeetingSummary, to json: inout JSONWriter) {
    json.beginObject()
    json.member("meeting", item.meeting)
    json.member("title", item.title)
    json.member("date", item.date)
    json.member("earliest", item.earliest)
    json.member("latest", item.latest)
    json.member("place", item.place)
    json.member("status", item.status?.word)
    json.member("level", item.level)
    json.member("format", item.format)
    json.member("hosts", item.hosts)
    json.member("attendance", item.attendance)
    json.member("counts", item.counts)
    json.member("outcomes", item.outcomes)
    json.member("contested", item.contested.map(\.word))
    json.member("seq", item.seq)
    json.endObject()
  }
}
