/// What an event is resolved in, beside the vocabulary.
package struct ResolutionContext: Sendable {
  /// The UTC day of recording.
  package var recordedDay: CivilDate
  /// The CloudEvents source of events that give none.
  package var journalSource: Text
  /// The sequence number that the first event of the request would get.
  package var firstSeq: UInt64

  package init(recordedDay: CivilDate, journalSource: Text, firstSeq: UInt64) {
    self.recordedDay = recordedDay
    self.journalSource = journalSource
    self.firstSeq = firstSeq
  }
}
