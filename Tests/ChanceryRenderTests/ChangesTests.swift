import ChanceryModel
import ChanceryRender
import Testing

@Suite struct ChangesTests {
  private static let silent = """
    {"position":null,"conditions":[],"contested":false,"contested_reason":null,"since":null,\
    "since_exact":false,"since_latest":null,"last_said":null,"last_said_latest":null,"seq":null,\
    "version":null,"by":null}
    """

  private static func stance(
    _ position: String,
    since: String,
    seq: Int,
    version: Int? = nil,
    conditions: String = "",
    contested: Bool = false
  ) -> String {
    """
    {"position":"\(position)","conditions":[\(conditions)],"contested":\(contested),\
    "since":"\(since)","since_exact":true,"seq":\(seq),"version":\(version ?? seq),\
    "by":"Giorgia Meloni\\u001b[31m"}
    """
  }

  private static func condition(_ kind: String, _ text: String) -> String {
    #"{"kind":"\#(kind)","text":"\#(text)","seq":17}"#
  }

  private static func item(_ kind: String, _ before: String, _ after: String) -> String {
    #"{"topic":"own-troops","holder":"ITA","kind":"\#(kind)","before":\#(before),"after":\#(after)}"#
  }

  private static let items = [
    item("first", silent, stance("oppose", since: "2025-03-24", seq: 17)),
    item(
      "changed",
      stance(
        "oppose",
        since: "2025-03-24",
        seq: 17,
        conditions: condition("exception", "under a UN flag") + "," + condition("timing", "later")
      ),
      stance(
        "oppose",
        since: "2025-03-24",
        seq: 17,
        version: 30,
        conditions: condition("timing", "later") + "," + condition("timing", "never | ever"),
        contested: true
      )
    ),
    item("gone", stance("support", since: "2025-03-01", seq: 3), silent),
  ]

  private static func page(_ from: String, _ to: String) -> [UInt8] {
    Array(
      """
      {"schema":"chancery.changes/1","from":{\(from)},"to":{\(to)},"head":21,"rules":"fold/1",\
      "items":[\(items.joined(separator: ","))],"next":null}

      """.utf8
    )
  }

  private static let knownPage = page(
    #""at":"2025-03-27","known":12,"public":null"#,
    #""at":"2025-03-27","known":21,"public":null"#
  )

  @Test func `a table shows before and after, what changed and the events`() throws {
    #expect(
      try Golden.list(ChangesView.view, [Self.knownPage], .table) == """
        as of 2025-03-27 · known at event 12 → 21 · head 21
        TOPIC       HOLDER  KIND     BEFORE          AFTER               SINCE           EVENT               BY                   CONDITIONS
        own-troops  Italy   first    · no statement  ✕ oppose            — → 2025-03-24  — → 17              Giorgia Meloni␛[31m  —
        own-troops  Italy   changed  ✕ oppose        ✕ oppose contested  2025-03-24      17 → 17 (as of 30)  Giorgia Meloni␛[31m  timing: later; + timing: never | ever; − exception: under a UN flag
        own-troops  Italy   gone     ● support       · no statement      2025-03-01 → —  3 → —               Giorgia Meloni␛[31m  —
        3 stances differ

        """
    )
  }

  @Test func `the heading names each clock, and both ends where they differ`() throws {
    func heading(_ from: String, _ to: String) throws -> String {
      let table = try Golden.list(ChangesView.view, [Self.page(from, to)], .table)
      return String(table.prefix { $0 != "\n" })
    }
    #expect(
      try heading(
        #""at":"2025-03-11","known":21,"public":null"#,
        #""at":"2025-03-27","known":21,"public":null"#
      ) == "as of 2025-03-11 → 2025-03-27 · head 21"
    )
    #expect(
      try heading(
        #""at":"2025-03-27","known":20,"public":"2025-03-20""#,
        #""at":"2025-03-27","known":20,"public":null"#
      )
        == "as of 2025-03-27 · known at event 20 · public by 2025-03-20 → all on record · head 21"
    )
  }

  @Test func `CSV has a column for each side of each member`() throws {
    let lines = try Golden.list(ChangesView.view, [Self.knownPage], .csv)
      .split(separator: "\r\n")
    #expect(
      lines[0]
        == """
        topic,holder,kind,before_position,after_position,before_since,after_since,before_seq,\
        after_seq,before_version,after_version,before_contested,after_contested,\
        before_conditions,after_conditions
        """
    )
    #expect(
      lines[2]
        == """
        own-troops,ITA,changed,oppose,oppose,2025-03-24,2025-03-24,17,17,17,30,false,true,\
        exception: under a UN flag; timing: later,timing: later; timing: never | ever
        """
    )
  }

  @Test func `JSON and NDJSON are the daemon's bytes`() throws {
    let json = try Golden.list(ChangesView.view, [Self.knownPage], .json)
    #expect(json == String(decoding: Self.knownPage, as: UTF8.self))
    let lines = try Golden.list(ChangesView.view, [Self.knownPage], .ndjson)
    #expect(lines == Self.items.map { $0 + "\n" }.joined())
  }
}
