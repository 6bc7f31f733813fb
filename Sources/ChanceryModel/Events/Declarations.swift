/// Makes the definitions that a draft needs and the journal lacks: `declare=true`.
package enum Declarations {
  package static func missing(
    in draft: EventDraft,
    vocabulary: some Vocabulary
  ) -> [EventDraft] { [] }
}
