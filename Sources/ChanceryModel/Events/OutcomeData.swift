/// The data of `outcome.reported`.
package struct OutcomeData: Sendable, Equatable {
  /// What sort of outcome it is.
  package enum Kind: String, Sendable, Word {
    case decision, commitment, plan, demand
    case noAgreement = "no-agreement"
    case followUp = "follow-up"
  }

  /// One point of an outcome.
  package struct Part: Sendable, Equatable {
    package var text: Text
    package var topic: Text?
    package var actors: [Text]

    package init(text: Text, topic: Text? = nil, actors: [Text] = []) {
      self.text = text
      self.topic = topic
      self.actors = actors
    }
  }

  package var meeting: Text
  package var text: Text
  package var kind: Kind
  package var parts: [Part]
  package var agreedBy: [Text]
  /// The actors that did not agree.
  package var dissent: [Text]
  /// The meeting at which it goes on.
  package var followUp: Text?
  package var fact: FactData

  package init(
    meeting: Text,
    text: Text,
    kind: Kind,
    parts: [Part] = [],
    agreedBy: [Text] = [],
    dissent: [Text] = [],
    followUp: Text? = nil,
    fact: FactData = FactData()
  ) {
    self.meeting = meeting
    self.text = text
    self.kind = kind
    self.parts = parts
    self.agreedBy = agreedBy
    self.dissent = dissent
    self.followUp = followUp
    self.fact = fact
  }
}

extension OutcomeData {
  static let fields = FactData.fields.adding([
    "agreed_by", "dissent", "follow_up", "kind", "parts", "text",
  ])
  private static let partFields = FieldTable(["actors", "text", "topic"])

  init(reading reader: inout FieldReader) {
    meeting = reader.requiredSlug("meeting")
    text = reader.requiredText("text", max: EventLimits.textBytesMax)
    kind = reader.requiredWord("kind", else: .decision)
    parts = reader.parts("parts", table: OutcomeData.partFields) { part in
      Part(
        text: part.requiredText("text", max: EventLimits.textBytesMax),
        topic: part.slug("topic"),
        actors: part.actors("actors")
      )
    }
    agreedBy = reader.actors("agreed_by")
    dissent = reader.actors("dissent")
    followUp = reader.slug("follow_up")
    fact = FactData(reading: &reader)
  }
}
