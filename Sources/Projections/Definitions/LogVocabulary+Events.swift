package import ChanceryModel
internal import Journal
internal import LMDB

// MARK: - Events about events

extension LogVocabulary {
  package func target(_ seq: UInt64) -> EventTarget? {
    guard seq > 0, seq <= known else { return nil }
    return attempt { try journal.header(seq, transaction).map { EventTarget($0) } }
  }

  package func source(ofEvent seq: UInt64) -> Text? {
    attempt {
      guard let bytes = try journal.record(seq, transaction) else { return nil }
      return try JSONParser.parse(try RecordView(bytes).leaf.toArray())["source"]?.textValue
    }
  }

  package func state(_ seq: UInt64) -> EventState {
    attempt { try versions.state(seq, known: known, rows) } ?? EventState(version: seq)
  }

  package func corrections(of seq: UInt64) -> [UInt64] {
    controls(of: seq, .eventCorrected)
  }

  package func withdrawals(of seq: UInt64) -> [UInt64] {
    controls(of: seq, .eventWithdrawn)
  }

  private func controls(of seq: UInt64, _ type: EventType) -> [UInt64] {
    attempt { try versions.controls(of: seq, type, known: known, rows).reversed() } ?? []
  }

  /// As the rows have them now: they are read at the head that is looked at, for what is to be appended there.
  package func foldedLinks(of statement: UInt64) -> [UInt64: LinkHeader] {
    attempt {
      var links: [UInt64: LinkHeader] = [:]
      for row in try stances.stances.links(of: statement, rows) { links[row.seq] = row.link }
      return links
    } ?? [:]
  }

  package func definitions(of name: VocabularyName) -> [UInt64] {
    attempt { try definitions.all(name.kind, name.name, known: known, rows) } ?? []
  }

  package func definition(_ seq: UInt64, version: UInt64) -> EventHeader.Body? {
    attempt {
      try journal.requiredHeader(version, transaction).body.content(of: seq, at: version)
    }
  }

  package func text(filedWith seq: UInt64) -> [UInt8]? {
    attempt { try journal.text(seq, transaction) }
  }

  package func document(_ seq: UInt64) -> SourceDocument? {
    attempt {
      let data = try journal.data(seq, transaction)
      return SourceDocument(sha256: data["sha256"]?.textValue, bytes: data["bytes"]?.intValue)
    }
  }

  package func names(in version: UInt64) -> Set<VocabularyName> {
    attempt {
      guard let bytes = try journal.record(version, transaction) else { return nil }
      return try UseScan.names(in: try RecordView(bytes), of: version)
    } ?? []
  }

  /// Visits the events that have a name: those found before, then those that the log still holds.
  ///
  /// Cost: see ``UseScan``.
  package func eachUse(of name: VocabularyName, _ visit: (UInt64) -> Bool) {
    var index = 0
    while true {
      let found = uses.found(name)
      while index < found.count {
        // What an earlier scan saw may lie after the head that is asked about.
        guard found[index] <= known, visit(found[index]) else { return }
        index += 1
      }
      let hasMore = attempt { try uses.findNext(name, upTo: known, journal, transaction) }
      guard hasMore == true else { return }
    }
  }

  /// The name that an event defines, or the event that it corrects or withdraws, and so on; or nil.
  func nameDefined(by seq: UInt64) -> VocabularyName? {
    var found = target(seq)
    for _ in 0...StateRules.depthMax {
      guard let control = found?.control else { break }
      found = target(control.event)
    }
    guard case .name(let name)? = found?.fixed else { return nil }
    return name
  }

  /// Has the users of every name that some event withdraws looked for in one reading of the log.
  ///
  /// For who resolves a whole log again, event by event: each withdrawal of a definition would read it
  /// from the beginning otherwise. Cost: a look at the type of each event up to the head.
  package func expectUses() throws {
    var names: Set<VocabularyName> = []
    var cursor = try journal.logCursor(transaction)
    var entry = try cursor.seek(Journal.key(1))
    while let record = entry, record.key.loadBigEndian(as: UInt64.self) <= known {
      let view = try RecordView(record.value)
      if view.header[0] == EventType.eventWithdrawn.rawValue,
        case .withdrawal(let withdrawal) = try view.decodedHeader().body,
        let name = nameDefined(by: withdrawal.event)
      {
        names.insert(name)
      }
      entry = try cursor.next()
    }
    uses.expect(names)
  }

  /// How many records were looked at for those who use a name.
  package var useSteps: UInt64 { uses.steps }
}
