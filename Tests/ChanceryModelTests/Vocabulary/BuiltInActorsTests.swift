import ChanceryModel
import Testing

@Suite struct BuiltInActorsTests {
  @Test func `all stand in order of distinct codes`() {
    let codes = BuiltInActors.all.map(\.code)
    #expect(zip(codes, codes.dropFirst()).allSatisfy { $0 < $1 })
    #expect(codes.count == ISOCodes.count + 3)
    #expect(BuiltInActors.all.allSatisfy { BuiltInActors.actor($0.code) == $0 })
    #expect(BuiltInActors.all.allSatisfy { !$0.names.isEmpty && !$0.names.contains("") })
  }

  @Test(
    arguments: [
      ("ITA", "Italy", "IT"), ("NAM", "Namibia", "NA"), ("GBR", "United Kingdom", "GB"),
      ("IRN", "Iran", "IR"), ("TUR", "Türkiye", "TR"), ("EU", "European Union", nil),
      ("NATO", "North Atlantic Treaty Organization", nil), ("UN", "United Nations", nil),
    ] as [(Text, String, Text?)]
  )
  func `an actor has its name and its two letters`(code: Text, name: String, alpha2: Text?) throws {
    let actor = try #require(BuiltInActors.actor(code))
    #expect(actor.name == name)
    #expect(actor.alpha2 == alpha2)
    #expect(actor.withdrawn == nil)
    #expect(actor.kind == (alpha2 == nil ? .organisation : .state))
    #expect(alpha2 == nil || actor.names.last == alpha2?.string)
  }

  @Test func `former states are known, with the year they ended`() {
    #expect(BuiltInActors.actor("DDR")?.withdrawn == "1990")
    #expect(BuiltInActors.actor("SUN")?.withdrawn == "1992")
    #expect(BuiltInActors.actor("CSK")?.kind == .state)
  }

  @Test(arguments: ["EAZ", "", "ita", "IT", "ZZZ", "coalition-of-the-willing"] as [Text])
  func `other codes are nobody's`(code: Text) {
    #expect(BuiltInActors.actor(code) == nil)
  }

  @Test(
    arguments: [
      ("ITA", true), ("IT", true), ("it", true), ("ita", true), ("CSK", true), ("CS", true),
      ("SU", true),
      ("CSHH", true), ("NA", true), ("NAM", true), ("EAZ", false), ("EU", false), ("NATO", false),
      ("", false),
      ("i", false), ("coalition-of-the-willing", false), ("elysee", false), ("XKX", false),
    ] as [(Text, Bool)]
  )
  func `bare ISO codes are reserved`(code: Text, expected: Bool) {
    #expect(BuiltInActors.isReserved(code) == expected)
  }
}
