/// What became of a request to append: everything in it is on disk, or (dry run) nothing is.
package struct AppendAnswer: Sendable, Equatable {
  /// Up to how many events of a request results carry what was derived.
  package static let derivedEventCount = 100

  /// The first seq given to an event of the request or declared for it; nil if none was appended.
  package var first: UInt64?
  /// The last seq given; nil if none was appended.
  package var last: UInt64?
  /// How many of the request's own events were appended.
  package var appended: Int
  /// How many of the request's own events were on record already.
  package var duplicates: Int
  /// The events the daemon made because `declare=true` was given.
  package var declared: [UInt64]
  package var head: UInt64
  /// One for each of the request's own events, in its order.
  package var results: [AppendResult]
  package var isDryRun: Bool
  /// The stance changes a dry run would make; nil otherwise.
  package var changes: [StanceChange]?

  package init(
    first: UInt64?,
    last: UInt64?,
    appended: Int,
    duplicates: Int,
    declared: [UInt64] = [],
    head: UInt64,
    results: [AppendResult],
    isDryRun: Bool = false,
    changes: [StanceChange]? = nil
  ) {
    self.first = first
    self.last = last
    self.appended = appended
    self.duplicates = duplicates
    self.declared = declared
    self.head = head
    self.results = results
    self.isDryRun = isDryRun
    self.changes = changes
  }
}
