import ChanceryModel
import ChanceryRender
import Testing

@Suite struct TimelineTests {
  private func items() throws -> [TimelineItem] {
    var items: [TimelineItem] = []
    let history = try Golden.json(SeedAnswers.history)
    for item in history["items"]?.arrayValue ?? [] {
      if let line = try TimelineItem.statement(item, holder: "FRA", topic: "own-troops") {
        items.append(line)
      }
    }
    items += try TimelineItem.meeting(
      try Golden.json(SeedAnswers.meeting),
      latest: try CivilDate.parse("2025-03-11")
    )
    let correction = try Golden.json(
      """
      {"seq":22,"data":{"event":17,"version":17,"data":{},"reason":"misread\\u001b[2J"},\
      "recordedat":"2025-03-28T17:02:11.482913Z","recordedby":"uid:1000","type":"event.corrected"}
      """
    )
    if let line = try TimelineItem.record(correction) { items.append(line) }
    return items.sorted { TimelineItem.isBefore($0, $1) }
  }

  private func page() throws -> [UInt8] {
    TimelineView.page(
      try items(),
      days: (nil, "2025-03-31"),
      clocks: ("2025-03-31", 22, nil),
      head: 22
    )
  }

  @Test func `days are headings, and every line cites its event`() throws {
    let answer = try JSONParser.parse(page(), limits: JSONLimits(depth: 64))
    let text = try TimelinePicture.text(
      of: answer,
      isWide: false,
      names: Golden.names,
      style: .plain
    )
    #expect(
      text == """
        as of 2025-03-31 · head 22
          WHO         ON                WHAT                                                  BY                 EVENT  SOURCE
        2025-03-11 Tuesday
          meeting     paris-2025-03-11  held, Paris, chiefs of staff, Paris Forum             —                      5  —
          outcome     paris-2025-03-11  commitment: guarantees not to be separated from NATO  —                      8  s3
          France      own-troops        ◐ conditional; precondition: a ceasefire              Sébastien Lecornu      4  s3
        2025-03-16 Sunday
          France      own-troops        ● support                                             Emmanuel Macron        7  s1; s2
        2025-03-17 Monday
          France      own-troops        · absence, aside                                      —                      9  s1
        2025-03-28 Friday
          correction  —                 of 17: misread␛[2J                                    uid:1000              22  —
        6 lines

        """
    )
  }

  @Test func `rows for programs have the day and the kind`() throws {
    let csv = try Golden.list(TimelineView.view, [page()], .csv)
    let lines = csv.split(separator: "\r\n")
    #expect(
      lines[0]
        == "day,kind,holder,topic,meeting,position,by,seq,sources,said,version,standing,role,text"
    )
    #expect(lines[1].hasPrefix("2025-03-11,meeting,,,paris-2025-03-11,"))
    #expect(lines.count == 7)
  }

  @Test func `who spoke without taking a position is called by the person's name`() throws {
    let event = try Golden.json(
      """
      {"seq":9,"data":{"said":"2025-03-14","speaker":{"person":"macron","role":"president"},\
      "about":[{"topic":"own-troops"}],"quote":"when it is confirmed"},"type":"statement.made",\
      "derived":{"earliest":"2025-03-14","latest":"2025-03-14","stances":[]}}
      """
    )
    let named = try TimelineItem.remark(event) { $0 == "macron" ? "Emmanuel Macron" : nil }
    #expect(named?.by == "Emmanuel Macron")
    #expect(try TimelineItem.remark(event, personName: { _ in nil })?.by == "macron")
  }

  @Test func `a timeline without a line says so`() throws {
    let page = TimelineView.page([], days: (nil, nil), clocks: ("2025-03-31", 0, nil), head: 0)
    let text = try TimelinePicture.text(
      of: try JSONParser.parse(page),
      isWide: false,
      names: Golden.names,
      style: .plain
    )
    #expect(text == "no event on record\n")
  }

  @Test func `a width is kept`() throws {
    let answer = try JSONParser.parse(page(), limits: JSONLimits(depth: 64))
    for width in [90, 120] {
      let text = try TimelinePicture.text(
        of: answer,
        isWide: false,
        names: Golden.names,
        style: RenderStyle(width: width)
      )
      #expect(text.split(separator: "\n").allSatisfy { CellWidth.of($0) <= width }, "\(text)")
    }
  }
}
