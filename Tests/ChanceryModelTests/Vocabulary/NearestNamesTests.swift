import ChanceryModel
import Testing

@Suite struct NearestNamesTests {
  static let names = [
    "holder", "topic", "position", "conditions", "standing", "said", "speaker", "said_text",
  ]

  @Test(arguments: [
    ("positon", ["position"]), ("poistion", ["position"]), ("hodler", ["holder"]),
    ("topics", ["topic"]),
    ("sai", ["said", "said_text"]), ("siad", ["said"]), ("said-text", ["said_text"]), ("xyz", []),
    ("", []), ("Condition", ["conditions", "position"]),
  ])
  func `typos find what was meant`(wanted: String, expected: [String]) {
    #expect(NearestNames.nearest(wanted, among: Self.names) == expected)
    #expect(NearestNames.nearest(wanted, among: Self.names.reversed()) == expected)
  }

  @Test func `the nearest come first, equals in byte order, and no more than asked for`() {
    let names = ["bat", "cat", "hat", "rat", "cats", "cat"]
    #expect(NearestNames.nearest("cat", among: names) == ["cat", "cats", "bat"])
    #expect(NearestNames.nearest("at", among: ["rat", "cat", "bat"]) == ["bat", "cat", "rat"])
    #expect(NearestNames.nearest("cat", among: names, limit: 1) == ["cat"])
    #expect(NearestNames.nearest("cat", among: names, limit: 0) == [])
  }

  @Test func `a word of a name comes behind one edit and before two`() {
    let names = ["own-troops", "no troops at all", "troop", "trooops-x", "atroopsy"]
    #expect(
      NearestNames.nearest("troops", among: names, limit: 9) == [
        "troop", "no troops at all", "own-troops", "atroopsy",
      ]
    )
    #expect(NearestNames.nearest("troo", among: ["own-troops"]) == ["own-troops"])
    // Two letters stand in too many words.
    #expect(NearestNames.nearest("tr", among: ["own-troops"]) == [])
  }

  @Test func `no more than a third of the letters may differ`() {
    #expect(NearestNames.nearest("abcdef", among: ["abcdxy"]) == ["abcdxy"])
    #expect(NearestNames.nearest("abcdef", among: ["abcxyz"]) == [])
    #expect(NearestNames.nearest("ab", among: ["xy"]) == [])
  }
}
