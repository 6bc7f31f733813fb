extension Resolution {
  // MARK: - Source

  /// Resolves a `source.filed`; a digest or text once on file stays: a new version is a new source.
  func source(_ data: SourceData) throws(Refusal) -> SourceHeader {
    if let corrected { try checkDocument(data, of: corrected) }
    let existing = vocabulary.source(data.source)
    if let old = existing?.sha256, let new = data.sha256, old != new {
      throw Refusal(
        .inUse,
        at: draft.text == nil ? "/data/sha256" : "/data/text",
        "another text of source “\(data.source)” is on file already",
        hint: "a new version is a new source: give it a slug of its own"
      )
    }
    if let root = data.derivedFrom {
      let isCircle = VocabularyChain.reaches(data.source, from: root) {
        vocabulary.source($0)?.derivedFrom
      }
      try refuse(isCircle, at: "/data/derived_from", "“\(root)” comes from “\(data.source)” itself")
    }
    return SourceHeader(
      slug: data.source,
      title: data.title,
      publishedText: data.published?.text,
      publishedEarliest: data.published?.earliest,
      publishedLatest: data.published?.latest,
      reliability: data.reliability,
      derivedFrom: data.derivedFrom,
      sha256: data.sha256 ?? existing?.sha256,
      hasText: draft.text != nil || existing?.hasText == true
    )
  }

  /// A correction tells more of a document, it does not put another in its place.
  private func checkDocument(_ data: SourceData, of event: UInt64) throws(Refusal) {
    guard let filed = vocabulary.document(event) else { return }
    let hint = "send them as they stand in event \(event); a new version is a new source"
    if let sha256 = filed.sha256, data.sha256 != sha256 {
      throw Refusal(
        .invalidValue,
        at: "/data/sha256",
        "“sha256” of event \(event) is \(sha256): a correction keeps it",
        hint: hint
      )
    }
    if filed.sha256 != nil, data.bytes != filed.bytes {
      throw Refusal(
        .invalidValue,
        at: "/data/bytes",
        filed.bytes.map { "“bytes” of event \(event) is \($0): a correction keeps it" }
          ?? "event \(event) has no “bytes”: a correction adds none",
        hint: hint
      )
    }
  }

  // MARK: - Actor and person

  /// Resolves an `actor.defined`; a built-in actor keeps its names beside the new ones.
  func actor(_ data: ActorData) throws(Refusal) -> ActorHeader {
    if let owner = data.of {
      let isCircle = VocabularyChain.reaches(data.actor, from: owner) { vocabulary.actor($0)?.of }
      try refuse(isCircle, at: "/data/of", "“\(owner)” is of “\(data.actor)” itself")
    }
    if let index = data.members.firstIndex(where: { $0.actor == data.actor }) {
      try refuse(true, at: "/data/members/\(index)/actor", "a group is no member of itself")
    }
    var names = [data.name] + data.aliases
    if let builtIn = BuiltInActors.actor(data.actor) {
      let given = Set(names)
      names += builtIn.names.lazy.map { Text($0) }.filter { !given.contains($0) }
    }
    return ActorHeader(
      code: data.actor,
      kind: data.kind,
      names: names,
      of: data.of,
      members: data.members,
      meeting: data.meeting
    )
  }

  /// Resolves a `person.defined`.
  func person(_ data: PersonData) -> PersonHeader {
    PersonHeader(slug: data.person, names: [data.name] + data.aliases, offices: data.offices)
  }

  // MARK: - Topic

  /// Resolves a `topic.defined`; what stances were taken on stays what it was.
  func topic(_ data: TopicData) throws(Refusal) -> TopicHeader {
    if corrected == nil, let existing = vocabulary.topic(data.topic),
      existing.proposition != data.proposition,
      vocabulary.isTopicInUse(data.topic)
    {
      throw Refusal(
        .inUse,
        at: "/data/proposition",
        "statements speak of topic “\(data.topic)”: its proposition stays as it is",
        hint: "define a new topic, or correct the definition (event.corrected)"
      )
    }
    if let parent = data.parent {
      let isCircle = VocabularyChain.reaches(data.topic, from: parent) {
        vocabulary.topic($0)?.parent
      }
      try refuse(isCircle, at: "/data/parent", "“\(parent)” is below “\(data.topic)” itself")
    }
    return TopicHeader(
      slug: data.topic,
      title: data.title,
      kind: data.kind,
      parent: data.parent,
      proposition: data.proposition,
      from: data.from
    )
  }

  private func refuse(
    _ isWrong: Bool,
    at pointer: @autoclosure () -> String,
    _ detail: @autoclosure () -> String
  ) throws(Refusal) {
    if isWrong { throw Refusal(.invalidValue, at: pointer(), detail()) }
  }
}
