internal import ChanceryModel
internal import Journal
internal import LMDB
internal import Projections

/// The phase `keys`: idempotency keys and events name each other, and `meta` holds what it may.
struct KeysCheck {
  let journal: Journal
  let report: VerifyReport

  /// Looks up the key of every event, then the event of every key that is left over.
  ///
  /// Every leaf up to the head can be read.
  func run(head: UInt64, _ transaction: TransactionReference) throws {
    try report.begin(.keys, of: head)
    try checkMeta(transaction)
    var cursor = try transaction.cursor(journal.tables.log)
    while let entry = try cursor.next() {
      let seq = entry.key.loadBigEndian(as: UInt64.self)
      try check(seq, try RecordView(entry.value).leaf.toArray(), transaction)
      if seq & 255 == 0 { try report.advance(to: seq) }
    }
    // Each event has the key that names it: so if there are as many, none is left over.
    if try UInt64(transaction.statistics(journal.tables.ids).entryCount) != head {
      try findSurplus(head: head, transaction)
    }
    try report.finish()
  }

  private func check(
    _ seq: UInt64,
    _ leaf: [UInt8],
    _ transaction: TransactionReference
  ) throws {
    let attributes = try Leaf.parse(leaf)
    guard attributes.source.utf8.count + attributes.id.utf8.count < 511 else {
      return try report.damage("event \(seq)", "its source and id are longer than a key can be")
    }
    let key = Journal.idKey(source: attributes.source, id: attributes.id)
    guard let value = try transaction.value(journal.tables.ids, key) else {
      return try report.damage("table ids", "event \(seq) has no key")
    }
    if !value.isEqual(to: Journal.key(seq).rawSpan) {
      try report.damage("table ids", "the key of event \(seq) names another event")
    }
  }

  private func findSurplus(head: UInt64, _ transaction: TransactionReference) throws {
    var cursor = try transaction.cursor(journal.tables.ids)
    while let entry = try cursor.next() {
      guard entry.value.byteCount == 8 else {
        try report.damage("table ids", "a key names no event")
        continue
      }
      let seq = entry.value.loadBigEndian(as: UInt64.self)
      guard seq >= 1, seq <= head, let record = try journal.record(seq, transaction) else {
        try report.damage("table ids", "a key names event \(seq), which does not exist")
        continue
      }
      let leaf = try Leaf.parse(try RecordView(record).leaf.toArray())
      let key = Journal.idKey(source: leaf.source, id: leaf.id)
      if !entry.key.isEqual(to: key.rawSpan) {
        try report.damage("table ids", "there is a key for event \(seq) that is not its own")
      }
    }
  }

  private func checkMeta(_ transaction: TransactionReference) throws {
    var cursor = try transaction.cursor(journal.meta)
    while let entry = try cursor.next() {
      let key = entry.key.toArray()
      if !Journal.MetaKey.all.contains(key) {
        try report.damage("table meta", "there is an unknown key of \(key.count) bytes")
      }
    }
    let prefix = "urn:uuid:"
    let identity = journal.ownSource.string
    // In every character: the name that the journal signs with is made of it.
    if !identity.hasPrefix(prefix) || !UUIDText.isCanonical(identity.dropFirst(prefix.count)) {
      try report.damage("table meta", "the journal's identity is no urn:uuid")
    }
    do {
      guard try ProjectionState.read(journal, transaction) == nil else { return }
      try report.damage("table meta", "it does not say which projections are live")
    } catch let damage as JournalDamage {
      try report.damage("table meta", damage.description)
    }
  }
}
