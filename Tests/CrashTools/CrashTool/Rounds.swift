import ArgumentParser
import Foundation
import TestSupport

/// Starts a daemon, loads it, ends it with SIGKILL at a random moment, looks at what is left; again
/// and again.
struct Rounds: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "kill -9 at random moments under load."
  )

  @Option(help: "How many kills.")
  var rounds = 30

  @Option(help: "What the moments depend on.")
  var seed: UInt64 = 1

  @Option(help: "How many clients append at once.")
  var clients = 6

  @Option(help: "After so many rounds a fresh journal is begun.")
  var roundsPerJournal = 20

  func run() throws {
    let begun = Date()
    var tally = RoundTally()
    var done = 0
    while done < rounds {
      let count = min(roundsPerJournal, rounds - done)
      var victim = try Victim(seed: seed &+ UInt64(done) &* 7919, clients: clients)
      do {
        for round in 0..<count {
          try victim.round(tally: &tally)
          done += 1
          if done % 50 == 0 || round == count - 1 {
            FileHandle.standardError.write(Data("crash: \(done) of \(rounds) rounds\n".utf8))
          }
        }
        try victim.finish(tally: &tally)
      } catch {
        print("crash: round \(done + 1) of seed \(seed): \(error)")
        print("  journal kept in \(victim.keep())")
        throw ExitCode.failure
      }
    }
    print(tally.report(rounds: done, seconds: Date().timeIntervalSince(begun)))
  }
}

/// The moments at which a daemon is killed.
enum Moment: String, CaseIterable {
  /// Between its start and its first answers.
  case start
  /// While clients append.
  case load
  /// While clients append and a rebuild runs.
  case rebuild
  /// While clients append requests of thousands of events.
  case bulk
}

/// What came of all rounds.
struct RoundTally {
  private var kills: [Moment: Int] = [:]
  private var acknowledged = 0
  private var retried = 0
  private var checks = 0

  mutating func killed(_ moment: Moment) { kills[moment, default: 0] += 1 }
  mutating func acknowledged(_ count: Int) { acknowledged += count }
  mutating func retried(_ count: Int) { retried += count }
  mutating func checked() { checks += 1 }

  func report(rounds: Int, seconds: Double) -> String {
    let moments = Moment.allCases.map { "\($0.rawValue) \(kills[$0, default: 0])" }
    return "crash: \(rounds) kills (\(moments.joined(separator: ", "))) · \(acknowledged) events "
      + "acknowledged, 0 lost, 0 twice · \(retried) unanswered requests sent again, each done once "
      + "· \(checks) checks passed · \(Int(seconds)) s"
  }
}
