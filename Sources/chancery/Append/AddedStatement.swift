import ChanceryClient
import ChanceryModel
import ChanceryRender

/// The statement that `chancery add` was told, with its names and dates resolved.
struct AddedStatement {
  let add: Add
  let holder: String
  let session: Session

  /// The events to append: the source first, if it is to be filed.
  func events() throws(Fault) -> [JSONValue] {
    guard let topic = add.topic, add.position != nil || add.standing == "absence" else {
      throw .usage(
        "add needs HOLDER TOPIC POSITION",
        remedy: "as in: chancery add ITA own-troops oppose --said 2025-03-24 …"
      )
    }
    guard add.said != nil else {
      throw .usage(
        "when was it said?",
        remedy: "add --said DATE; an uncertain day is EDTF: [..2025-03-24]"
      )
    }
    let filing = try sourceFiling()
    let anchor = try session.anchor(
      ofSaid: add.said,
      published: filing.published,
      source: filing.slug
    )
    let said = try session.expression(add.said, from: anchor)
    var builder = EventBuilder("statement.made")
    builder.set("said", said)
    builder.set("stances", json: [try stance(topic)])
    builder.set("speaker", json: try add.speaker.json(session))
    builder.set("source", filing.slug)
    builder.set("quote", add.quote)
    builder.set("paraphrase", add.paraphrase)
    builder.set("kind", add.kind)
    builder.set("meeting", add.meeting)
    builder.set("note", add.options.note)
    return [filing.event].compactMap { $0 } + [builder.event(id: add.options.id)]
  }

  private func stance(_ topic: String) throws(Fault) -> JSONValue {
    let mayBeNew = add.options.declare
    var stance = JSONObject()
    stance["holder"] = .string(Text(try session.resolve(.actor, holder, mayBeNew: mayBeNew)))
    stance["topic"] = .string(Text(try session.resolve(.topic, topic, mayBeNew: mayBeNew)))
    if let position = try position() { stance["position"] = .string(Text(position)) }
    if let standing = add.standing { stance["standing"] = .string(Text(standing)) }
    var conditions: [JSONValue] = []
    for text in add.condition { conditions.append(try condition(text)) }
    if !conditions.isEmpty { stance["conditions"] = .array(conditions) }
    return .object(stance)
  }

  private func position() throws(Fault) -> String? {
    guard let word = add.position, word != "-" else { return nil }
    guard Position(word: Text(word)) == nil else { return word }
    let words = Position.allCases.map(\.word.string)
    let nearest = NearestNames.nearest(word, among: words, limit: 1)
    throw .usage(
      "“\(word)” is not a position",
      remedy: (nearest.first.map { "did you mean \($0)? " } ?? "")
        + "positions: \(words.joined(separator: ", "))"
    )
  }

  private func condition(_ text: String) throws(Fault) -> JSONValue {
    let parts = text.split(separator: ":", maxSplits: 1).map { String($0) }
    guard parts.count == 2 else {
      throw .usage(
        "“\(text)” is not a condition",
        remedy: "write KIND:TEXT, as in “exception:under a UN flag”"
      )
    }
    return [
      "kind": .string(Text(parts[0])), "text": .string(Text(String(parts[1].drop { $0 == " " }))),
    ]
  }

  /// What is known of the source.
  private struct Filing {
    var slug: String?
    var published: String?
    /// The event that files it, if it is not known.
    var event: JSONValue?
  }

  /// The source's slug, and the event that files it if `--published` tells of one not known.
  private func sourceFiling() throws(Fault) -> Filing {
    guard let name = add.source else {
      guard add.published == nil else {
        throw .usage("--published needs a source", remedy: "add --source SLUG")
      }
      return Filing()
    }
    guard let published = try session.expression(add.published) else {
      return Filing(slug: try session.resolve(.source, name, mayBeNew: add.options.declare))
    }
    if case .one(let meaning, let isWhole) = try session.find(.source, name) {
      if !isWhole { session.tell(name, isTakenFor: meaning) }
      try check(meaning.code, isPublished: published)
      return Filing(slug: meaning.code, published: published)
    }
    let slug = try session.resolve(.source, name, mayBeNew: true)
    var builder = EventBuilder("source.filed")
    builder.set("source", slug)
    builder.set("published", published)
    return Filing(slug: slug, published: published, event: builder.event())
  }

  private func check(_ slug: String, isPublished published: String) throws(Fault) {
    let source = try session.parse(try session.fetch(.get("v1", "sources", slug)).body)
    let filed = source["published"]?.stringValue
    guard filed != published else { return }
    throw .usage(
      "source \(slug) is on file, published \(filed ?? "on no known day"), not \(published)",
      remedy: "leave --published out, or file the other version under its own slug"
    )
  }
}
