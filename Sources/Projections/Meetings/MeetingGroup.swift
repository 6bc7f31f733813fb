internal import ChanceryModel
internal import LMDB

/// A meeting with all that were merged into it, as a head saw it: one record.
struct MeetingGroup {
  /// Where the merges lead: the name the record goes by.
  var root: Text
  /// The others, ascending.
  var mergedFrom: [Text]

  /// The root first.
  var slugs: [Text] { [root] + mergedFrom }

  /// The group that a meeting belongs to; of itself alone if it was never merged.
  init(of meeting: Text, _ contents: Contents, _ transaction: TransactionReference) throws {
    let versions = contents.versions
    root = try versions.root(of: meeting, known: contents.known, transaction)
    mergedFrom = try versions.meetings(mergedInto: root, known: contents.known, transaction)
  }
}
