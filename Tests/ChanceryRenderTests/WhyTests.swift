import ChanceryModel
import ChanceryRender
import Testing

@Suite struct WhyTests {
  private static func item(
    _ seq: Int,
    _ clause: String,
    _ part: Int,
    kept: Bool = false,
    position: String? = "oppose",
    standing: String = "declared",
    for events: String = "",
    undated: Bool = false,
    conditions: String = "null"
  ) -> String {
    let position = position.map { "\"\($0)\"" } ?? "null"
    return """
      {"seq":\(seq),"version":\(seq),"said":"2025-03-24","earliest":"2025-03-24",\
      "latest":"2025-03-24","position":\(position),"standing":"\(standing)","kind":"words",\
      "rank":"head","kept":\(kept),"clause":"\(clause)","part":\(part),"passed_for":[\(events)],\
      "undated":\(undated),"conditions":\(conditions),"by":"G. Meloni\\u001b[31m","sources":["a"]}
      """
  }

  private static let condition = #"[{"kind":"exception","text":"under a UN flag"}]"#

  private static let items = [
    item(1, "sets", 3, kept: true, conditions: condition),
    item(2, "confirms", 3, kept: true), item(3, "confirms", 3, kept: true, conditions: "[]"),
    item(4, "sets", 3, kept: true, position: "support", undated: true),
    item(5, "standing", 1, position: nil, standing: "absence"), item(6, "deed", 1),
    item(7, "not-public", 1), item(8, "not-yet", 1), item(9, "superseded", 1, for: "4"),
    item(10, "same-utterance", 1, for: "4"), item(11, "exact-day", 2, for: "1,2"),
    item(12, "rank", 2, for: "4"), item(13, "earliest", 2, for: "4"),
    item(14, "equals", 2, for: "4"),
  ]

  private static func page(_ stance: String, _ more: String) -> [UInt8] {
    Array(
      """
      {"schema":"chancery.why/1","holder":"ITA","topic":"own-troops","at":"2025-03-27","known":21,\
      "public":null,"head":21,"rules":"fold/1","stance":\(stance),\
      "items":[\(items.joined(separator: ","))],\(more)"next":null}

      """.utf8
    )
  }

  private static let contested = page(
    """
    {"position":"support","conditions":[],"contested":true,"contested_by":[14],"since":"2025-03-24",\
    "since_exact":true,"since_latest":"2025-03-24","seq":4}
    """,
    #""later":2,"redactions":1,"#
  )

  @Test
  func `each statement says kept or passed over, by which clause, and the stance stands below`()
    throws
  {
    let lines = try Golden.list(WhyView.view(Golden.names), [Self.contested], .table)
      .split(separator: "\n").map { String($0) }
    #expect(lines[0] == "Italy · own-troops · as of 2025-03-27 · head 21")
    #expect(lines[1].hasPrefix("EVENT  SAID        STANCE"))
    #expect(lines[2].hasSuffix("kept: sets the stance, and adds exception: under a UN flag (3)"))
    #expect(lines[2].contains("G. Meloni␛[31m"))
    #expect(lines[3].hasSuffix("kept: says it again, and keeps what conditions there are (3)"))
    #expect(lines[4].hasSuffix("kept: says it again, and clears the conditions (3)"))
    #expect(lines[5].hasSuffix("kept: sets the stance; the dates do not prove the change (3)"))
    #expect(lines[6].contains("· absence"))
    #expect(lines[6].hasSuffix("passed over: absence, not the holder's own word (1)"))
    #expect(lines[7].hasSuffix("passed over: a deed is listed, never folded (1)"))
    #expect(lines[8].hasSuffix("passed over: no source had published it by then (1)"))
    #expect(lines[9].hasSuffix("passed over: may have been said as late as 2025-03-24 (1)"))
    #expect(lines[10].hasSuffix("passed over: superseded by event 4 (1)"))
    #expect(lines[11].hasSuffix("passed over: the same utterance as event 4, which counts (1)"))
    #expect(
      lines[12].hasSuffix(
        "passed over: its day is uncertain, that of event 1, 2 is known and within it (2)"
      )
    )
    #expect(lines[13].hasSuffix("passed over: a higher rank spoke that day: event 4 (2)"))
    #expect(lines[14].hasSuffix("passed over: the day of event 4 is known more closely (2)"))
    #expect(
      lines[15].hasSuffix(
        "passed over: an equal said otherwise that day: the stance is that of event 4 (2)"
      )
    )
    #expect(
      lines[16] == "→ ● support, since 2025-03-24 (event 4), contested by event 14 · fold/1"
    )
    #expect(lines[17] == "2 statements can only have been said later")
    #expect(lines[18] == "1 event erased: the fold goes on as if never recorded")
    #expect(lines.count == 19)
  }

  @Test func `with nothing kept the stance below is silence, not a blank`() throws {
    let silent = Self.page(#"{"position":null,"conditions":[]}"#, #""later":0,"redactions":0,"#)
    let text = try Golden.list(WhyView.view(Golden.names), [silent], .table)
    #expect(text.hasSuffix("→ · no statement on record · fold/1\n"))
  }

  @Test func `programs get the clause, the part and the events, and never the sentence`() throws {
    let csv = try Golden.list(WhyView.view(Golden.names), [Self.contested], .csv)
      .split(separator: "\r\n")
    #expect(
      csv[0]
        == "seq,said,position,by,rank,kept,clause,part,passed_for,undated,standing,kind,conditions,sources,version,earliest,latest"
    )
    #expect(
      csv[11]
        == "11,2025-03-24,oppose,G. Meloni\u{1B}[31m,head,false,exact-day,2,1; 2,false,declared,words,,a,11,2025-03-24,2025-03-24"
    )
    let json = try Golden.list(WhyView.view(Golden.names), [Self.contested], .json)
    #expect(Array(json.utf8) == Self.contested)
  }
}
