import ChanceryModel
import ChanceryRender
import Testing

@Suite struct ReportTests {
  // MARK: Colours

  /// The contrast of two colours by WCAG 2.2, 1 to 21.
  private func contrast(_ first: ReportPalette.RGB, _ second: ReportPalette.RGB) -> Double {
    let lights = [first, second].map { colour in
      let parts = [16, 8, 0].map { Double(colour.hex >> $0 & 0xFF) / 255 }
      let linear = parts.map { $0 <= 0.04045 ? $0 / 12.92 : power(($0 + 0.055) / 1.055) }
      return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }.sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }

  /// x to the power of 2.4, by Newton's method for its fifth root: 2.4 is 12/5.
  private func power(_ base: Double) -> Double {
    var root = 1.0
    for _ in 0..<60 {
      root -= (root * root * root * root * root - base) / (5 * root * root * root * root)
    }
    return (0..<12).reduce(1) { product, _ in product * root }
  }

  @Test func `the arithmetic of contrast is that of the standard`() {
    let (black, white) = (ReportPalette.RGB(0), ReportPalette.RGB(0xFFFFFF))
    #expect(abs(contrast(black, white) - 21) < 0.001)
    #expect(abs(contrast(ReportPalette.RGB(0x767676), white) - 4.54) < 0.01)
  }

  @Test(arguments: [true, false])
  func `text and marks stand out from what is behind them`(isLight: Bool) {
    let palette: ReportPalette = isLight ? .light : .dark
    for ground in [palette.paper, palette.shade] {
      #expect(contrast(palette.ink, ground) >= 12)
      #expect(contrast(palette.muted, ground) >= 4.5)
      #expect(contrast(palette.link, ground) >= 4.5)
      #expect(contrast(palette.warning, ground) >= 4.5)
    }
    for mark in palette.marks {
      #expect(contrast(mark.edge, palette.paper) >= 3, "\(mark.name)")
      guard mark.pattern != .solid else { continue }
      #expect(contrast(mark.ink, mark.ground) >= 3, "\(mark.name)")
    }
  }

