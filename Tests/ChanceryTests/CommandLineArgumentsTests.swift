import ArgumentParser
import Testing

@testable import chancery

@Suite struct CommandLineArgumentsTests {
  @Test func `every verb says its name itself`() {
    for group in Chancery.groups {
      for verb in group.subcommands { #expect(verb.configuration.commandName != nil, "\(verb)") }
    }
    #expect(CommandLineArguments.verbs.contains("verify-proof"))
  }

  @Test func `a word that is no verb is answered with the nearest`() throws {
    let fault = try #require(CommandLineArguments.unknownVerb(["stanse", "ITA"]))
    #expect(fault.text.contains("did you mean stance"))
    #expect(CommandLineArguments.unknownVerb(["stance", "ITA"]) == nil)
    #expect(CommandLineArguments.unknownVerb(["help"]) == nil)
  }
}
