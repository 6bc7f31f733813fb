package import ChanceryModel

extension StanceAnswer {
  /// The answer as JSON, its members in the order of design §10.
  ///
  /// On the hot path: written straight into bytes, names and punctuation in one piece.
  package func encoded() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(768 + (statement?.count ?? 0))
    bytes.append(#"{"schema":"chancery.stance/1","#)
    appendMembers(to: &bytes)
    bytes.append(#","statement":"#)
    if let statement { bytes.append(contentsOf: statement) } else { bytes.append("null") }
    bytes.append("}")
    return bytes
  }

  /// Appends the answer as an item of a list: without schema and statement, with the speaker.
  func appendItem(to bytes: inout [UInt8]) {
    bytes.append("{")
    appendMembers(to: &bytes)
    bytes.append(#","by":"#)
    bytes.append(json: by)
    bytes.append("}")
  }

  private func appendMembers(to bytes: inout [UInt8]) {
    appendQuestion(to: &bytes)
    appendPosition(to: &bytes)
    appendRun(to: &bytes)
    appendLists(to: &bytes)
  }

  private func appendQuestion(to bytes: inout [UInt8]) {
    bytes.append(#""holder":"#)
    bytes.append(json: holder)
    bytes.append(#","topic":"#)
    bytes.append(json: topic)
    bytes.append(#","at":"#)
    bytes.append(json: at)
    bytes.append(#","known":"#)
    bytes.append(json: known)
    bytes.append(#","public":"#)
    bytes.append(json: publicDay)
    bytes.append(#","head":"#)
    bytes.append(json: head)
    bytes.append(#","rules":"fold/1","#)
  }

  private func appendPosition(to bytes: inout [UInt8]) {
    bytes.append(#""position":"#)
    bytes.append(json: position?.word)
    bytes.append(#","conditions":"#)
    bytes.append(array: conditions) { bytes, held in
      bytes.append(#"{"kind":"#)
      bytes.append(json: held.condition.kind.word)
      bytes.append(#","text":"#)
      bytes.append(json: held.condition.text)
      bytes.append(#","seq":"#)
      bytes.append(json: held.seq)
      bytes.append("}")
    }
    bytes.append(#","contested":"#)
    bytes.append(json: contestedReason != nil)
    bytes.append(#","contested_reason":"#)
    bytes.append(json: contestedReason?.word)
    bytes.append(#","contested_by":"#)
    bytes.append(array: contestedBy) { $0.append(json: $1) }
  }

  private func appendRun(to bytes: inout [UInt8]) {
    bytes.append(#","since":"#)
    bytes.append(json: since)
    bytes.append(#","since_exact":"#)
    bytes.append(json: sinceExact)
    bytes.append(#","last_said":"#)
    bytes.append(json: lastSaid)
    bytes.append(#","seq":"#)
    bytes.append(json: seq)
    bytes.append(#","version":"#)
    bytes.append(json: version)
    bytes.append(#","confirmed_by":"#)
    bytes.append(array: confirmedBy) { $0.append(json: $1) }
  }

  private func appendLists(to bytes: inout [UInt8]) {
    bytes.append(#","possible":"#)
    bytes.append(array: possible) { bytes, item in
      bytes.append(#"{"seq":"#)
      bytes.append(json: item.seq)
      bytes.append(#","said":"#)
      bytes.append(json: item.said)
      bytes.append(#","position":"#)
      bytes.append(json: item.position.word)
      bytes.append("}")
    }
    bytes.append(#","aside":"#)
    bytes.append(array: aside) { bytes, item in
      bytes.append(#"{"seq":"#)
      bytes.append(json: item.seq)
      bytes.append(#","standing":"#)
      bytes.append(json: item.standing.word)
      bytes.append(#","position":"#)
      bytes.append(json: item.position?.word)
      bytes.append(#","kind":"#)
      bytes.append(json: item.kind.word)
      bytes.append("}")
    }
    bytes.append(#","redactions":"#)
    bytes.append(json: UInt64(redactions))
    guard !more.isEmpty else { return }
    bytes.append(#","more":"#)
    bytes.append(array: more) { $0.append(json: $1) }
  }
}
