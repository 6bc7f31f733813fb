import ChanceryModel
import Foundation
import Testing

/// Who spoke, as people type it: found by a full name, never guessed from a part of one, and told.
@Suite struct SpeakerTests {
  private let daemon: Daemon
  private let scratch: Scratch

  init() throws {
    daemon = try Daemon()
    scratch = try Scratch()
    try daemon.append(
      Sample.topic("own-troops"),
      #"{"type":"person.defined","id":"p1","data":{"person":"trump","name":"Donald Trump","aliases":["The Donald"],"offices":[{"actor":"USA","title":"president","rank":"head"}]}}"#,
      #"{"type":"person.defined","id":"p2","data":{"person":"meloni-g","name":"Giorgia Meloni"}}"#,
      #"{"type":"person.defined","id":"p3","data":{"person":"meloni-a","name":"Arianna Meloni"}}"#,
      #"{"type":"person.defined","id":"p4","data":{"person":"smith-a","name":"John Smith"}}"#,
      #"{"type":"person.defined","id":"p5","data":{"person":"smith-b","name":"John Smith"}}"#
    )
  }

  /// What was recorded of a speaker that is typed so, and what was told on standard error.
  private func added(_ name: String, _ more: String...) throws -> (speaker: JSONValue, told: String)
  {
    let run = try daemon.chancery(
      ["add", "USA", "own-troops", "oppose", "--said", "2025-03-24", "--by", name] + more
    )
    try #require(run.status == 0, "\(name): \(run.errors)")
    return (try speaker(try Int(daemon.head())), run.errors)
  }

  private func speaker(_ seq: Int) throws -> JSONValue {
    let event = try daemon.does("api", "GET", "/v1/events/\(seq)")
    let json = try JSONParser.parse(Array(event.utf8), limits: JSONLimits(depth: 64))
    return json["data"]?["speaker"] ?? .null
  }

