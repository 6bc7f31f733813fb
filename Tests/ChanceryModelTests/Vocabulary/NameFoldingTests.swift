import ChanceryModel
import Testing

@Suite struct NameFoldingTests {
  @Test(arguments: [
    ("Élysée", "elysee"), ("Elysée", "elysee"), ("elysee", "elysee"),
    ("E\u{301}lyse\u{301}e", "elysee"),
    ("United Kingdom", "united-kingdom"), ("united-kingdom", "united-kingdom"),
    ("  United   Kingdom ", "united-kingdom"), ("Türkiye", "turkiye"), ("TÜRKİYE", "turkiye"),
    ("Diyarbakır", "diyarbakir"), ("Straße", "strasse"), ("STRASSE", "strasse"), ("ẞ", "ss"),
    ("Łódź", "lodz"), ("Ørsted", "orsted"), ("Đà Nẵng", "da-nang"), ("Việt Nam", "viet-nam"),
    ("Æthelred", "aethelred"), ("œuvre", "oeuvre"), ("Ísafjörður", "isafjordur"), ("Þór", "thor"),
    ("São Tomé & Príncipe", "sao-tome-and-principe"), ("A&B", "a-and-b"), ("& co", "and-co"),
    ("Côte d’Ivoire", "cote-d-ivoire"), ("Cote d'Ivoire", "cote-d-ivoire"), ("Åland", "aland"),
    ("Iran, Islamic Republic of", "iran-islamic-republic-of"), ("--a--b--", "a-b"), ("", ""),
    ("…", ""),
    ("G7", "g7"), ("own-troops", "own-troops"), ("Ελλάδα", "ελλαδα"), ("Володимир", "володимир"),
    ("Зеленський", "зеленськии"), ("и\u{306}", "и"), ("й", "и"), ("中国", "中国"), ("١٢", "١٢"),
  ])
  func `names fold`(name: String, expected: String) {
    let folded = NameFolding.fold(name)
    #expect(Text(folded) == Text(expected))
    #expect(Text(NameFolding.fold(folded)) == Text(folded))
  }

  @Test func `folding twice changes nothing, whatever the letter`() {
    for value in UInt32(0)..<0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let folded = NameFolding.fold(String(Character(scalar)))
      #expect(Text(NameFolding.fold(folded)) == Text(folded), "U+\(String(value, radix: 16))")
    }
  }
}
