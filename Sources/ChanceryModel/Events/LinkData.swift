/// The data of `statements.linked`: what one statement is to another.
package struct LinkData: Sendable, Equatable {
  package var from: EventReference
  package var to: EventReference
  package var kind: LinkKind
  package var certainty: LinkCertainty

  package init(
    from: EventReference,
    to: EventReference,
    kind: LinkKind,
    certainty: LinkCertainty = .certain
  ) {
    self.from = from
    self.to = to
    self.kind = kind
    self.certainty = certainty
  }
}

extension LinkData {
  static let fields = FieldTable(["certainty", "extra", "from", "kind", "note", "reason", "to"])

  init(reading reader: inout FieldReader) {
    from = reader.requiredReference("from")
    to = reader.requiredReference("to")
    kind = reader.requiredWord("kind", else: .repeats)
    certainty = reader.word("certainty") ?? .certain
    _ = reader.reason()
  }
}
