import Testing

/// Names that are not known, or may mean several things: what they may mean is told by code and name.
@Suite struct NearestNameTests {
  private let daemon: Daemon

  init() throws {
    daemon = try Daemon()
    try daemon.append(
      Sample.topic("own-troops"),
      Sample.topic("own-tanks"),
      #"{"type":"topic.defined","id":"n1","data":{"topic":"ceasefire","title":"A ceasefire","proposition":"p"}}"#,
      #"{"type":"person.defined","id":"p1","data":{"person":"meloni-g","name":"Giorgia Meloni"}}"#,
      #"{"type":"person.defined","id":"p2","data":{"person":"meloni-a","name":"Arianna Meloni"}}"#
    )
  }

  /// What is told on standard error, without the first line and the remedy.
  private func told(_ arguments: String...) throws -> (places: [String], text: String) {
    let run = try daemon.chancery(arguments)
    #expect(run.status == 64 && run.output.isEmpty, "\(arguments): \(run.output)\(run.errors)")
    let lines = run.errors.split(separator: "\n").map { String($0) }
    return (Array(lines.dropFirst().dropLast()), run.errors)
  }

  @Test func `the nearest of an unknown name stand one a line, by code and name`() throws {
    let actor = try told("stance", "Itly", "own-troops")
    #expect(actor.places == ["  ITA  Italy"], "\(actor.text)")
    #expect(actor.text.contains("→ did you mean ITA? chancery actors lists all"))
    let topic = try told("board", "ceasefyre")
    #expect(topic.places == ["  ceasefire  A ceasefire"], "\(topic.text)")
    let several = try told("board", "own-trops")
    #expect(several.places.first?.hasPrefix("  own-troops") == true, "\(several.text)")
    let nothing = try told("board", "qqqqqqqq")
    #expect(nothing.places.isEmpty, "\(nothing.text)")
    #expect(nothing.text.contains("chancery define topic adds one"))
  }

  @Test func `what an ambiguous name may mean stands one a line, the names below each other`()
    throws
  {
    let states = try told("stance", "united", "own-troops")
    #expect(states.places.contains("  GBR  United Kingdom"), "\(states.text)")
    #expect(states.places.contains("  USA  United States"), "\(states.text)")
  }

  @Test
  func `a word of a name comes near it, and the names of states that are none of ours come near`()
    throws
  {
    let word = try told("board", "troops")
    #expect(word.places == ["  own-troops"], "\(word.text)")
    #expect(word.text.contains("did you mean own-troops?"))
    for (name, place) in [
      ("Deutschland", "DEU  Germany"), ("españa", "ESP  Spain"), ("Italie", "ITA  Italy"),
      ("england", "GBR  United Kingdom"), ("Osterreich", "AUT  Austria"),
      ("Turkei", "TUR  Türkiye"),
    ] {
      let state = try told("add", name, "own-troops", "oppose", "--said", "2025-03-24")
      #expect(state.places.first == "  " + place, "\(name): \(state.text)")
    }
    for (name, code) in [
      ("Great Britain", "GBR"), ("Britain", "GBR"), ("Holland", "NLD"), ("America", "USA"),
      ("turkiye", "TUR"), ("Turkey", "TUR"), ("Czech Republic", "CZE"), ("Burma", "MMR"),
      ("Ivory Coast", "CIV"), ("Swaziland", "SWZ"), ("Cape Verde", "CPV"), ("macedonia", "MKD"),
    ] {
      let answer = try daemon.does("stance", name, "own-troops", "-o", "json")
      #expect(answer.contains(#""holder":"\#(code)""#), "\(name): \(answer)")
    }
    let none = try told("stance", "kosovo", "own-troops")
    #expect(
      none.text.contains("chancery define actor CODE --name 'kosovo' --kind state adds one"),
      "\(none.text)"
    )
  }

  @Test func `what a cell of a table may mean is named beside it, a few of them`() throws {
    let table =
      "holder,topic,position,said\nunited,own-troops,oppose,2025-03-24\nITA,own,oppose,2025-03-24\n"
    let run = try daemon.chancery(["import", "-", "--format", "csv"], input: table)
    #expect(run.status == 65)
    #expect(run.errors.contains("“united” may be any of several"), "\(run.errors)")
    #expect(
      run.errors.contains("  → ARE United Arab Emirates, GBR United Kingdom, "),
      "\(run.errors)"
    )
    #expect(run.errors.contains(" more: say which, by its code"), "\(run.errors)")
    #expect(run.errors.contains("  → own-tanks"), "\(run.errors)")
  }
}
