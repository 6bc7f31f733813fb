internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Proofs

/// The phase `texts`: every filed text is the one its source names.
struct TextsCheck {
  let journal: Journal
  let report: VerifyReport

  /// Reads the texts one at a time; each is at most 4 MiB.
  ///
  /// That a text is missing is found when headers are derived: theirs say whether there is one.
  func run(_ transaction: TransactionReference) throws {
    let total = try transaction.statistics(journal.tables.texts).entryCount
    try report.begin(.texts, of: UInt64(total))
    var done: UInt64 = 0
    var cursor = try transaction.cursor(journal.tables.texts)
    while let entry = try cursor.next() {
      do {
        try check(entry.key, entry.value, transaction)
      } catch let damage as JournalDamage {
        try report.damage("table texts", damage.description)
      }
      done += 1
      try report.advance(to: done)
    }
    try report.finish()
  }

  private func check(
    _ key: RawSpan,
    _ text: RawSpan,
    _ transaction: TransactionReference
  ) throws {
    guard key.byteCount == 8 else {
      throw JournalDamage("a key has \(key.byteCount) bytes, not 8")
    }
    let seq = key.loadBigEndian(as: UInt64.self)
    guard seq > 0, let record = try journal.record(seq, transaction) else {
      throw JournalDamage("there is a text for event \(seq), which does not exist")
    }
    let view = try RecordView(record)
    guard view.header[0] == EventType.sourceFiled.rawValue else {
      throw JournalDamage("there is a text for event \(seq), which files no source")
    }
    let data = try journal.data(seq, transaction)
    guard data["bytes"]?.intValue == text.byteCount else {
      throw JournalDamage("the text of event \(seq) is of another length than was filed")
    }
    let bytes = text.toArray()
    guard data["sha256"]?.textValue == Text(SHA256Digest.hex(of: bytes)) else {
      throw JournalDamage("the text of event \(seq) does not hash to the sha256 that was filed")
    }
    guard text.toString() != nil else {
      throw JournalDamage("the text of event \(seq) is not UTF-8")
    }
  }
}
