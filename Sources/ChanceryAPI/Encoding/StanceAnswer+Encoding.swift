package import ChanceryModel

extension StanceAnswer {
  /// The answer as JSON, its members in the order of design §10.
  ///
  /// On the hot path: written straight into memory taken once, names and punctuation in one piece.
  package func encoded() -> [UInt8] {
    ByteSink.bytes(capacity: boundOfMembers + 96 + boundOfEvents) { json in
      json.write(#"{"schema":"chancery.stance/1","#)
      writeMembers(to: &json)
      json.write(#","statement":"#)
      if let statement { json.write(statement) } else { json.write("null") }
      json.write(#","correction":"#)
      if let correction { json.write(correction) } else { json.write("null") }
      json.write("}")
    }
  }

  private var boundOfEvents: Int { (statement?.count ?? 4) + (correction?.count ?? 4) }

  /// The answer as an item of a list: without schema and events, with the speaker.
  func encodedItem() -> [UInt8] {
    ByteSink.bytes(capacity: boundOfMembers + 64 + ByteSink.bound(of: by)) { json in
      json.write("{")
      writeMembers(to: &json)
      json.write(#","by":"#)
      json.write(by)
      json.write("}")
    }
  }

  /// No fewer bytes than the members take: names, words and numbers come to less than 720, and an
  /// entry of a list to less than 112, texts apart.
  private var boundOfMembers: Int {
    var bound = 720 + ByteSink.bound(of: holder) + ByteSink.bound(of: topic)
    bound += ByteSink.bound(of: since) + ByteSink.bound(of: lastSaid)
    for held in conditions { bound += 112 + ByteSink.bound(of: held.condition.text) }
    for item in possible { bound += 112 + ByteSink.bound(of: item.said) }
    for name in more { bound += 1 + ByteSink.bound(of: name) }
    return bound + 112 * aside.count + 21 * (contestedBy.count + confirmedBy.count)
  }

  private func writeMembers(to json: inout ByteSink) {
    writeQuestion(to: &json)
    writePosition(to: &json)
    writeRun(to: &json)
    writeLists(to: &json)
  }

  private func writeQuestion(to json: inout ByteSink) {
    json.write(#""holder":"#)
    json.write(holder)
    json.write(#","topic":"#)
    json.write(topic)
    json.write(#","at":"#)
    json.write(at)
    json.write(#","known":"#)
    json.write(known)
    json.write(#","public":"#)
    json.write(publicDay)
    json.write(#","head":"#)
    json.write(head)
    json.write(#","rules":"#)
    json.write(Fold.rule)
  }

  private func writePosition(to json: inout ByteSink) {
    json.write(#","position":"#)
    json.write(position?.word)
    json.write(#","conditions":"#)
    json.write(array: conditions) { json, held in
      json.write(#"{"kind":"#)
      json.write(held.condition.kind.word)
      json.write(#","text":"#)
      json.write(held.condition.text)
      json.write(#","seq":"#)
      json.write(held.seq)
      json.write("}")
    }
    json.write(#","contested":"#)
    json.write(contestedReason != nil)
    json.write(#","contested_reason":"#)
    json.write(contestedReason?.word)
    json.write(#","contested_by":"#)
    json.write(array: contestedBy) { $0.write($1) }
  }

  private func writeRun(to json: inout ByteSink) {
    json.write(#","since":"#)
    json.write(since)
    json.write(#","since_exact":"#)
    json.write(sinceExact)
    json.write(#","since_latest":"#)
    json.write(sinceLatest)
    json.write(#","last_said":"#)
    json.write(lastSaid)
    json.write(#","last_said_latest":"#)
    json.write(lastSaidLatest)
    json.write(#","seq":"#)
    json.write(seq)
    json.write(#","version":"#)
    json.write(version)
    json.write(#","confirmed_by":"#)
    json.write(array: confirmedBy) { $0.write($1) }
  }

  private func writeLists(to json: inout ByteSink) {
    json.write(#","possible":"#)
    json.write(array: possible) { json, item in
      json.write(#"{"seq":"#)
      json.write(item.seq)
      json.write(#","said":"#)
      json.write(item.said)
      json.write(#","position":"#)
      json.write(item.position.word)
      json.write("}")
    }
    json.write(#","aside":"#)
    json.write(array: aside) { json, item in
      json.write(#"{"seq":"#)
      json.write(item.seq)
      json.write(#","standing":"#)
      json.write(item.standing.word)
      json.write(#","position":"#)
      json.write(item.position?.word)
      json.write(#","kind":"#)
      json.write(item.kind.word)
      json.write("}")
    }
    json.write(#","redactions":"#)
    json.write(UInt64(redactions))
    guard !more.isEmpty else { return }
    json.write(#","more":"#)
    json.write(array: more) { $0.write($1) }
  }
}
