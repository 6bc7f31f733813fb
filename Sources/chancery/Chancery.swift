import ArgumentParser
import ChanceryAPI

/// The command and its verbs.
struct Chancery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chancery",
    abstract: "A journal for diplomacy: who stood where on what, when, by which words.",
    discussion: """
      Further help: chancery help dates, fold, formats, environment, files or exit-codes.
      """,
    version: "chancery \(ChanceryVersion.current)",
    groupedSubcommands: groups
  )

  /// The verbs, as `chancery help` lists them.
  static let groups = [
    CommandGroup(
      name: "Append",
      subcommands: [
        Add.self, Import.self, Define.self, Meet.self, Source.self, Link.self, Review.self,
        Expect.self,
      ]
    ),
    CommandGroup(
      name: "Put right",
      subcommands: [
        Correct.self, Withdraw.self, Undo.self, Redact.self,
      ]
    ),
    CommandGroup(
      name: "Ask",
      subcommands: [
        Stance.self, Why.self, Board.self, History.self, Diff.self, Timeline.self,
        MakeReport.self, Meetings.self, Meeting.self, Topics.self, Actors.self, People.self,
        Sources.self,
      ]
    ),
    CommandGroup(
      name: "The log",
      subcommands: [
        Log.self, Follow.self, Watch.self, Show.self, Replay.self, Export.self,
      ]
    ),
    CommandGroup(
      name: "Proof",
      subcommands: [
        Prove.self, VerifyProof.self, Checkpoint.self,
      ]
    ),
    CommandGroup(
      name: "The daemon",
      subcommands: [
        Status.self, Doctor.self, Config.self, Ping.self, Metrics.self, Backup.self, Restore.self,
        Verify.self,
        Rebuild.self,
        Compact.self, API.self, Completions.self,
        Version.self,
      ]
    ),
  ]

  func run() throws {
    let output = FileOutput(descriptor: FileOutput.standardOutput)
    try output.write(Chancery.short)
    try output.flush()
  }

  private static let short = """
    chancery: who stood where on what, when, by which words

      chancery stance Italy own-troops --at 2025-03-27
      chancery board own-troops
      chancery add ITA own-troops oppose --said 2025-03-24 --by "Giorgia Meloni" --source ansa-1 \\
               --quote "Italian troops are not envisaged"

    chancery help lists the verbs, chancery help VERB tells how each is used.

    """
}
