import Foundation
import TestSupport
import Testing

/// A report looked at, listened to and walked through in a real browser.
@Suite(.serialized) struct ReportBrowserTests {
  /// The seeds' report, and one whose every word is long and hostile.
  private func pages() throws -> (scratch: Scratch, files: [String]) {
    let scratch = try Scratch()
    let daemon = try Daemon()
    try daemon.importSeeds()
    try daemon.does(
      "report",
      scratch.path + "/seeds.html",
      "-t",
      "own-troops",
      "-t",
      "ceasefire",
      "--from",
      "2025-03-01",
      "--to",
      "2025-03-27"
    )
    let other = try Daemon()
    let word =
      String(repeating: "W", count: 140) + #"\"><img src=x onerror=alert(1)><script>x</script>"#
    try other.append(
      #"{"type":"topic.defined","id":"t","data":{"topic":"own-troops","title":"\#(word)","proposition":"\#(word)"}}"#,
      #"{"type":"source.filed","id":"s","data":{"source":"s1","title":"\#(word)","url":"https://example.org/\#(String(repeating: "x", count: 300))"}}"#,
      Sample.statement(
        "a",
        more:
          #","source":"s1","quote":"\#(word)","paraphrase":"\#(word)","speaker":{"name":"\#(word)","kind":"person","actor":"ITA"}"#
      ),
      Sample.statement("b", position: "support"),
      #"{"type":"meeting.held","data":{"meeting":"m","title":"\#(word)","place":"\#(word)","date":"2025-03-20","said":"2025-03-20"}}"#
    )
    try other.does("report", scratch.path + "/hostile.html", "--to", "2025-03-27")
    return (scratch, ["seeds.html", "hostile.html"].map { scratch.path + "/" + $0 })
  }

  @Test func `it fits phone and desk, in light and dark, and the browser has nothing to say`()
    throws
  {
    let (scratch, files) = try pages()
    let browser = try Browser()
    for file in files {
      for (width, isDark) in [(320, false), (390, true), (768, false), (1280, false), (1280, true)]
      {
        try browser.show(file, width: width, isDark: isDark)
        let name = "\(file) \(width) \(isDark)"
        #expect(browser.complaints.isEmpty, "\(name): \(browser.complaints)")
        let excess =
          try browser.value(
            "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) - \(width)"
          ) as? Int
        #expect(excess.map { $0 <= 0 } == true, "\(name): \(excess ?? -1) too wide")
        let paper = try browser.value("getComputedStyle(document.body).backgroundColor") as? String
        #expect(paper == (isDark ? "rgb(22, 24, 27)" : "rgb(255, 254, 251)"), "\(name)")
        let scripts = try browser.value("document.querySelectorAll('script,img,iframe').length")
        #expect(scripts as? Int == 0, "\(name)")
      }
    }
    withExtendedLifetime(scratch) {}
  }

  @Test func `no words are hidden behind others`() throws {
    let (scratch, files) = try pages()
    let browser = try Browser()
    for width in [390, 1280] {
      try browser.show(files[0], width: width)
      // Labels of the axes and the lines above the ribbons stand beside each other, never on each other.
      let script = """
        (() => { const boxes = [...document.querySelectorAll('figure text, .row-name > *')]
          .map(e => e.getBoundingClientRect()).filter(b => b.width > 0);
          let bad = 0;
          for (const a of boxes) for (const b of boxes) if (a !== b && a.left < b.right - 1
            && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1) bad++;
          return [boxes.length, bad]; })()
        """
      let counts = try browser.value(script) as? [Int] ?? []
      #expect(counts.count == 2 && counts[0] > 20 && counts[1] == 0, "\(width): \(counts)")
    }
    withExtendedLifetime(scratch) {}
  }

  @Test func `the keyboard reaches everything in the order of the page`() throws {
    let (scratch, files) = try pages()
    let browser = try Browser()
    try browser.show(files[0], width: 1280)
    let list = "[...document.querySelectorAll('a[href],[tabindex]')]"
    let all =
      try browser.value(
        "\(list).map(e => e.getAttribute('href') || e.getAttribute('aria-label'))"
      ) as? [String] ?? []
    #expect(all.first == "#positions", "first the way past the rest")
    #expect(all.count > 60)
    for (index, expected) in all.prefix(60).enumerated() {
      try browser.tab()
      let here =
        try browser.value(
          "(e => e.getAttribute('href') || e.getAttribute('aria-label'))(document.activeElement)"
        ) as? String
      #expect(here == expected, "step \(index)")
      let isSeen =
        try browser.value(
          "(e => { const s = getComputedStyle(e), b = e.querySelector('.bar,.meeting-mark'); "
            + "return s.outlineStyle !== 'none' || (b && getComputedStyle(b).strokeWidth === '3px') "
            + "|| (b && b.classList.contains('meeting-mark')); })(document.activeElement)"
        ) as? Bool
      #expect(isSeen == true, "the focus on \(expected) is to be seen")
    }
    withExtendedLifetime(scratch) {}
  }

  @Test(arguments: [390, 1280])
  func `what is heard has names, and tables stay tables`(width: Int) throws {
    let (scratch, files) = try pages()
    let browser = try Browser()
    try browser.show(files[0], width: width)
    let heard = try browser.heard()
    for role in ["link", "table", "region", "navigation", "heading", "article", "rowheader"] {
      let things = heard.filter { $0.role == role }
      #expect(!things.isEmpty, "\(role) at \(width)")
      #expect(things.allSatisfy { !$0.name.isEmpty }, "\(role) without a name at \(width)")
    }
    #expect(heard.count { $0.role == "row" } > 40, "\(width)")
    let spans = heard.filter { $0.role == "link" && $0.name.hasPrefix("France: ") }.map(\.name)
    #expect(spans.contains("France: support, 14 to 27 March 2025 (event 150)"), "\(spans)")
    let pictures = heard.filter { $0.name == "France on Own troops in Ukraine" }
    #expect(!pictures.isEmpty)
    withExtendedLifetime(scratch) {}
  }

  @Test func `it prints on paper in ink that costs no darkness`() throws {
    let (scratch, files) = try pages()
    let browser = try Browser()
    try browser.show(files[0], width: 1280, isDark: true)
    try browser.call(
      "Emulation.setEmulatedMedia",
      [
        "media": "print", "features": [["name": "prefers-color-scheme", "value": "dark"]],
      ]
    )
    let paper = try browser.value("getComputedStyle(document.body).backgroundColor") as? String
    #expect(paper == "rgb(255, 254, 251)")
    let answer = try browser.call("Page.printToPDF", ["preferCSSPageSize": true])
    let data = Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
    #expect(data.starts(with: Array("%PDF-".utf8)) && data.count > 50_000)
    withExtendedLifetime(scratch) {}
  }
}
