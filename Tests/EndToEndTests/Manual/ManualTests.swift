import ChanceryRender
import Foundation
import Testing

/// The manual's pages in `Documentation/man`, for `man chancery-add`.
@Suite struct ManualTests {
  private static let directory = Binaries.root.appendingPathComponent("Documentation/man")

  private static func kept() throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      .filter { !$0.hasPrefix(".") }
    return try Dictionary(
      uniqueKeysWithValues: names.map { name in
        (name, try String(contentsOf: directory.appendingPathComponent(name), encoding: .utf8))
      }
    )
  }

  /// The day in the head of a page.
  private static func date(of page: String) -> String? {
    page.firstMatch(of: /\.TH \S+ \d "([0-9-]+)"/).map { String($0.output.1) }
  }

  private static var today: String {
    ISO8601DateFormatter.string(from: Date(), timeZone: .gmt, formatOptions: .withFullDate)
  }

  /// Makes the pages anew; one that says the same keeps its day.
  private static func renew(_ pages: [ManualPage]) throws {
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let kept = try kept()
    for page in pages {
      let old = kept[page.fileName]
      let isSame = old.flatMap(date).map { page.text(date: $0) == old } ?? false
      guard !isSame else { continue }
      try page.text(date: today)
        .write(
          to: directory.appendingPathComponent(page.fileName),
          atomically: true,
          encoding: .utf8
        )
    }
    for name in kept.keys where !pages.contains(where: { $0.fileName == name }) {
      try FileManager.default.removeItem(at: directory.appendingPathComponent(name))
    }
  }

  /// To renew them: `CHANCERY_UPDATE=1 scripts/test --filter ManualTests`.
  @Test func `the pages say what the programs say of themselves`() throws {
    let pages = try Manual().pages
    #expect(pages.count > 60)
    if getenv("CHANCERY_UPDATE") != nil { try Self.renew(pages) }
    let kept = try Self.kept()
    #expect(Set(kept.keys) == Set(pages.map(\.fileName)))
    for page in pages {
      let old = kept[page.fileName] ?? ""
      let isSame = page.text(date: Self.date(of: old) ?? Self.today) == old
      #expect(isSame, "\(page.fileName): renew it with CHANCERY_UPDATE=1")
    }
  }

  // MARK: What readers of pages say

  private static func mandoc(_ arguments: String..., input: String? = nil) throws -> Run {
    try Run.program(
      URL(fileURLWithPath: "/usr/bin/mandoc"),
      arguments,
      input: input,
      environment: ["LC_ALL": "C.UTF-8"]
    )
  }

  @Test func `mandoc finds nothing to warn of, and would say so`() throws {
    for name in try Self.kept().keys.sorted() {
      let path = Self.directory.appendingPathComponent(name).path
      let run = try Self.mandoc("-T", "lint", "-W", "warning", path)
      #expect(run.status == 0 && run.output.isEmpty, "\(name): \(run.output)\(run.errors)")
    }
    let bad = try Self.mandoc("-T", "lint", "-W", "warning", input: ".TH A 1\n.SH\n.XY\n")
    #expect(bad.status != 0 && bad.output.contains("WARNING"), "\(bad.output)")
  }

  @Test func `every page fits a terminal of 80 columns`() throws {
    for (name, page) in try Self.kept() {
      let run = try Self.mandoc("-T", "utf8", "-O", "width=80", input: page)
      #expect(run.status == 0, "\(name): \(run.errors)")
      let lines = run.output.replacing(/.\u{8}/, with: "").split(separator: "\n")
      #expect(lines.count > 15, "\(name)")
      for line in lines { #expect(CellWidth.of(line) <= 80, "\(name): \(line)") }
    }
  }

  @Test func `a page has the options, the example and the way to the others`() throws {
    let page = try #require(try Self.kept()["chancery-meet-attend.1"])
    let run = try Self.mandoc("-T", "ascii", input: page)
    let text = run.output.replacing(/.\u{8}/, with: "")
    for part in [
      "chancery-meet-attend - ", "--person ", "chancery meet attend paris-2025-03-11 Italy --as",
      "CHANCERY_SOCKET", "chancery-meet(1)",
    ] { #expect(text.contains(part), "\(part) in \(text)") }
  }
}
