import ChanceryModel
import Verification

/// Tries one flipped bit after another on a copy of a journal.
final class Trial {
  private static let commitCount = 200

  private let specimen: Specimen
  private let isBlind: Bool
  private let questions: [Question]
  private let pairs: [(Text, Text)]
  private let before: [[UInt8]]
  private let after: [[UInt8]]

  /// Learns the right answers from the copy as it is: now, and after the further commits.
  init(_ specimen: Specimen, isBlind: Bool) throws {
    self.specimen = specimen
    self.isBlind = isBlind
    (questions, before) = try Trial.learn(specimen)
    pairs = questions.compactMap {
      if case .stance(let holder, let topic, _) = $0 { (holder, topic) } else { nil }
    }
    after = try Trial.learnAfterCommits(specimen, questions, pairs)
    if case .damaged(let phase, let what) = try Trial.verify(specimen) {
      throw FlipTrouble("the journal is damaged before any bit was flipped: \(phase) \(what)")
    }
    try specimen.restore()
    guard try Trial.verify(specimen) == .sound else {
      throw FlipTrouble("the journal is damaged already")
    }
  }

  private static func learn(_ specimen: Specimen) throws -> ([Question], [[UInt8]]) {
    let session = try Session(specimen.journal)
    let questions = try session.questions()
    return (questions, session.answers(questions))
  }

  private static func learnAfterCommits(
    _ specimen: Specimen,
    _ questions: [Question],
    _ pairs: [(Text, Text)]
  ) throws -> [[UInt8]] {
    let session = try Session(specimen.journal)
    if let refusal = try session.commit(commitCount, on: pairs) { throw FlipTrouble(refusal) }
    return session.answers(questions, afterCommits: true)
  }

  /// Flips a bit, and finds out; the copy is as before at the end.
  ///
  /// - Parameters:
  ///   - bit: The bit.
  ///   - use: Called before the journal is used, once nothing was found.
  /// - Returns: What became of it.
  /// - Throws: Trouble with the copy itself.
  func run(_ bit: Flip.Bit, use: () -> Void) throws -> Outcome {
    try specimen.flip(bit)
    switch isBlind ? .sound : try Trial.verify(specimen) {
    case .damaged(let phase, _):
      try specimen.flip(bit)
      return .detected(phase)
    case .failed(let what):
      try specimen.flip(bit)
      return .wrong("verify failed: \(what)")
    case .sound:
      use()
      let outcome = try useJournal()
      try specimen.restore()
      return outcome
    }
  }

  /// Asks, commits, asks again, verifies again.
  private func useJournal() throws -> Outcome {
    do {
      let session = try Session(specimen.journal)
      if let what = difference(session.answers(questions), before) {
        return .wrong("answer to \(what)")
      }
      if let what = try session.commit(Trial.commitCount, on: pairs) { return .wrong(what) }
      if let what = difference(session.answers(questions, afterCommits: true), after) {
        return .wrong("answer after commits to \(what)")
      }
    } catch {
      return .wrong("it does not open: \(error)")
    }
    switch isBlind ? .sound : try Trial.verify(specimen) {
    case .sound: return .harmless
    case .damaged(let phase, let what): return .wrong("damage after commits: \(phase) \(what)")
    case .failed(let what): return .wrong("verify failed after commits: \(what)")
    }
  }

  private func difference(_ answers: [[UInt8]], _ expected: [[UInt8]]) -> String? {
    guard let index = answers.indices.first(where: { answers[$0] != expected[$0] }) else {
      return nil
    }
    return "\(questions[index])"
  }

  // MARK: - Verifying

  private enum Verdict: Equatable {
    case sound
    case damaged(phase: String, String)
    case failed(String)
  }

  /// Verifies as the process does that `chanceryd verify` starts for it.
  private static func verify(_ specimen: Specimen) throws -> Verdict {
    var phase = "?"
    var found: (phase: String, what: String)?
    var verification = Verification(
      specimen.journal,
      scratch: specimen.scratch,
      isPinned: false
    ) { line in
      let text = String(decoding: line, as: UTF8.self)
      let json = try JSONParser.parse(line)
      if let name = json["phase"]?.stringValue { phase = name }
      if text.hasPrefix("{\"damage\""), found == nil { found = (phase, text) }
    }
    do {
      let answer = try verification.run()
      if let found { return .damaged(phase: found.phase, found.what) }
      return answer.isGood ? .sound : .damaged(phase: phase, "not told")
    } catch {
      return .failed("\(error)")
    }
  }
}

/// Why no bit could be tried.
struct FlipTrouble: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
