/// `meetings.merged`: what is on record of the meeting `from` belongs to `into`.
package struct MergeHeader: Sendable, Equatable {
  package var from: Text
  package var into: Text

  package init(from: Text, into: Text) {
    self.from = from
    self.into = into
  }
}
