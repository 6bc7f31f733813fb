/// A page of definitions: topics, actors, people or sources, by code.
package struct VocabularyPage: Sendable, Equatable {
  package var kind: VocabularyKind
  /// Each an object as the API shows it.
  package var items: [JSONValue]
  /// Where the next page begins: the last item's code; nil if this is the last page.
  package var next: Text?
  package var head: UInt64

  package init(kind: VocabularyKind, items: [JSONValue], next: Text? = nil, head: UInt64) {
    self.kind = kind
    self.items = items
    self.next = next
    self.head = head
  }
}
