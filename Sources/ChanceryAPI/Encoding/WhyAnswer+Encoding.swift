package import ChanceryModel

extension WhyAnswer {
  /// The answer as JSON.
  package func encoded() -> [UInt8] {
    var json = JSONWriter(capacity: 1024 + 320 * steps.count)
    json.beginObject()
    json.member("schema", "chancery.why/1")
    json.member("holder", stance.holder)
    json.member("topic", stance.topic)
    json.members(
      AnswerClocks(
        at: stance.at,
        known: stance.known,
        publicDay: stance.publicDay,
        head: stance.head
      )
    )
    json.member("rules", Fold.rule)
    json.key("stance")
    json.raw(stance.encodedItem())
    json.array("items", steps) { write($1, to: &$0) }
    json.member("later", laterCount)
    json.member("redactions", stance.redactions)
    json.member("next", next)
    json.endObject()
    return json.bytes
  }

  private func write(_ step: WhyStep, to json: inout JSONWriter) {
    json.beginObject()
    json.member("seq", step.item.seq)
    json.member("version", step.item.version)
    json.members(step.item.said)
    json.member("position", step.item.position?.word)
    json.member("standing", step.item.standing.word)
    json.member("kind", step.kind.word)
    json.member("rank", step.item.rank.word)
    json.member("kept", step.clause.isKept)
    json.member("clause", step.clause.word)
    json.member("part", step.clause.part)
    json.member("passed_for", step.passedFor)
    json.member("undated", step.isUndated)
    json.member(conditions: step.item.conditions)
    json.member("by", step.item.by)
    json.member("sources", step.item.sources)
    json.endObject()
  }
}
