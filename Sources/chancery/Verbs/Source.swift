import ArgumentParser

/// `chancery source`.
struct Source: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "source",
    abstract: "File a source's text, or show what is on file.",
    discussion: """
      Quotes of a source whose text is on file are checked against it, byte for byte.

      Example: chancery source file article.txt --slug ansa-1 --published 2025-03-21
      """,
    subcommands: [SourceFile.self, SourceShow.self, SourceText.self]
  )
}
