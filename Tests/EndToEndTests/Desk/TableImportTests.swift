import ChanceryModel
import Foundation
import Testing

/// `chancery import` of CSV, TSV and blocks of text.
@Suite struct TableImportTests {
  private let daemon: Daemon
  private let scratch: Scratch

  init() throws {
    daemon = try Daemon()
    scratch = try Scratch()
    try daemon.append(
      Sample.topic("own-troops"),
      #"{"type":"source.filed","id":"s1","data":{"source":"s1","published":"2025-03-28"}}"#
    )
  }

  private func write(_ text: String, _ name: String) throws -> String {
    let path = scratch.path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  private func data(_ seq: Int) throws -> JSONValue {
    let event = try daemon.does("api", "GET", "/v1/events/\(seq)")
    return try JSONParser.parse(Array(event.utf8), limits: JSONLimits(depth: 64))["data"] ?? .null
  }

  @Test func `a spreadsheet is statements, its names and dates read as people type them`() throws {
    let file = try write(
      "\u{FEFF}Country,Day,stance,Words,condition,Remark\r\n"
        + "Italy,24mar2025,Oppose,\"He said \"\"no\"\", and\r\nleft\",exception: under a UN flag,x\r\n"
        + "\r\n"
        + "türkiye,2025-W12,support,,,\r\n",
      "calls.csv"
    )
    let arguments = [
      "import", file, "--map", "Country=holder", "--map", "Day=said", "--map", "stance=position",
      "--map", "Words=paraphrase", "--map", "Remark=extra.remark", "--set", "topic=own-troops",
    ]
    let run = try daemon.chancery(arguments)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "2 read, 2 appended (3..4), 0 already there, 0 rejected\n")
    #expect(
      try data(3) == [
        "holder": "ITA", "topic": "own-troops", "position": "oppose", "said": "2025-03-24",
        "paraphrase": "He said \"no\", and\nleft", "extra": ["remark": "x"],
        "condition": [["kind": "exception", "text": "under a UN flag"]],
      ]
    )
    #expect(
      try data(4) == [
        "holder": "TUR", "topic": "own-troops", "position": "support",
        "said": "[2025-03-17..2025-03-23]",
      ]
    )
    // The same table again is the same events.
    let again = try daemon.chancery(arguments)
    #expect(again.output == "2 read, 0 appended, 2 already there, 0 rejected\n")
  }

  @Test func `every bad cell is shown in place, whoever found it, and nothing is appended`() throws
  {
    let file = try write(
      """
      holder,topic,position,said,source,quote
      ITA,own-troops,oppose,2025-03-24,s1,
      Itly,own-troops,oppose,2025-03-24,s1,
      FRA,own-troops,support,03/04/2025,s1,
      POL,own-troops,opose,2025-03-24,s1,
      GBR,own-troops,support,2025-03-24,s1,"x",more
      DEU,own-troops,support,2025-02-20,s1,"no
      end
      """,
      "bad.csv"
    )
    let run = try daemon.chancery("import", file)
    #expect(run.status == 65)
    for place in [
      "bad.csv:3:1: no actor is called “Itly” (unknown-actor)", "  → did you mean ITA?",
      "3 | Itly,own-troops,oppose,2025-03-24,s1,\n  | ^^^^\n",
      "bad.csv:4:24: “03/04/2025” is ambiguous", "  → write 2025-04-03 or 2025-03-04",
      "bad.csv:5:16: ", "(invalid-value)",
      "5 | POL,own-troops,opose,2025-03-24,s1,\n  |                ^^^^^\n",
      "bad.csv:6:42: 7 cells, and there are 6 columns",
      "bad.csv:7:38: the quotation mark is never closed",
      "nothing appended",
    ] {
      #expect(run.errors.contains(place), "\(place) in \(run.errors)")
    }
    #expect(run.output == "6 read, 0 appended, 0 already there, 5 rejected\n")
    #expect(try daemon.head() == 2)
    let kept = try daemon.chancery("import", file, "--keep-going")
    #expect(kept.status == 65)
    #expect(kept.output.hasPrefix("6 read, 1 appended (3)"), "\(kept.output)")
  }

  @Test func `tabs and blocks of text are read, with their own escapes`() throws {
    let table = try write(
      "holder\ttopic\tposition\tsaid\tparaphrase\nITA\town-troops\toppose\t2025-03-24\ta\\tb\\nc\\\\d\n",
      "t.tsv"
    )
    try daemon.does("import", table)
    #expect(try data(3)["paraphrase"]?.stringValue == "a\tb\nc\\d")
    let blocks = try write(
      """
      # Two statements.
      holder: Italy
      topic: own-troops
      position: oppose
      said: last week
      by: Giorgia Meloni
      role: prime minister
      paraphrase: she will not
        send any

      holder: FRA
      topic: own-troops
      position: support
      said: 2025-03-25
      paraphrase: |
        one
        two
      """,
      "t.txt"
    )
    try daemon.does("import", blocks, "--today", "2025-03-27")
    #expect(try data(4)["paraphrase"]?.stringValue == "she will not send any")
    #expect(try data(4)["said"]?.stringValue == "[2025-03-17..2025-03-23]")
    #expect(try data(4)["speaker"] == ["name": "Giorgia Meloni", "role": "prime minister"])
    #expect(try data(5)["paraphrase"]?.stringValue == "one\ntwo")
    let bad = try write("holder: ITA\nstanze: x\n\n  lost\n\nno field\n", "bad.txt")
    let run = try daemon.chancery("import", bad)
    #expect(run.status == 65)
    for place in [
      "bad.txt:2:1: no field is called “stanze”", "2 | stanze: x\n  | ^^^^^^\n",
      "bad.txt:4:1: a value without its field",
      "bad.txt:6:1: no “field: value”",
    ] {
      #expect(run.errors.contains(place), "\(place) in \(run.errors)")
    }
  }

  @Test func `two statements without a blank line between them are not taken for one`() throws {
    let block = "holder: Spain\ntopic: own-troops\nposition: oppose\nsaid: 2025-03-20\n"
    let other = block.replacing("Spain", with: "Germany")
    for between in ["", "---\n"] {
      let file = try write(block + between + other, "two.txt")
      let run = try daemon.chancery("import", file)
      #expect(run.status == 65 && run.errors.contains("two.txt:5:1: "), "\(run.errors)")
    }
    let cases = try write(block + "Holder: France\n", "cases.txt")
    let twice = try daemon.chancery("import", cases)
    #expect(
      twice.status == 65
        && twice.errors.contains("cases.txt:5:1: “holder” and “Holder” are one field"),
      "\(twice.errors)"
    )
    // A field of the template that was left empty counts for nothing, nor does a mark of byte order.
    let file = try write("\u{FEFF}holder:\n" + block + "\n" + other, "two.txt")
    #expect(try daemon.does("import", file).hasPrefix("2 read, 2 appended"))
  }

  @Test func `columns that go nowhere, and maps of none, are refused before anything is read`()
    throws
  {
    let file = try write("holder;topic\nITA;own-troops\n", "semi.csv")
    try daemon.refuses("import", file, with: 64, saying: ["its only column is", "--delimiter ';'"])
    let table = try write("holder,topik,Position\nITA,own-troops,oppose\n", "t.csv")
    try daemon.refuses("import", table, with: 64, saying: ["“topik”", "--map 'topik=topic'"])
    try daemon.refuses(
      "import",
      table,
      "--map",
      "topick=topic",
      with: 64,
      saying: ["did you mean “topik”?"]
    )
    try daemon.refuses(
      "import",
      table,
      "--map",
      "topik=topc",
      with: 64,
      saying: ["did you mean topic?"]
    )
    try daemon.refuses("import", table, "--map", "topik", with: 64, saying: ["column=field"])
    try daemon.refuses(
      "import",
      table,
      "--delimiter",
      "||",
      with: 64,
      saying: ["one sign"]
    )
    let lines = try write(Sample.statement("a") + "\n", "l.ndjson")
    try daemon.refuses(
      "import",
      lines,
      "--set",
      "topic=own-troops",
      with: 64,
      saying: ["are for tables"]
    )
    let twice = try write("holder,holder\n", "twice.csv")
    try daemon.refuses(
      "import",
      twice,
      with: 65,
      saying: ["twice.csv:1:8: two columns are called", "^"]
    )
    try daemon.does(
      "import",
      file,
      "--delimiter",
      ";",
      "--set",
      "position=oppose",
      "--set",
      "said=2025-03-24"
    )
    #expect(try data(3)["holder"]?.stringValue == "ITA")
  }

  @Test func `a member that does not exist has its caret below the name`() throws {
    let line =
      #"{"type":"statement.made","data":{"holder":"ITA","topc" : "own-troops","said":"2025-03-24"}}"#
    let file = try write(line + "\n", "t.ndjson")
    let run = try daemon.chancery("import", file)
    #expect(run.status == 65)
    let told = run.errors.split(separator: "\n").map { String($0) }
    let index = try #require(told.firstIndex { $0.contains("“topc”") }, "\(run.errors)")
    let shown = told[index + 1]
    let carets = told[index + 2]
    let name = try #require(shown.range(of: #""topc""#))
    #expect(
      carets.count == shown.distance(from: shown.startIndex, to: name.upperBound)
        && carets.hasSuffix(" ^^^^^^"),
      "\(run.errors)"
    )
  }

  @Test func `of several faults of a line each has its own place and remedy`() throws {
    let line =
      #"{"type":"statement.made","data":{"topc":"x","holder":"ITA","topic":"own-troops","position":"opose","said":"2025-03-24"}}"#
    let run = try daemon.chancery(["import", "-"], input: line + "\n")
    #expect(run.status == 65)
    let blocks = run.errors.components(separatedBy: "standard input:1:").dropFirst()
    let name = try #require(blocks.first { $0.contains("(unknown-field)") }, "\(run.errors)")
    #expect(name.contains("did you mean “topic”?") && name.contains(" ^^^^^^\n"), "\(run.errors)")
    let value = try #require(blocks.first { $0.contains("(invalid-value)") }, "\(run.errors)")
    #expect(value.contains("“opose”") && !value.contains("“topic”?"), "\(run.errors)")
    #expect(value.contains(" ^^^^^^^\n") && blocks.count == 2, "\(run.errors)")
    // So has each name that nobody knows, also where it is near by a name and not by its code.
    let names =
      #"{"type":"statement.made","data":{"holder":"italie","topic":"troops","position":"oppose","said":"2025-03-24"}}"#
    let near = try daemon.chancery(["import", "-"], input: names + "\n").errors
    #expect(near.contains("“ITA”?") && near.contains("“own-troops”?"), "\(near)")
  }

  @Test func `rows of nothing are no rows, and a column's name is known in any case, with blanks`()
    throws
  {
    let table = try write(
      "Holder , TOPIC,position\t,Said\n,,,\nITA,own-troops,oppose,2025-03-24\n , ,\"\", \n,,,\n",
      "t.csv"
    )
    #expect(try daemon.does("import", table).hasPrefix("1 read, 1 appended"))
    let tabs = try write(
      "Land \ttopic\tposition\tsaid\n\t\t\t\nFRA\town-troops\toppose\t2025-03-24\n",
      "t.tsv"
    )
    #expect(try daemon.does("import", tabs, "--map", "LAND=holder").hasPrefix("1 read, 1 appended"))
    let half = try write("holder,topic,position,said\n,,oppose,\n", "half.csv")
    #expect(try daemon.chancery("import", half).status == 65)
    let both = try write("holder,Holder,topic\nITA,FRA,own-troops\n", "both.csv")
    try daemon.refuses(
      "import",
      both,
      with: 64,
      saying: ["“holder” and “Holder” both go into holder"]
    )
  }

  @Test func `what is no text is refused as what it is, with a way to make it text`() throws {
    for (name, bytes, words) in [
      ("t.xlsx", [0x50, 0x4B, 3, 4, 0x14], ["t.xlsx is an Excel workbook", "CSV in UTF-8"]),
      ("t.ods", [0x50, 0x4B, 3, 4, 0x14], ["an OpenDocument spreadsheet"]),
      ("t.csv", [0x50, 0x4B, 3, 4, 0x14], ["a ZIP archive"]),
      ("t.xls", [0xD0, 0xCF, 0x11, 0xE0], ["an old Office document"]),
      ("t.pdf", Array("%PDF-1.7\n".utf8), ["t.pdf is a PDF, not text", "chancery help import"]),
      ("t.csv.gz", [0x1F, 0x8B, 8], ["gunzip -c"]), ("t2.csv", [0xFF, 0xFE, 0x68, 0], ["UTF-16"]),
    ] as [(String, [UInt8], [String])] {
      let path = scratch.path + "/" + name
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      try daemon.refuses("import", path, with: 65, saying: words)
    }
    #expect(
      try daemon.chancery(["import", "-"], input: "%PDF-1.4\n").errors.contains(
        "standard input is a PDF"
      )
    )
  }

  @Test func `a bad line behind rows that were not sent is told by its own number`() throws {
    let rows = (1...40).map { row in
      let day = row % 3 == 0 ? "nonsense" : "2025-03-24"
      return "ITA,own-troops,\(row % 5 == 0 ? "nope" : "oppose"),\(day)"
    }
    let file = try write("holder,topic,position,said\n" + rows.joined(separator: "\n"), "many.csv")
    let run = try daemon.chancery("import", file)
    for row in 1...40 {
      #expect(
        run.errors.contains("many.csv:\(row + 1):") == (row % 3 == 0 || row % 5 == 0),
        "\(row): \(run.errors)"
      )
    }
  }
}
