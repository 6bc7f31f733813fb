import ChanceryModel
import Foundation
import Testing

/// The five articles, imported with the real programs: what the README promises.
@Suite struct SeedTests {
  static let files = ["01-vocabulary", "02-meetings", "03-statements", "04-links"]
    .map { Binaries.root.appendingPathComponent("seeds/\($0).ndjson").path }

  private func imported() throws -> Daemon {
    let daemon = try Daemon()
    let run = try Run.program(
      Binaries.client,
      ["import"] + Self.files + ["-o", "json"],
      environment: ["CHANCERY_SOCKET": daemon.socket]
    )
    #expect(run.status == 0, "\(run.errors)")
    let answer = try JSONParser.parse(Array(run.output.utf8))
    #expect(answer["rejected"]?.intValue == 0)
    #expect(try #require(answer["appended"]?.intValue) > 150)
    return daemon
  }

  private func stance(_ daemon: Daemon, _ path: String) throws -> JSONValue {
    let answer = try daemon.get("/v1/stances/" + path)
    #expect(answer.status == 200, "\(answer.text)")
    return answer.json
  }

  @Test func `imported twice nothing doubles`() throws {
    let daemon = try imported()
    let head = try daemon.head()
    let again = try Run.program(
      Binaries.client,
      ["import"] + Self.files + ["-o", "json"],
      environment: ["CHANCERY_SOCKET": daemon.socket]
    )
    let answer = try JSONParser.parse(Array(again.output.utf8))
    #expect(answer["appended"]?.intValue == 0)
    #expect(answer["duplicates"]?.intValue == head)
    #expect(try daemon.head() == head)
  }

  @Test func `Italy opposes except under a UN flag, by a date that is not exact`() throws {
    let daemon = try imported()
    let italy = try stance(daemon, "ITA/own-troops?at=2025-03-27")
    #expect(italy["schema"]?.stringValue == "chancery.stance/1")
    #expect(italy["position"]?.stringValue == "oppose")
    #expect(italy["since"]?.stringValue == "[..2025-03-24]")
    #expect(italy["since_exact"]?.boolValue == false)
    let condition = try #require(italy["conditions"]?.arrayValue?.first)
    #expect(condition["kind"]?.stringValue == "exception")
    #expect(
      italy["aside"]?.arrayValue?.contains { $0["standing"]?.stringValue == "attributed" } == true
    )
    #expect(italy["statement"]?["type"]?.stringValue == "statement.made")
    let before = try stance(daemon, "ITA/own-troops?at=2025-03-23")
    #expect(before["position"] == .null)
    #expect(before["possible"]?.arrayValue?.count == 1)
  }

  @Test func `France was conditional before and supports after`() throws {
    let daemon = try imported()
    let before = try stance(daemon, "FRA/own-troops?at=2025-03-12")
    #expect(before["position"]?.stringValue == "conditional")
    let after = try stance(daemon, "FRA/own-troops?at=2025-03-27")
    #expect(after["position"]?.stringValue == "support")
    #expect(after["since"]?.stringValue == "2025-03-14")
  }

  @Test func `an outlet's word on Poland is set aside`() throws {
    let daemon = try imported()
    let poland = try stance(daemon, "POL/own-troops?at=2025-03-27")
    #expect(poland["position"] == .null)
    #expect(poland["aside"]?.arrayValue?.count == 1)
  }

  @Test func `the meeting of 11 March keeps its conflicting counts, its observer and its absentee`()
    throws
  {
    let daemon = try imported()
    let meeting = try daemon.get("/v1/meetings/paris-2025-03-11?at=2025-03-27").json
    let counts = try #require(meeting["counts"]?.arrayValue).compactMap { $0["value"]?.intValue }
    #expect(counts.sorted() == [30, 34, 34])
    let roles = try #require(meeting["attendance"]?.arrayValue)
      .map { "\($0["actor"]?.stringValue ?? "") \($0["role"]?.stringValue ?? "")" }
    #expect(roles.contains("ITA observer"))
    #expect(roles.contains("USA absent"))
  }

  @Test func `every span and quote stands in the article it cites`() throws {
    let articles = Binaries.root.deletingLastPathComponent().appendingPathComponent("shared/seeds")
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: articles.path) else {
      // The articles are not shipped; where they are not at hand there is nothing to compare.
      return
    }
    var texts: [String: [UInt8]] = [:]
    for name in names {
      let bytes = [UInt8](try Data(contentsOf: articles.appendingPathComponent(name)))
      texts[try Sum.sha256(bytes)] = bytes
    }
    var sources: [String: [UInt8]] = [:]
    var checked = 0
    for file in Self.files {
      for line in try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n") {
        let data = try #require(try JSONParser.parse(Array(line.utf8))["data"])
        if let slug = data["source"]?.stringValue, let digest = data["sha256"]?.stringValue {
          let article: [UInt8] = try #require(texts[digest], "no article has the digest of \(slug)")
          sources[slug] = article
        }
        var reports = data["reports"]?.arrayValue ?? []
        if let report = data["report"] { reports.append(report) }
        for report in reports { checked += try check(report, sources) }
      }
    }
    #expect(checked > 100)
  }

  /// Checks a report's spans; returns how many there were.
  private func check(_ report: JSONValue, _ sources: [String: [UInt8]]) throws -> Int {
    guard let slug = report["source"]?.stringValue, let text = sources[slug] else { return 0 }
    var checked = 0
    for part in [report] + (report["quotes"]?.arrayValue ?? []) {
      guard let start = part["start"]?.intValue, let end = part["end"]?.intValue else { continue }
      try #require(start < end && end <= text.count, "\(slug) \(start)..<\(end)")
      let found = String(decoding: text[start..<end], as: UTF8.self)
      #expect(!found.contains("\u{FFFD}"))
      if let quote = part["text"]?.stringValue {
        #expect(Array(quote.utf8) == Array(text[start..<end]))
      }
      checked += 1
    }
    return checked
  }
}

/// Digests by the system's own tool, independent of ours.
enum Sum {
  static func sha256(_ bytes: [UInt8]) throws -> String {
    let scratch = try Scratch()
    try Data(bytes).write(to: URL(fileURLWithPath: scratch.path + "/f"))
    let run = try Run.program(
      URL(fileURLWithPath: "/usr/bin/sha256sum"),
      [scratch.path + "/f"]
    )
    return String(run.output.prefix(64))
  }
}