  @Test func `every position has a mark, and no two have the same pattern`() {
    for palette in [ReportPalette.light, .dark] {
      #expect(Set(palette.marks.map(\.pattern)).count == palette.marks.count)
      #expect(
        Set(palette.marks.map(\.name)) == Set(Position.allCases.map(\.word.string) + ["silent"])
      )
    }
    #expect(ReportPalette.light.marks.map(\.pattern) == ReportPalette.dark.marks.map(\.pattern))
  }

  // MARK: The page

  private static let days =
    CivilDate(dayNumber: 20_148)...CivilDate(dayNumber: 20_174)

  /// A report of one topic in which everything that comes from outside is the same words.
  private func report(
    _ words: String,
    url: String = "https://example.org/a?b=1&c=2"
  ) throws -> Report {
    let text = String(
      decoding: CanonicalJSON.bytes(of: .string(Text(words))),
      as: UTF8.self
    )
    let item = try Golden.json(
      """
      {"seq":7,"version":7,"said":\(text),"earliest":"2025-03-14","latest":"2025-03-14",\
      "position":"support","standing":"declared","rank":"head","role":"sets","holder":"FRA",\
      "topic":"own-troops","conditions":[{"kind":"timing","text":\(text)}],"by":\(text),\
      "sources":["s1"]}
      """
    )
    let board = try Golden.json(
      """
      {"holder":"FRA","topic":"own-troops","position":"support","conditions":[{"kind":"timing",\
      "text":\(text),"seq":7}],"contested":true,"since":"2025-03-14","since_exact":true,"seq":7,\
      "by":\(text),"aside":[]}
      """
    )
    let address = String(
      decoding: CanonicalJSON.bytes(of: .string(Text(url))),
      as: UTF8.self
    )
    var report = Report(
      title: words,
      days: ReportTests.days,
      known: 21,
      publicBy: nil,
      vouch: Report.Vouch(
        note: "o\n21\n\(words)\n",
        size: 21,
        root: "ab",
        origin: words,
        key: words
      ),
      command: "chancery report \(words)"
    )
    report.names = ActorNames(["FRA": words, "ITA": words])
    report.topics = [
      Report.Topic(
        slug: "own-troops",
        title: words,
        proposition: words,
        board: [board],
        ribbons: [
          try Ribbon(holder: "FRA", topic: "own-troops", days: ReportTests.days, items: [item])
        ]
      ),
      Report.Topic(slug: "t2", title: words, proposition: nil, board: [], ribbons: []),
    ]
    report.changes = [
      try Golden.json(
        #"{"holder":"ITA","topic":"own-troops","kind":"gone","before":{"seq":7},"after":{}}"#
      )
    ]
    report.meetings = [
      Report.Meeting(
        answer: try Golden.json(
          """
          {"meeting":"paris","title":\(text),"status":"held","place":\(text),\
          "outcomes":[{"text":\(text)}],"events":[1,2,3,5]}
          """
        ),
        day: ReportTests.days.upperBound
      )
    ]
    report.statements = [
      Report.Statement(
        seq: 7,
        version: 7,
        data: try Golden.json(
          #"{"quote":\#(text),"paraphrase":\#(text),"said":\#(text),"speaker":{"role":\#(text)}}"#
        ),
        day: CivilDate(dayNumber: 20_161),
        items: [item]
      )
    ]
    report.sources = [
      "s1": try Golden.json(
        #"{"title":\#(text),"publisher":\#(text),"url":\#(address),"published":"2025-03-16"}"#
      )
    ]
    return report
  }

  /// The tags of a page in order, without their `<` and `>`.
  private func tags(_ html: String) -> [Substring] {
    html.split(separator: "<").dropFirst(html.hasPrefix("<") ? 0 : 1).map {
      $0.prefix { $0 != ">" }
    }
  }

  private static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>",
    "</title></style><script>", "--><b>", "]]>", "&lt;b&gt; &amp;", "javascript:alert(1)",
    "\u{202E}evil\u{2066}", "\u{2028}a\u{2029}b", "\u{1}\u{1B}[2J\u{9B}", "a\u{200B}b\nc\td",
    "{{7*7}}${x}`", "עברית <b>", String(repeating: "W", count: 5000),
  ]

  @Test(arguments: hostile)
  func `no words become markup`(words: String) throws {
    let page = ReportPage(try report(words)).html
    let plain = ReportPage(try report("plain words")).html
    // The same tags in the same order as of harmless words, and the same attributes on each.
    #expect(tags(page).count == tags(plain).count)
    for (tag, other) in zip(tags(page), tags(plain)) {
      #expect(
        tag.split(separator: "\"").count == other.split(separator: "\"").count
          && tag.prefix(8) == other.prefix(8),
        "\(tag.prefix(120))"
      )
    }
    #expect(!page.contains("<script") && !page.contains("<img"))
    let visible = page.unicodeScalars.filter { SafeText.isForbidden($0) && $0 != "\n" }
    #expect(visible.isEmpty, "\(visible)")
  }

  @Test(arguments: [
    "javascript:alert(1)", "data:text/html,x", " https://x", "https://x\" onclick=\"y", "//x",
    "https://x\n", "file:///etc/passwd", "https://x y", "ftp://x", "",
  ])
  func `an address that is none of the web is no link`(url: String) throws {
    let page = ReportPage(try report("words", url: url)).html
    let links = tags(page).filter { $0.hasPrefix("a ") }
    #expect(!links.isEmpty)
    #expect(links.allSatisfy { $0.contains("href=\"#") }, "\(url)")
  }

  @Test func `a source on the web is linked, and tells it nothing`() throws {
    let page = ReportPage(try report("words")).html
    #expect(
      page.contains(
        #"<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">"#
      )
    )
  }

  @Test func `every link within leads somewhere, and no place has two names`() throws {
    let page = ReportPage(try report("words")).html
    var places: [Substring] = []
    var targets: Set<Substring> = []
    for tag in tags(page) {
      let parts = tag.split(separator: "\"")
      for (index, part) in parts.enumerated() where index + 1 < parts.count {
        if part.hasSuffix(" id=") { places.append(parts[index + 1]) }
        if part.hasSuffix(" href="), parts[index + 1].hasPrefix("#") {
          targets.insert(parts[index + 1].dropFirst())
        }
        if part.hasSuffix(" aria-labelledby=") || part.hasSuffix(" aria-describedby=") {
          for name in parts[index + 1].split(separator: " ") { targets.insert(name) }
        }
      }
    }
    #expect(Set(places).count == places.count, "\(places)")
    #expect(targets.isSubset(of: Set(places)), "\(targets.subtracting(Set(places)))")
    #expect(targets.contains("e7") && targets.contains("m-paris"))
  }

  @Test func `the page fetches nothing, runs nothing and knows no moment`() throws {
    let page = ReportPage(try report("words")).html
    #expect(page == ReportPage(try report("words")).html)
    for part in ["src=", "<link", "<script", "@import", "refresh", "onclick", "onload"] {
      #expect(!tags(page).contains { $0.contains(part) }, "\(part)")
    }
    for piece in page.split(separator: "url(").dropFirst() { #expect(piece.hasPrefix("#p-")) }
    #expect(page.contains("default-src &#39;none&#39;"))
  }

  @Test func `what a page leaves out it says, and what is cited is what is shown`() throws {
    var report = try report("words")
    #expect(report.cited == [7])
    #expect(!ReportPage(report).html.contains("would not fit"))
    report.omittedCount = 3
    #expect(ReportPage(report).html.contains("3 further statements would not fit a page"))
  }

  @Test func `a report without a statement says so`() throws {
    var report = try report("words")
    report.topics = []
    report.statements = []
    report.changes = []
    report.meetings = []
    let page = ReportPage(report).html
    #expect(page.contains("No statement is on record."))
    #expect(page.contains("How to check this report"))
  }
}
