/// The data of `meetings.merged`: what is on record of one meeting belongs to another.
package struct MergeData: Sendable, Equatable {
  package var from: Text
  package var into: Text

  package init(from: Text, into: Text) {
    self.from = from
    self.into = into
  }
}

extension MergeData {
  static let fields = FieldTable(["extra", "from", "into", "note", "reason"])

  init(reading reader: inout FieldReader) {
    from = reader.requiredSlug("from")
    into = reader.requiredSlug("into")
    reader.requireReason()
    if from == into, !from.isEmpty {
      reader.problems.add(.invalidValue, at: "/into", "a meeting is not merged into itself")
    }
  }
}
