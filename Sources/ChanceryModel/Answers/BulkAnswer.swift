/// What became of an append of any length.
package struct BulkAnswer: Sendable, Equatable {
  /// The first seq given; nil if none was appended.
  package private(set) var first: UInt64?
  /// The last seq given; nil if none was appended.
  ///
  /// Others' events may stand between.
  package private(set) var last: UInt64?
  /// How many of the lines' events were appended.
  package private(set) var appended = 0
  /// How many of them were on record already.
  package private(set) var duplicates = 0
  /// How many events the daemon made because `declare=true` was given.
  package private(set) var declared = 0
  /// The lines that were refused: the first of them, and how many.
  package private(set) var faults = CheckAnswer()
  package private(set) var head: UInt64

  package init(head: UInt64) {
    self.head = head
  }

  /// How many lines were read.
  package var read: Int { appended + duplicates + faults.refused }

  /// Adds what became of the next lines.
  package mutating func add(_ part: AppendAnswer) {
    first = first ?? part.first
    last = part.last ?? last
    appended += part.appended
    duplicates += part.duplicates
    declared += part.declared.count
    head = part.head
  }

  /// Adds a line that was refused.
  package mutating func refuse(_ refusal: Refusal, line: Int) {
    faults.refuse(refusal, line: line)
  }
}
