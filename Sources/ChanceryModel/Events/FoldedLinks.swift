/// The links that bear on the fold, and how many there may be: all that meet in a statement are read when it changes.
///
/// They count whether they stand or not, for what is withdrawn may stand again.
struct FoldedLinks<V: Vocabulary> {
  private let vocabulary: V

  init(_ vocabulary: V) {
    self.vocabulary = vocabulary
  }

  /// Refuses a link that one of its ends has no room for, or that would make too large an utterance.
  ///
  /// Cost: a look-up for each statement of the utterance.
  ///
  /// - Parameters:
  ///   - link: What the link is to say.
  ///   - seq: The link, if it is on record; nil for a new one.
  ///   - pointers: Where its ends stand in the data.
  /// - Throws: `too-many-links`.
  func refuseTooMany(
    with link: LinkHeader,
    of seq: UInt64?,
    at pointers: (from: String, to: String)
  ) throws(Refusal) {
    guard link.isFolded else { return }
    for (statement, pointer) in [(link.from, pointers.from), (link.to, pointers.to)] {
      let count = vocabulary.foldedLinks(of: statement).keys.count { $0 != seq }
      guard count >= EventLimits.foldedLinkCountMax else { continue }
      throw Refusal(
        .tooManyLinks,
        at: pointer,
        "\(count) certain links of kind same-utterance or supersedes name statement \(statement), the most "
          + "there may be",
        hint: "link another statement of the same utterance, or say “probable”"
      )
    }
    guard link.kind == .sameUtterance else { return }
    let count = utterance(of: [link.from, link.to], besides: seq).count
    guard count > EventLimits.utteranceCountMax else { return }
    throw Refusal(
      .tooManyLinks,
      at: pointers.to,
      "more than \(EventLimits.utteranceCountMax) statements would be one utterance",
      hint:
        "append a further source of the same words as `statement.reported`, or link as “repeats”"
    )
  }

  /// The statements that links of kind same-utterance join to some, over however many; one more than there
  /// may be, at most.
  private func utterance(of statements: Set<UInt64>, besides link: UInt64?) -> Set<UInt64> {
    var found = statements
    var open = Array(statements)
    while let statement = open.popLast(), found.count <= EventLimits.utteranceCountMax {
      for (seq, held) in vocabulary.foldedLinks(of: statement)
      where seq != link && held.kind == .sameUtterance {
        for end in [held.from, held.to] where found.insert(end).inserted { open.append(end) }
      }
    }
    return found
  }
}
