/// Makes the definitions that a draft needs and the journal lacks: `declare=true`.
///
/// Actors, topics and sources can be declared, people and meetings cannot: nothing is known of them
/// but a name. A declared event belongs to the journal's own source under the id
/// `declared/KIND/SLUG`, so that it is declared once.
package enum Declarations {
  /// Drafts of what is missing: actors, topics, sources, each kind sorted by slug.
  ///
  /// A code that no `actor.defined` could have (a bare ISO code) is left for the resolver to refuse. Of a
  /// correction it is the new data that need something.
  ///
  /// - Parameters:
  ///   - draft: The event that needs them.
  ///   - vocabulary: What there is.
  ///   - journalSource: The CloudEvents source of a draft that gives none.
  /// - Returns: Drafts to append before the event.
  package static func missing(
    in draft: EventDraft,
    vocabulary: some Vocabulary,
    journalSource: Text
  ) -> [EventDraft] {
    var actors: Set<Text> = []
    var topics: Set<Text> = []
    var sources: Set<Text> = []
    let body = content(of: draft, vocabulary, journalSource)
    DraftReferences.forEach(in: body) { kind, name, _ in
      guard kind != .person, kind != .meeting, !vocabulary.has(kind, name) else { return }
      switch kind {
      case .actor: if !BuiltInActors.isReserved(name) { actors.insert(name) }
      case .topic: topics.insert(name)
      case .source: sources.insert(name)
      case .person, .meeting: break
      }
    }
    return actors.sorted().map(actor) + topics.sorted().map(topic) + sources.sorted().map(source)
  }

  /// The data in which names are missing: a draft's own or, of a correction, the new data, if they can
  /// be read.
  private static func content(
    of draft: EventDraft,
    _ vocabulary: some Vocabulary,
    _ journalSource: Text
  ) -> DraftBody {
    var body = draft.body
    var source = draft.source ?? journalSource
    while case .correction(let data) = body {
      guard let (seq, type) = vocabulary.event(data.event, from: source), !type.isDaemonOnly else {
        break
      }
      do throws(Refusal) {
        body = try EventDecoder.body(of: type, data: .object(data.data))
      } catch {
        // The resolver says what is wrong with them.
        break
      }
      source = vocabulary.source(ofEvent: seq) ?? source
    }
    return body
  }

  /// An actor of that code: three capitals look like a state, everything else is a group.
  private static func actor(_ code: Text) -> EventDraft {
    let isStateLike = code.utf8.count == 3 && code.utf8.allSatisfy { (65...90).contains($0) }
    let kind: ActorKind = isStateLike ? .state : .group
    return draft(
      .actorDefined,
      .actor,
      code,
      ["name": .string(code), "kind": .string(kind.word)],
      .actor(ActorData(actor: code, name: code, kind: kind))
    )
  }

  private static func topic(_ slug: Text) -> EventDraft {
    draft(
      .topicDefined,
      .topic,
      slug,
      ["title": .string(slug), "proposition": .string(slug)],
      .topic(TopicData(topic: slug, title: slug, proposition: slug))
    )
  }

  private static func source(_ slug: Text) -> EventDraft {
    draft(.sourceFiled, .source, slug, [:], .source(SourceData(source: slug)))
  }

  private static func draft(
    _ type: EventType,
    _ kind: VocabularyKind,
    _ slug: Text,
    _ fields: [Text: JSONValue],
    _ body: DraftBody
  ) -> EventDraft {
    var data = JSONObject()
    for (name, value) in fields { data[name] = value }
    data[Text(kind.noun)] = .string(slug)
    data["extra"] = ["declared": true]
    return EventDraft(
      type: type,
      id: Text("declared/\(kind.noun)/\(slug)"),
      data: CanonicalJSON.bytes(of: .object(data)),
      body: body
    )
  }

  /// True of an event that is such a declaration, by what is stored of it: a definition of the journal's own
  /// source that says `"extra": {"declared": true}`.
  ///
  /// So whoever has the event can tell, and check the flag in its header, whoever sent it.
  ///
  /// - Parameters:
  ///   - type: The event's.
  ///   - source: The event's CloudEvents source.
  ///   - journalSource: The journal's own.
  ///   - data: The event's data; read only if the rest fits.
  /// - Returns: Whether it is one; false if there are no data.
  package static func isDeclaration(
    _ type: EventType,
    source: Text,
    journalSource: Text,
    data: @autoclosure () -> JSONValue?
  ) -> Bool {
    switch type {
    case .actorDefined, .topicDefined, .sourceFiled:
      source == journalSource && data()?["extra"]?["declared"] == true
    default: false
    }
  }
}
