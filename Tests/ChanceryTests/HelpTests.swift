import ArgumentParser
import Testing

@testable import chancery

/// What `chancery help VERB` tells.
@Suite struct HelpTests {
  /// Every verb that does something, with the words that call it.
  private static func verbs(
    _ type: any ParsableCommand.Type,
    _ words: [String]
  ) -> [(words: String, type: any ParsableCommand.Type)] {
    let below = type.configuration.subcommands.flatMap { verb in
      verbs(verb, words + [verb.configuration.commandName ?? "?"])
    }
    return below.isEmpty ? [(words.joined(separator: " "), type)] : below
  }

  private let all = Chancery.groups.flatMap(\.subcommands).flatMap { verb in
    HelpTests.verbs(verb, [verb.configuration.commandName ?? "?"])
  }

  @Test func `every verb says its name, and shows an example that begins with it`() {
    #expect(all.count > 50)
    for (words, type) in all {
      #expect(!words.contains("?"), "\(type)")
      let help = type.configuration.discussion
      #expect(help.contains("Example: ") && help.contains("chancery \(words)"), "\(words): \(help)")
      #expect(type.configuration.abstract.hasSuffix("."), "\(words)")
    }
  }
}
