import ArgumentParser

/// `chancery define`.
struct Define: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "define",
    abstract: "Define a topic, an actor, a person or a source.",
    discussion: """
      A second definition replaces the first from then on; the past stays as it was resolved.

      Example: chancery define topic own-troops --title "Own troops in Ukraine" \
      --proposition "The holder sends its own troops to Ukraine."
      """,
    subcommands: [
      DefineTopic.self, DefineActor.self, DefinePerson.self, DefineSource.self,
    ]
  )
}
