package import ChanceryModel

extension AppendAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 256 + 128 * results.count)
    json.beginObject()
    json.member("schema", "chancery.append/1")
    json.member("first", first)
    json.member("last", last)
    json.member("appended", appended)
    json.member("duplicates", duplicates)
    json.member("declared", declared)
    json.member("head", head)
    json.array("results", results) { AppendAnswer.write($1, to: &$0) }
    if isDryRun {
      json.member("dry_run", true)
      json.array("changes", changes ?? []) { AppendAnswer.write($1, to: &$0) }
    }
    json.endObject()
    return json.bytes
  }

  private static func write(_ result: AppendResult, to json: inout JSONWriter) {
    json.beginObject()
    json.member("seq", result.seq)
    json.member("id", result.id)
    json.member("duplicate", result.isDuplicate)
    if result.isRedacted { json.member("redacted", true) }
    if let derived = result.derived {
      json.key("derived")
      derived.write(to: &json)
    }
    json.endObject()
  }

  private static func write(_ change: StanceChange, to json: inout JSONWriter) {
    json.beginObject()
    json.member("holder", change.holder)
    json.member("topic", change.topic)
    json.member("at", change.at)
    json.key("before")
    write(change.before, to: &json)
    json.key("after")
    write(change.after, to: &json)
    json.endObject()
  }

  private static func write(_ state: StanceChange.State, to json: inout JSONWriter) {
    json.beginObject()
    json.member("position", state.position?.word)
    json.member("since", state.since)
    json.member("seq", state.seq)
    json.endObject()
  }
}