  private func write(_ text: String, _ name: String) throws -> String {
    let path = scratch.path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func `a part of a name is nobody's: it stays a name, and who comes near is told`() throws {
    for part in ["Don", "donald", "Trum"] {
      let (speaker, told) = try added(part)
      #expect(speaker == .string(Text(part)))
      #expect(
        told.contains("“\(part)” is recorded as a name: nobody is called that in full"),
        "\(told)"
      )
      #expect(told.contains("(near: Donald Trump (trump))"), "\(told)")
    }
    let (several, told) = try added("Meloni")
    #expect(several == "Meloni")
    #expect(
      told.contains("Arianna Meloni (meloni-a), Giorgia Meloni (meloni-g)"),
      "\(told)"
    )
    let (word, other) = try added("Giorgia")
    #expect(word == "Giorgia" && other.contains("near: Giorgia Meloni"), "\(other)")
    // Of a name that nobody on record comes near there is nothing to tell.
    for name in ["Donald Tusk", "x", "the Italian government"] {
      let (speaker, told) = try added(name)
      #expect(speaker == .string(Text(name)) && told.isEmpty, "\(told)")
    }
  }

  @Test func `a full name, a slug or an alias is found, and told where it is neither of the first`()
    throws
  {
    for name in ["trump", "Donald Trump", "DONALD TRUMP"] {
      let (speaker, told) = try added(name)
      #expect(speaker == ["person": "trump"] && told.isEmpty, "\(name): \(told)")
    }
    let (alias, told) = try added("the donald")
    #expect(alias == ["person": "trump"])
    #expect(told == "chancery: “the donald” is Donald Trump (trump)\n")
    let (state, silent) = try added("Italy")
    #expect(state == ["name": "Italy", "actor": "ITA"] && silent.isEmpty)
    let (own, echo) = try added("Great Britain")
    #expect(own == ["name": "Great Britain", "actor": "GBR"])
    #expect(echo == "chancery: “Great Britain” is United Kingdom (GBR)\n")
    try daemon.refuses(
      "add",
      "USA",
      "own-troops",
      "oppose",
      "--said",
      "2025-03-24",
      "--by",
      "John Smith",
      with: 64,
      saying: ["may be any of several", "smith-a  John Smith", "smith-b  John Smith"]
    )
  }

  @Test func `a holder may be the beginning of a name, which is told to people`() throws {
    let add = ["own-troops", "oppose", "--said", "2025-03-24"]
    let part = try daemon.chancery(["add", "Ital"] + add)
    #expect(
      part.status == 0 && part.errors == "chancery: “Ital” is Italy (ITA)\n",
      "\(part.errors)"
    )
    for holder in ["Italy", "ITA", "it", "italian republic"] {
      let run = try daemon.chancery(["add", holder] + add)
      #expect(run.status == 0 && run.errors.isEmpty, "\(holder): \(run.errors)")
    }
    let json = try daemon.chancery(["add", "Ital"] + add + ["-o", "json"])
    #expect(json.status == 0 && json.errors.isEmpty)
  }

  @Test func `tables and blocks of text guess no speaker either, and tell each name once`() throws {
    let table = try write(
      "holder,topic,position,said,by\n"
        + "USA,own-troops,oppose,2025-03-24,Don\nUSA,own-troops,oppose,2025-03-25,Don\n"
        + "Ital,own-troops,oppose,2025-03-25,The Donald\n",
      "t.csv"
    )
    let run = try daemon.chancery("import", table)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.errors.split(separator: "\n") == [
        "chancery: “Don” is recorded as a name: nobody is called that in full (near: Donald Trump (trump))",
        "chancery: “Ital” is Italy (ITA)", "chancery: “The Donald” is Donald Trump (trump)",
      ],
      "\(run.errors)"
    )
    let head = try Int(daemon.head())
    #expect(try speaker(head - 2) == "Don" && speaker(head) == ["person": "trump"])
    let block = try write(
      "holder: USA\ntopic: own-troops\nposition: oppose\nsaid: 2025-03-26\nby: Don\n",
      "t.txt"
    )
    try daemon.does("import", block)
    #expect(try speaker(try Int(daemon.head())) == "Don")
    // Of many a few are told.
    let many = [
      "D", "DO", "Do", "dO", "Don", "DON", "DOn", "dOn", "doN", "DoN", "TRUM", "Trum", "tRum",
    ]
    .map { "USA,own-troops,oppose,2025-03-27,\($0)\n" }
    let long = try write("holder,topic,position,said,by\n" + many.joined(), "many.csv")
    let told = try daemon.chancery("import", long).errors.split(separator: "\n")
    #expect(told.count == 11 && told.last == "chancery: and 3 more names of that kind", "\(told)")
  }

  @Test func `a name of any length is refused in a few words`() throws {
    let long = String(repeating: "x", count: 100_000)
    for arguments in [
      ["USA", "own-troops", "oppose", "--by", long], [long, "own-troops", "oppose"],
    ] {
      let run = try daemon.chancery(["add"] + arguments + ["--said", "2025-03-24"])
      #expect(
        run.status == 64 && run.errors.contains("has 100,000 bytes"),
        "\(run.errors.prefix(300))"
      )
      #expect(
        run.errors.utf8.count < 1000 && run.errors.contains("…”"),
        "\(run.errors.prefix(300))"
      )
    }
    let table = try write(
      "holder,topic,position,said,by\nUSA,own-troops,oppose,2025-03-24,\(long)\n",
      "long.csv"
    )
    let run = try daemon.chancery("import", table)
    #expect(run.status == 65 && run.errors.utf8.count < 1000, "\(run.errors.prefix(300))")
    let condition = try daemon.chancery(
      "add",
      "USA",
      "own-troops",
      "oppose",
      "--said",
      "2025-03-24",
      "--condition",
      long
    )
    #expect(condition.status == 64 && condition.errors.utf8.count < 1000)
  }
}
