import ChanceryModel
import Testing

@Suite struct OverlayVocabularyTests {
  @Test func `nothing is known before it is added`() throws {
    let overlay = OverlayVocabulary(over: EmptyVocabulary())
    #expect(overlay.topic("own-troops") == nil)
    #expect(overlay.eventType(1) == nil)
    #expect(!overlay.hasMeeting("paris-2025-03-27"))
    #expect(overlay.actor("ITA")?.kind == .state)
  }

  @Test func `an overlay over an overlay sees both, the later first`() throws {
    let below = try TestJournal.furnished()
    var above = OverlayVocabulary(over: below.vocabulary)
    let topic = TopicHeader(slug: "own-troops", title: "New", proposition: "X sends troops.")
    above.add(
      .topic(topic),
      of: try TestJournal.decode(
        "topic.defined",
        #"{"topic":"own-troops","title":"New","proposition":"X sends troops."}"#
      ),
      seq: below.head + 1,
      source: "desk",
      id: "t1",
      recordedDay: below.today
    )
    #expect(above.topic("own-troops") == topic)
    #expect(above.topic("ceasefire") != nil)
    #expect(above.event(source: "desk", id: "t1")?.seq == below.head + 1)
    #expect(above.event(source: "journal", id: "id-1")?.seq == 1)
    #expect(above.eventType(below.head + 1) == .topicDefined)
    #expect(above.eventType(1) == .topicDefined)
    #expect(above.sourceText("filed") != nil)
  }

  @Test func `a statement puts its topics to use, and only those`() throws {
    var journal = try TestJournal.furnished()
    try journal.append(
      "statement.made",
      #"{"said":"2025","holder":"ITA","topic":"own-troops","position":"oppose","about":[{"topic":"talks"}]}"#
    )
    #expect(journal.vocabulary.isTopicInUse("own-troops"))
    #expect(journal.vocabulary.isTopicInUse("talks"))
    #expect(!journal.vocabulary.isTopicInUse("ceasefire"))
  }

  @Test func `the nearest names come from the request, too`() throws {
    let journal = try TestJournal.furnished()
    #expect(journal.vocabulary.nearest("cease-fire", kind: .topic) == ["ceasefire"])
    #expect(journal.vocabulary.nearest("zelensky", kind: .person) == ["zelenskyy"])
    #expect(journal.vocabulary.nearest("dayly", kind: .source) == ["daily"])
    #expect(journal.vocabulary.nearest("paris-2025-03-26", kind: .meeting) == ["paris-2025-03-27"])
  }
}
