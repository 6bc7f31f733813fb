import ChanceryModel
import Testing

@Suite struct SlugTests {
  @Test(arguments: [
    "a", "0", "own-troops", "a-", "a--b", "2025", String(repeating: "a", count: 64),
  ])
  func `slugs`(text: String) throws {
    #expect(Slug.isValid(Text(text)))
    #expect(Slug.isActorCode(Text(text)))
    try Slug.check(Text(text), at: "/data/topic")
  }

  @Test(
    arguments: [
      ("", nil), ("-a", "a"), ("Own Troops", "own-troops"), ("own_troops", "own-troops"),
      ("élysée", "elysee"), ("a b", "a-b"), ("a\0", "a"), ("ITA", "ita"), ("…", nil),
      ("Москва", nil),
      (String(repeating: "a", count: 65), String(repeating: "a", count: 64)),
    ] as [(String, String?)]
  )
  func `what is no slug is refused with one that is`(text: String, suggestion: String?) {
    #expect(!Slug.isValid(Text(text)))
    let error = #expect(throws: Refusal.self) { try Slug.check(Text(text), at: "/data/topic") }
    #expect(error?.code == .invalidSlug)
    #expect(error?.items.first?.pointer == "/data/topic")
    #expect(error?.hint == suggestion.map { "write “\($0)”" })
  }

  @Test(arguments: [
    ("ITA", true), ("EU", true), ("NATO", true), ("EAZ", true), ("G7", true), ("ABCDEFGH", true),
    ("ABCDEFGHI", false), ("I", false), ("Ita", false), ("IT-A", false), ("", false), ("ÉU", false),
  ])
  func `actor codes`(text: String, expected: Bool) {
    #expect(Slug.isActorCode(Text(text)) == expected)
  }
}
