/// Resolves a draft against the vocabulary that stands just before it.
///
/// What comes out is frozen in the record: a later definition never changes it. Every name must
/// exist, every reference must be to an earlier event of the right type, every quote must stand in
/// its source if the text is on file; days are clamped, ranks and standings filled in.
package enum EventResolver {
  /// Gives the header's body.
  ///
  /// A request's earlier events must be in the vocabulary already: see ``OverlayVocabulary``. Cost: a
  /// few look-ups; of a withdrawal of a definition, that of finding who uses it
  /// (``Vocabulary/eachUse(of:_:)``).
  ///
  /// - Throws: `unknown-actor`, `unknown-person`, `unknown-topic`, `unknown-source`,
  ///   `unknown-meeting`, `unknown-event`, `quote-not-found`, `said-in-future`, `in-use`,
  ///   `invalid-value`, `redacted`, `already-withdrawn`, `already-merged`, `version-conflict`; of a
  ///   correction also what ``EventDecoder`` throws of the new data.
  package static func resolve(
    _ draft: EventDraft,
    vocabulary: some Vocabulary,
    context: ResolutionContext
  ) throws(Refusal) -> EventHeader.Body {
    try Resolution(draft: draft, vocabulary: vocabulary, context: context).body()
  }
}

/// One draft being resolved; its parts are in extensions, a file each.
struct Resolution<V: Vocabulary> {
  let draft: EventDraft
  let vocabulary: V
  let context: ResolutionContext
  /// The event whose new content the draft is; nil if the draft is an event of its own.
  var corrected: UInt64?

  /// Resolves what the draft is.
  func body() throws(Refusal) -> EventHeader.Body {
    try checkNames()
    switch draft.body {
    case .source(let data): return .source(try source(data))
    case .actor(let data): return .actor(try actor(data))
    case .person(let data): return .person(person(data))
    case .topic(let data): return .topic(try topic(data))
    case .statement(let data): return .statement(try statement(data))
    case .statementReport(let data): return .report(try statementReport(data))
    case .meeting(let data): return .meeting(try meeting(data))
    case .attendance(let data): return .meeting(try attendance(data))
    case .count(let data): return .meeting(try fact(data.fact, of: data.meeting))
    case .outcome(let data): return .meeting(try fact(data.fact, of: data.meeting))
    case .link(let data): return .link(try link(data))
    case .merge(let data): return .merge(try merge(data))
    case .correction(let data): return .correction(try correction(data))
    case .withdrawal(let data): return .withdrawal(try withdrawal(data))
    case .review(let data): return .review(try review(data))
    case .expectation(let data): return .expectation(expectation(data))
    }
  }

  private func checkNames() throws(Refusal) {
    var problems = Problems()
    DraftReferences.forEach(in: draft.body) { kind, name, place in
      guard !vocabulary.has(kind, name) else { return }
      vocabulary.noteUnknown(kind, name, at: place.pointer, into: &problems)
    }
    if let refusal = problems.refusal { throw refusal }
  }

  /// The seq of an earlier event of one of the types.
  func seq(
    of reference: EventReference,
    at pointer: @autoclosure () -> String,
    where isWanted: (EventType) -> Bool,
    wanted: @autoclosure () -> String
  ) throws(Refusal) -> UInt64 {
    guard
      let (seq, type) = vocabulary.event(
        reference,
        from: draft.source ?? context.journalSource
      )
    else {
      throw Refusal(
        .unknownEvent,
        at: pointer(),
        "there is no earlier event \(reference.words)",
        hint: "name an event that stands in the journal, or earlier in this request"
      )
    }
    if isWanted(type) { return seq }
    throw Refusal(
      .invalidValue,
      at: pointer(),
      "event \(seq) is \(type.name), not \(wanted())"
    )
  }
}

extension EventReference {
  /// The reference in a message.
  fileprivate var words: String {
    switch self {
    case .seq(let seq): "\(seq)"
    case .id(let id): "“\(id)” under the same source"
    case .key(let source, let id): "“\(id)” of source “\(source)”"
    }
  }
}
