/// The data of `topic.defined`.
package struct TopicData: Sendable, Equatable {
  package var topic: Text
  package var title: Text
  /// A sentence one can agree with; none for a process.
  package var proposition: Text?
  package var kind: TopicKind
  package var parent: Text?
  /// The first day the topic can have been spoken of.
  package var from: CivilDate?

  package init(
    topic: Text,
    title: Text,
    proposition: Text?,
    kind: TopicKind = .policy,
    parent: Text? = nil,
    from: CivilDate? = nil
  ) {
    self.topic = topic
    self.title = title
    self.proposition = proposition
    self.kind = kind
    self.parent = parent
    self.from = from
  }
}

extension TopicData {
  /// The one slug whose stances could not be asked for.
  static let reserved: Text = "history"

  static let fields = FieldTable([
    "extra", "from", "kind", "note", "parent", "proposition", "title", "topic",
  ])

  init(reading reader: inout FieldReader) {
    topic = reader.requiredSlug("topic")
    if topic == TopicData.reserved {
      reader.problems.add(
        .invalidSlug,
        at: "/topic",
        "no topic is called “\(topic)”: /v1/stances/{holder}/\(topic) is a holder's history",
        hint: "choose another slug"
      )
    }
    title = reader.requiredText("title", max: EventLimits.lineBytesMax)
    kind = reader.word("kind") ?? .policy
    proposition = reader.text("proposition", max: EventLimits.quoteBytesMax)
    parent = reader.slug("parent")
    from = reader.date("from", .moment)?.earliest
    if kind != .process {
      reader.noteMissing("proposition")
    } else if proposition != nil {
      reader.problems.add(
        .invalidValue,
        at: "/proposition",
        "a process is no proposition to agree with",
        hint: "leave “proposition” out, or choose the kind policy or assessment"
      )
    }
  }
}
