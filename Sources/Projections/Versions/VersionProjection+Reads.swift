package import ChanceryModel
internal import Journal
package import LMDB

// MARK: - Events

extension VersionProjection {
  /// The state of an event at a head; of one that nothing had changed, standing in its own version.
  ///
  /// Cost: one descent.
  package func state<T: ReadableTransaction & ~Copyable>(
    _ seq: UInt64,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> EventState {
    var key = InlineBytes<16>()
    key.appendBigEndian(seq)
    let prefix = key
    key.appendBigEndian(known)
    var cursor = try transaction.cursor(states)
    guard let found = try cursor.seekBackward(key), found.key.starts(with: prefix)
    else { return EventState(version: seq) }
    guard found.key.byteCount == 16, found.value.byteCount == 9 else {
      throw ProjectionDamage.row(VersionProjection.name)
    }
    return EventState(
      version: found.value.loadBigEndian(as: UInt64.self),
      isStanding: found.value[8] == 1
    )
  }

  /// Every event that names another at a head, standing or not: corrections, withdrawals, links at
  /// both ends, reports, reviews, the redaction; ascending by seq.
  package func controls<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> [(seq: UInt64, type: EventType)] {
    var controls: [(seq: UInt64, type: EventType)] = []
    let prefix = Journal.key(seq)
    var cursor = try transaction.cursor(self.controls.table)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      guard found.key.byteCount == 25, found.value.byteCount == 8,
        let type = EventType(rawValue: found.key[8])
      else { throw ProjectionDamage.row(VersionProjection.name) }
      if ValidityTable.validity(of: found).contains(known) {
        controls.append((found.key.loadBigEndian(at: 9, as: UInt64.self), type))
      }
      entry = try cursor.next()
    }
    return controls.sorted { $0.seq < $1.seq }
  }

  /// The events of one type that name another at a head, standing or not; ascending.
  package func controls<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    _ type: EventType,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> [UInt64] {
    var controls: [UInt64] = []
    let prefix = VersionProjection.controlPrefix(seq, type)
    var cursor = try transaction.cursor(self.controls.table)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      guard found.key.byteCount == 25, found.value.byteCount == 8 else {
        throw ProjectionDamage.row(VersionProjection.name)
      }
      if ValidityTable.validity(of: found).contains(known) {
        controls.append(found.key.loadBigEndian(at: 9, as: UInt64.self))
      }
      entry = try cursor.next()
    }
    return controls
  }

  /// Every event that expects a stance, ascending, standing or not.
  package func expectations<T: ReadableTransaction & ~Copyable>(
    _ transaction: borrowing T
  ) throws -> [UInt64] {
    var seqs: [UInt64] = []
    var cursor = try transaction.cursor(expectations)
    while let found = try cursor.next() {
      seqs.append(found.key.loadBigEndian(as: UInt64.self))
    }
    return seqs
  }
}

// MARK: - Meetings

extension VersionProjection {
  /// The meeting that another's record belongs to at a head: where its merges lead, else itself.
  ///
  /// Merges that lead in a circle, as those can that a withdrawal lets stand again, lead to the first
  /// of its names.
  package func root<T: ReadableTransaction & ~Copyable>(
    of meeting: Text,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> Text {
    var path = [meeting]
    var passed: Set<Text> = [meeting]
    var last = meeting
    while let next = try target(of: last, known: known, transaction) {
      guard passed.insert(next).inserted else {
        let circle = path.firstIndex(of: next).map { path[$0...] }
        return circle?.min() ?? next
      }
      path.append(next)
      last = next
    }
    return last
  }

  /// The meetings whose record belongs to another at a head, ascending; without that one.
  package func meetings<T: ReadableTransaction & ~Copyable>(
    mergedInto root: Text,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> [Text] {
    var found: Set<Text> = [root]
    var open = [root]
    while let into = open.popLast() {
      for from in try sources(of: into, known: known, transaction)
      where try !found.contains(from) && target(of: from, known: known, transaction) == into {
        found.insert(from)
        open.append(from)
      }
    }
    return found.subtracting([root]).sorted()
  }

  /// Where the newest standing merge of a meeting leads; nil if it has none.
  func target<T: ReadableTransaction & ~Copyable>(
    of meeting: Text,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> Text? {
    guard DefinitionProjection.canBeDefined(meeting) else { return nil }
    let prefix = [UInt8](prefix: meeting)
    var cursor = try transaction.cursor(merges.table)
    let last = prefix + Journal.key(Validity.open) + Journal.key(Validity.open)
    var entry = try cursor.seekBackward(last)
    while let found = entry, found.key.starts(with: prefix) {
      guard found.key.byteCount == prefix.count + 16, found.value.byteCount > 8,
        let into = found.value.extracting(8..<found.value.byteCount).toString()
      else { throw ProjectionDamage.row(VersionProjection.name) }
      if ValidityTable.validity(of: found).contains(known) { return Text(into) }
      entry = try cursor.previous()
    }
    return nil
  }

  /// The meetings that some standing merge leads from into another.
  private func sources<T: ReadableTransaction & ~Copyable>(
    of into: Text,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> [Text] {
    guard DefinitionProjection.canBeDefined(into) else { return [] }
    let prefix = [UInt8](prefix: into)
    var sources: [Text] = []
    var cursor = try transaction.cursor(merged.table)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix) {
      let end = found.key.byteCount - 17
      guard end > prefix.count, found.value.byteCount == 8,
        let from = found.key.extracting(prefix.count..<end).toString()
      else { throw ProjectionDamage.row(VersionProjection.name) }
      if ValidityTable.validity(of: found).contains(known) { sources.append(Text(from)) }
      entry = try cursor.next()
    }
    return sources
  }
}

// MARK: - Redactions

extension VersionProjection {
  /// The redaction that erased an event, or nil.
  package func redaction<T: ReadableTransaction & ~Copyable>(
    of seq: UInt64,
    _ transaction: borrowing T
  ) throws -> UInt64? {
    try transaction.value(erased, bigEndian: seq)?.loadBigEndian(as: UInt64.self)
  }

  /// How many redacted events bore a mark (see ``RedactionMark``), of those that a head had.
  ///
  /// What is erased is erased for every head: it counts whenever it was redacted. Cost: one descent, and
  /// a step for each; in a journal without redactions, not even the mark is made.
  package func redactionCount<T: ReadableTransaction & ~Copyable>(
    mark: @autoclosure () -> UInt16,
    known: UInt64,
    _ transaction: borrowing T
  ) throws -> Int {
    guard try transaction.statistics(marks).entryCount > 0 else { return 0 }
    let prefix = VersionProjection.markKey(mark())
    var count = 0
    var cursor = try transaction.cursor(marks)
    var entry = try cursor.seek(prefix)
    while let found = entry, found.key.starts(with: prefix),
      found.key.loadBigEndian(at: 2, as: UInt64.self) <= known
    {
      count += 1
      entry = try cursor.next()
    }
    return count
  }
}
