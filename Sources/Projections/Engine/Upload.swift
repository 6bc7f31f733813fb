internal import ChanceryModel
internal import Synchronization

/// Parts that belong behind one another: what an append of any length hands to the writer.
///
/// The writer takes them in the order in which they came. Once one of them is refused it appends none that
/// waits behind it, so that what is in the journal is the beginning of the whole, and its sender decides how to go
/// on: with an upload anew.
package final class Upload: Sendable {
  private let isHalted = Atomic<Bool>(false)

  package init() {}

  /// True once a part was refused.
  var hasEnded: Bool { isHalted.load(ordering: .acquiring) }

  /// Lets no further part in.
  func end() { isHalted.store(true, ordering: .releasing) }

  /// What a part meets that came behind a refused one; of itself nothing is known to be wrong.
  static let ended = Refusal(
    .busy,
    "a part that stands before it was refused",
    hint: "send it again"
  )
}
