import ChanceryModel
import Testing

@Suite struct NameIndexTests {
  @Test(
    arguments: [
      ("ITA", "ITA"), ("ita", "ITA"), ("it", "ITA"), ("IT", "ITA"), ("italy", "ITA"),
      ("Italy", "ITA"),
      ("ital", "ITA"), ("Italian Republic", "ITA"), ("turkiye", "TUR"), ("Türkiye", "TUR"),
      ("turkey", "TUR"),
      ("uk", "GBR"), ("united k", "GBR"), ("united-kingdom", "GBR"), ("Great Britain", "GBR"),
      ("NAM", "NAM"), ("NA", "NAM"), ("na", "NAM"), ("Namibia", "NAM"), ("us", "USA"),
      ("united states", "USA"), ("russia", "RUS"), ("iran", "IRN"), ("cote divoire", nil),
      ("cote d’ivoire", "CIV"), ("eu", "EU"), ("European Union", "EU"), ("nato", "NATO"),
      ("un", "UN"),
      ("north atlantic", "NATO"), ("viet nam", "VNM"), ("vietnam", "VNM"), ("gdr", "DDR"),
    ] as [(String, Text?)]
  )
  func `built-in names`(name: String, code: Text?) {
    let match = BuiltInActors.index.resolve(name)
    if let code {
      #expect(match == .one(code))
    } else if case .none = match {
    } else {
      Issue.record("\(name) is \(match)")
    }
  }

  @Test func `several that fit are ambiguous, not guessed`() {
    #expect(
      BuiltInActors.index.resolve("united")
        == .ambiguous(["ARE", "GBR", "MEX", "TZA", "UMI", "UN", "USA"])
    )
    let entries: [(code: Text, names: [String])] = [
      ("pm-italy", ["Prime Minister"]), ("pm-france", ["Prime minister"]), ("a", ["Same", "same"]),
    ]
    #expect(
      NameIndex.resolve(name: "prime minister", among: entries)
        == .ambiguous(["pm-france", "pm-italy"])
    )
    #expect(
      NameIndex.resolve(name: "pm-", among: entries) == .ambiguous(["pm-france", "pm-italy"])
    )
    #expect(NameIndex.resolve(name: "same", among: entries) == .one("a"))
  }

  @Test func `an unknown name gets the nearest codes`() {
    #expect(BuiltInActors.index.resolve("Itlay") == .none(nearest: ["ITA"]))
    guard case .none(let nearest) = BuiltInActors.index.resolve("EAZ") else {
      Issue.record("EAZ is in no ISO list")
      return
    }
    #expect(nearest.count <= 3)
    #expect(BuiltInActors.index.resolve("") == .none(nearest: []))
    #expect(BuiltInActors.index.resolve("…") == .none(nearest: []))
    #expect(BuiltInActors.index.resolve("qqqqqqqqqq") == .none(nearest: []))
  }

  @Test func `a user's names fold as well`() {
    let entries: [(code: Text, names: [String])] = [
      ("elysee", ["Élysée Palace", "Élysée"]), ("it", ["IT department"]), ("ITA", ["Italy"]),
    ]
    for name in ["élysée", "Elysee", "ELYSÉE", "élysée palace", "elys"] {
      #expect(NameIndex.resolve(name: name, among: entries) == .one("elysee"))
    }
    #expect(NameIndex.resolve(name: "it", among: entries) == .one("it"))
  }

  @Test func `the two letters of a state come before names`() {
    let index = NameIndex([
      NameIndex.Entry(code: "ITA", names: ["Italy"], alpha2: "IT"),
      NameIndex.Entry(code: "tech", names: ["it"]),
    ])
    #expect(index.resolve("it") == .one("ITA"))
    #expect(index.resolve("IT") == .one("ITA"))
  }
}
