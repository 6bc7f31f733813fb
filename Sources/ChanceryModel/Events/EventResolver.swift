/// Resolves a draft against the vocabulary that stands just before it: the header's body.
package enum EventResolver {
  package static func resolve(
    _ draft: EventDraft,
    vocabulary: some Vocabulary,
    context: ResolutionContext
  ) throws(Refusal) -> EventHeader.Body {
    throw Refusal(.internalError, "not written yet")
  }
}
