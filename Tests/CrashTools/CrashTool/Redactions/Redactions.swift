import ArgumentParser
import Foundation

/// Erases events from a journal in use, compacts it, and looks for what is left; again and again.
struct Redactions: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Events erased for good, with daemons killed at it."
  )

  @Option(help: "How many rounds.")
  var rounds = 30

  @Option(help: "What is erased depends on it.")
  var seed: UInt64 = 1

  @Option(help: "After so many rounds a fresh journal is begun.")
  var roundsPerJournal = 8

  @Flag(help: "Compact nothing: shows that what is left is found.")
  var leavePages = false

  func run() throws {
    let begun = Date()
    var tally = ErasureTally()
    var done = 0
    while done < rounds {
      let count = min(roundsPerJournal, rounds - done)
      let journal = try ErasedJournal(
        seed: seed &+ UInt64(done) &* 7919,
        compacts: !leavePages
      )
      do {
        for _ in 0..<count {
          try journal.round(tally: &tally)
          done += 1
        }
        try journal.finish(tally: &tally)
      } catch {
        print("redactions: round \(done + 1) of seed \(seed): \(error)")
        if !leavePages { print("  journal kept in \(journal.keep())") }
        throw ExitCode.failure
      }
      FileHandle.standardError.write(Data("redactions: \(done) of \(rounds) rounds\n".utf8))
    }
    print(tally.report(rounds: done, seconds: Date().timeIntervalSince(begun)))
  }
}

/// What came of all rounds.
struct ErasureTally {
  private var orders = 0
  private var events = 0
  private var done = 0
  private var kills = (redact: 0, compact: 0)
  private var answers = 0
  private var needles = 0
  private var files = 0

  mutating func redacted(_ count: Int) {
    orders += 1
    events += count
  }

  /// An order that a kill had overtaken was carried out already.
  mutating func foundDone() {
    orders += 1
    done += 1
  }

  mutating func killedInRedact() { kills.redact += 1 }
  mutating func killedInCompact() { kills.compact += 1 }
  mutating func searched(_ bytes: Int) { files += bytes }

  mutating func looked(answers: Int, needles: Int) {
    self.answers += answers
    self.needles += needles
  }

  func report(rounds: Int, seconds: Double) -> String {
    "redactions: \(rounds) rounds · \(orders) orders, \(events) events erased by those that were "
      + "answered · \(kills.redact) kills in a redact (\(done) after it was done), \(kills.compact) in "
      + "a compact · \(needles) searches for a secret in \(files >> 20) MiB of files, 0 found "
      + "· \(answers) answers as if they had never been · \(Int(seconds)) s"
  }
}
