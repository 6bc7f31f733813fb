import ChanceryAPI
import ChanceryModel
import Testing

/// Every answer's bytes, as the wire contract words them.
@Suite struct EncodingTests {
  private let day = CivilDate(year: 2025, month: 3, day: 27) ?? .first
  private let clocks = AnswerClocks(
    at: CivilDate(year: 2025, month: 3, day: 27) ?? .first,
    known: 21,
    head: 22
  )

  private var stance: StanceAnswer {
    StanceAnswer(
      holder: "ITA",
      topic: "own-troops",
      at: day,
      known: 21,
      head: 21,
      position: .oppose,
      conditions: [
        FoldedCondition(
          condition: Condition(kind: .exception, text: "under a “UN” \"flag\""),
          seq: 17
        )
      ],
      since: "[..2025-03-24]",
      sinceLatest: CivilDate(year: 2025, month: 3, day: 24),
      lastSaid: "2025-03-26",
      lastSaidLatest: CivilDate(year: 2025, month: 3, day: 26),
      seq: 17,
      version: 17,
      confirmedBy: [19],
      aside: [.init(seq: 18, standing: .attributed, position: .oppose, kind: .words)],
      statement: Array(#"{"seq":17}"#.utf8)
    )
  }

  @Test func `a stance has the members of the design in its order`() {
    expect(
      stance.encoded(),
      #"""
      {"schema":"chancery.stance/1","holder":"ITA","topic":"own-troops","at":"2025-03-27","known":21,"public":null,"head":21,"rules":"fold/1","position":"oppose","conditions":[{"kind":"exception","text":"under a “UN” \"flag\"","seq":17}],"contested":false,"contested_reason":null,"contested_by":[],"since":"[..2025-03-24]","since_exact":false,"since_latest":"2025-03-24","last_said":"2025-03-26","last_said_latest":"2025-03-26","seq":17,"version":17,"confirmed_by":[19],"possible":[],"aside":[{"seq":18,"standing":"attributed","position":"oppose","kind":"words"}],"redactions":0,"statement":{"seq":17},"correction":null}
      """#
    )
  }

  @Test func `with nothing on record all of it is null`() {
    expect(
      StanceAnswer(
        holder: "ITA",
        topic: "t",
        at: CivilDate(year: -44, month: 3, day: 15) ?? .first,
        known: 0,
        publicDay: day,
        head: .max
      ).encoded(),
      #"""
      {"schema":"chancery.stance/1","holder":"ITA","topic":"t","at":"-0044-03-15","known":0,"public":"2025-03-27","head":18446744073709551615,"rules":"fold/1","position":null,"conditions":[],"contested":false,"contested_reason":null,"contested_by":[],"since":null,"since_exact":false,"since_latest":null,"last_said":null,"last_said_latest":null,"seq":null,"version":null,"confirmed_by":[],"possible":[],"aside":[],"redactions":0,"statement":null,"correction":null}
      """#
    )
  }

  @Test func `the longest stance there can be fits its bound`() {
    let worst = Text(String(repeating: "\u{1}", count: 500))
    let text = Text(String(repeating: "x", count: 64))
    for text in [worst, text, ""] {
      let answer = StanceAnswer(
        holder: text,
        topic: text,
        at: .first,
        known: .max,
        publicDay: .first,
        head: .max,
        position: .conditional,
        conditions: Array(
          repeating: FoldedCondition(
            condition: Condition(kind: .precondition, text: text),
            seq: .max
          ),
          count: 40
        ),
        contestedReason: .undated,
        contestedBy: Array(repeating: .max, count: 40),
        since: text,
        sinceExact: false,
        sinceLatest: .first,
        lastSaid: text,
        lastSaidLatest: .first,
        seq: .max,
        version: .max,
        confirmedBy: Array(repeating: .max, count: 40),
        possible: Array(
          repeating: .init(seq: .max, said: text, position: .conditional),
          count: 40
        ),
        aside: Array(
          repeating: .init(
            seq: .max,
            standing: .attributed,
            position: .conditional,
            kind: .words
          ),
          count: 40
        ),
        redactions: .max,
        more: Array(repeating: text, count: 40),
        by: text
      )
      parses(answer.encoded())
      let list = StanceListAnswer(subject: .holder(text), clocks: clocks, items: [answer])
      parses(list.encoded())
    }
  }

  @Test func `a number has all its digits`() {
    for number in [0, 9, 10, 99, 100, 12_345, .max - 1, .max] as [UInt64] {
      let answer = StanceAnswer(holder: "A", topic: "t", at: day, known: number, head: 1)
      let json = String(decoding: answer.encoded(), as: UTF8.self)
      #expect(json.contains(#""known":\#(number),"#))
    }
  }

  @Test func `a list leaves out schema and statement and names the speaker`() {
    var item = stance
    item.contestedReason = .undated
    item.contestedBy = [3, 4]
    item.possible = [.init(seq: 2, said: "2025-03", position: .support)]
    item.more = ["confirmed_by"]
    item.by = "Giorgia Meloni"
    item.aside = [.init(seq: 5, standing: .absence, position: nil, kind: .words)]
    let answer = StanceListAnswer(
      subject: .board(topic: "own-troops"),
      clocks: clocks,
      items: [item, stance],
      next: "POL"
    )
    let json = String(decoding: answer.encoded(), as: UTF8.self)
    #expect(
      json.hasPrefix(
        #"{"schema":"chancery.board/1","topic":"own-troops","at":"2025-03-27","known":21,"public":null,"head":22,"rules":"fold/1","items":[{"holder":"ITA","topic":"own-troops","at":"#
      )
    )
    #expect(
      json.contains(
        #""contested":true,"contested_reason":"undated","contested_by":[3,4],"since""#
      )
    )
    #expect(json.contains(#""possible":[{"seq":2,"said":"2025-03","position":"support"}]"#))
    #expect(
      json.contains(
        #"[{"seq":5,"standing":"absence","position":null,"kind":"words"}],"redactions":0,"more":["confirmed_by"],"by":"Giorgia Meloni"},{"#
      )
    )
    #expect(json.hasSuffix(#""redactions":0,"by":null}],"next":"POL"}"#))
    #expect(!json.contains("statement"))
    parses(answer.encoded())
    let empty = StanceListAnswer(subject: .holder("ITA"), clocks: clocks, items: [])
    expect(
      empty.encoded(),
      #"{"schema":"chancery.stances/1","holder":"ITA","at":"2025-03-27","known":21,"public":null,"head":22,"rules":"fold/1","items":[],"next":null}"#
    )
  }

  @Test func `a history names the part of each statement`() {
    let said = Moment(text: "[..2025-03-24]", earliest: nil, latest: day)
    let items = [
      HistoryItem(
        topic: "t",
        seq: 4,
        version: 9,
        said: said,
        position: .oppose,
        standing: .declared,
        rank: .head,
        role: .sets,
        conditions: [Condition(kind: .timing, text: "later")],
        by: "M",
        sources: ["s1"]
      ),
      HistoryItem(
        topic: "t",
        seq: 5,
        version: 5,
        said: said,
        position: nil,
        standing: .absence,
        rank: .none,
        role: nil
      ),
    ]
    expect(
      HistoryAnswer(holder: "ITA", topic: "t", clocks: clocks, items: items).encoded(),
      #"""
      {"schema":"chancery.history/1","holder":"ITA","topic":"t","at":"2025-03-27","known":21,"public":null,"head":22,"rules":"fold/1","items":[{"seq":4,"version":9,"said":"[..2025-03-24]","earliest":null,"latest":"2025-03-27","position":"oppose","standing":"declared","rank":"head","role":"sets","conditions":[{"kind":"timing","text":"later"}],"by":"M","sources":["s1"]},{"seq":5,"version":5,"said":"[..2025-03-24]","earliest":null,"latest":"2025-03-27","position":null,"standing":"absence","rank":"none","role":"aside","conditions":null,"by":null,"sources":[]}],"redactions":0,"next":null}
      """#
    )
    let all = HistoryAnswer(holder: "ITA", topic: nil, clocks: clocks, items: items).encoded()
    #expect(String(decoding: all, as: UTF8.self).contains(#""items":[{"topic":"t","seq":4"#))
  }

  @Test func `a meeting`() {
    let said = Moment(text: "2025-03-28", earliest: day, latest: day)
    let report = ReportHeader(source: "s1", reliability: UInt8(ascii: "B"))
    let facts: [MeetingFact] = [
      MeetingFact(
        seq: 1,
        type: .meetingHeld,
        header: .init(
          meeting: "p",
          said: said,
          report: report,
          dateEarliest: day,
          dateLatest: day
        ),
        data: ["title": "Summit", "date": "2025-03-27", "hosts": ["FRA"]]
      ),
      MeetingFact(
        seq: 2,
        type: .attendanceReported,
        header: .init(meeting: "p", said: said, actor: "ITA", role: .observer),
        data: ["by": "LCI"]
      ),
      MeetingFact(
        seq: 3,
        type: .countReported,
        header: .init(meeting: "p", said: said),
        data: ["value": 30, "unit": "countries", "qualifier": "about"]
      ),
      MeetingFact(
        seq: 4,
        type: .outcomeReported,
        header: .init(meeting: "p", said: said),
        data: ["text": "a plan", "kind": "plan", "parts": [["text": "sea"]]]
      ),
    ]
    expect(
      MeetingFold.answer(meeting: "p", facts: facts, clocks: clocks).encoded(),
      #"""
      {"schema":"chancery.meeting/1","meeting":"p","merged_from":[],"at":"2025-03-27","known":21,"public":null,"head":22,"rules":"meeting/1","status":"held","title":"Summit","date":"2025-03-27","place":null,"format":null,"level":null,"hosts":["FRA"],"agenda":[],"follows":null,"contested":[],"values":{"date":[{"value":"2025-03-27","seq":1,"source":"s1","said":"2025-03-28","reliability":"B"}],"place":[],"title":[{"value":"Summit","seq":1,"source":"s1","said":"2025-03-28","reliability":"B"}],"format":[],"level":[],"hosts":[{"value":["FRA"],"seq":1,"source":"s1","said":"2025-03-28","reliability":"B"}],"agenda":[],"follows":[],"status":[{"value":"held","seq":1,"source":"s1","said":"2025-03-28","reliability":"B"}]},"attendance":[{"actor":"ITA","role":"observer","planned":false,"reports":[{"seq":2,"role":"observer","person":null,"mode":null,"level":null,"representing":null,"by":"LCI","source":null,"said":"2025-03-28","planned":false}]}],"counts":[{"seq":3,"value":30,"unit":"countries","qualifier":"about","kind":null,"by":null,"source":null,"said":"2025-03-28","planned":false}],"outcomes":[{"seq":4,"kind":"plan","text":"a plan","parts":[{"text":"sea","topic":null,"actors":[]}],"agreed_by":[],"dissent":[],"follow_up":null,"by":null,"source":null,"said":"2025-03-28"}],"followed_by":[],"statements_made":[],"statements_about":[],"events":[1,2,3,4],"redactions":0}
      """#
    )
    let list = MeetingListAnswer(
      clocks: clocks,
      items: [MeetingFold.summary(meeting: "p", facts: facts, at: day)]
    )
    expect(
      list.encoded(),
      #"""
      {"schema":"chancery.meetings/1","items":[{"meeting":"p","title":"Summit","date":"2025-03-27","earliest":"2025-03-27","latest":"2025-03-27","place":null,"status":"held","level":null,"format":null,"hosts":["FRA"],"attendance":1,"counts":1,"outcomes":1,"contested":[],"seq":1}],"next":null,"head":22,"at":"2025-03-27","known":21,"public":null}
      """#
    )
  }

  @Test func `an append`() {
    let derived = DerivedValues(
      said: Moment(text: "2025-03", earliest: nil, latest: day),
      rank: .head,
      stances: [StanceHeader(holder: "ITA", topic: "t", position: nil, standing: .absence)],
      reports: nil
    )
    let answer = AppendAnswer(
      first: 18,
      last: 20,
      appended: 2,
      duplicates: 1,
      declared: [18],
      head: 20,
      results: [
        AppendResult(seq: 19, id: "a", derived: derived),
        AppendResult(seq: 3, id: "b", isDuplicate: true, isRedacted: true),
      ]
    )
    expect(
      answer.encoded(),
      #"""
      {"schema":"chancery.append/1","first":18,"last":20,"appended":2,"duplicates":1,"declared":[18],"head":20,"results":[{"seq":19,"id":"a","duplicate":false,"derived":{"said":"2025-03","earliest":null,"latest":"2025-03-27","rank":"head","stances":[{"holder":"ITA","topic":"t","position":null,"standing":"absence"}]}},{"seq":3,"id":"b","duplicate":true,"redacted":true}]}
      """#
    )
    let dry = AppendAnswer(
      first: nil,
      last: nil,
      appended: 0,
      duplicates: 0,
      head: 20,
      results: [],
      isDryRun: true,
      changes: [
        StanceChange(
          holder: "ITA",
          topic: "t",
          at: day,
          before: .init(),
          after: .init(position: .oppose, since: "2025-03", seq: 21)
        )
      ]
    )
    expect(
      dry.encoded(),
      #"""
      {"schema":"chancery.append/1","first":null,"last":null,"appended":0,"duplicates":0,"declared":[],"head":20,"results":[],"dry_run":true,"changes":[{"holder":"ITA","topic":"t","at":"2025-03-27","before":{"position":null,"since":null,"seq":null},"after":{"position":"oppose","since":"2025-03","seq":21}}]}
      """#
    )
  }

  @Test func `what is derived of each kind of event`() {
    let said = Moment(text: "2025-03-27", earliest: day, latest: day)
    let report = ReportHeader(
      source: "s1",
      span: ByteSpan(start: 3, end: 9),
      quotes: [ByteSpan(start: 4, end: 5), nil]
    )
    func header(_ body: EventHeader.Body) -> EventHeader {
      EventHeader(
        type: .statementMade,
        recordedAt: Instant(microseconds: 0),
        requestIndex: 0,
        requestCount: 1,
        isDeclared: false,
        body: body
      )
    }
    let topic = header(.topic(TopicHeader(slug: "t", title: "T")))
    #expect(DerivedValues(topic, withReports: true) == nil)
    let extra = header(.report(StatementReportHeader(statement: 1, report: report)))
    #expect(DerivedValues(extra) == nil)
    var json = JSONWriter()
    DerivedValues(extra, withReports: true)?.write(to: &json)
    expect(
      json.bytes,
      #"{"reports":[{"source":"s1","start":3,"end":9,"quotes":[[4,5],null]}]}"#
    )
    json = JSONWriter()
    DerivedValues(header(.meeting(MeetingFactHeader(meeting: "p", said: said))))?.write(to: &json)
    expect(
      json.bytes,
      #"{"said":"2025-03-27","earliest":"2025-03-27","latest":"2025-03-27"}"#
    )
    json = JSONWriter()
    DerivedValues(header(.statement(StatementHeader(said: said, reports: [report]))))?
      .write(to: &json)
    expect(
      json.bytes,
      #"{"said":"2025-03-27","earliest":"2025-03-27","latest":"2025-03-27","rank":"none","stances":[]}"#
    )
  }

  @Test func `a check lists its first faults`() {
    var answer = CheckAnswer()
    answer.pass()
    let refusal = Refusal(
      .unknownTopic,
      "no topic “x”",
      hint: "did you mean “y”?",
      items: [.init(pointer: "/topic", detail: "no topic “x”", column: 7)]
    )
    answer.refuse(refusal, line: 2)
    expect(
      answer.encoded(),
      #"""
      {"schema":"chancery.check/1","checked":2,"refused":1,"errors":[{"line":2,"code":"unknown-topic","pointer":"/topic","detail":"no topic “x”","hint":"did you mean “y”?","column":7}]}
      """#
    )
    for line in 3...1500 { answer.refuse(Refusal(.malformedJSON, "no"), line: line) }
    #expect(answer.errors.count == 1000)
    #expect(answer.refused == 1499)
    #expect(answer.errors.last?.line == 1001)
  }

  @Test func `pages, replay and rebuild`() {
    let items = [Array(#"{"seq":1}"#.utf8), Array(#"{"seq":2}"#.utf8)]
    expect(
      EventPage(items: items, next: 2, head: 5, examinedThrough: 2).encoded(),
      #"{"schema":"chancery.events/1","items":[{"seq":1},{"seq":2}],"next":2,"head":5}"#
    )
    expect(
      VocabularyPage(kind: .person, items: [["person": "m"]], head: 5).encoded(),
      #"{"schema":"chancery.people/1","items":[{"person":"m"}],"next":null,"head":5}"#
    )
    expect(
      VocabularyMatch(kind: .actor, items: [], match: .none, nearest: ["ITA"], head: 5).encoded(),
      #"{"schema":"chancery.actors/1","items":[],"match":"none","nearest":["ITA"],"head":5}"#
    )
    expect(
      ReplayLine(
        day: day,
        change: .stance(
          holder: "ITA",
          topic: "t",
          from: nil,
          to: .conditional,
          isContested: false
        ),
        seq: 4
      ).encoded(),
      #"{"t":"stance","day":"2025-03-27","holder":"ITA","topic":"t","from":null,"to":"conditional","seq":4,"contested":false}"#
    )
    expect(
      ReplayLine(
        day: day,
        change: .meeting("p", from: .scheduled, to: .held),
        seq: 4,
        recordedAt: Instant(microseconds: 0)
      ).encoded(),
      #"{"t":"meeting","day":"2025-03-27","meeting":"p","from":"scheduled","to":"held","seq":4,"recordedat":"1970-01-01T00:00:00.000000Z"}"#
    )
    expect(
      RebuildProgress(phase: "filling", done: 1, total: 2).encoded(),
      #"{"phase":"filling","done":1,"total":2}"#
    )
    expect(
      RebuildAnswer(
        end: .different,
        head: 5,
        seconds: 1.23456,
        projections: [.init(name: "stances", rows: 7, isIdentical: false)]
      ).encoded(),
      #"{"end":"different","head":5,"seconds":1.235,"projections":[{"name":"stances","rows":7,"identical":false}]}"#
    )
  }

  @Test func `what differs between two clocks`() throws {
    let silent = StanceAnswer(holder: "ITA", topic: "own-troops", at: day, known: 16, head: 22)
    let item = try #require(StanceDifference(before: silent, after: stance))
    expect(
      ChangesAnswer(
        from: AnswerClocks(at: day, known: 16, publicDay: day, head: 22),
        to: clocks,
        items: [item],
        next: ChangesPlace(topic: "own-troops", holder: "ITA")
      ).encoded(),
      #"""
      {"schema":"chancery.changes/1","from":{"at":"2025-03-27","known":16,"public":"2025-03-27"},"to":{"at":"2025-03-27","known":21,"public":null},"head":22,"rules":"fold/1","items":[{"topic":"own-troops","holder":"ITA","kind":"first","before":{"position":null,"conditions":[],"contested":false,"contested_reason":null,"since":null,"since_exact":false,"since_latest":null,"last_said":null,"last_said_latest":null,"seq":null,"version":null,"by":null},"after":{"position":"oppose","conditions":[{"kind":"exception","text":"under a “UN” \"flag\"","seq":17}],"contested":false,"contested_reason":null,"since":"[..2025-03-24]","since_exact":false,"since_latest":"2025-03-24","last_said":"2025-03-26","last_said_latest":"2025-03-26","seq":17,"version":17,"by":null}}],"next":"own-troops/ITA"}
      """#
    )
  }

  @Test func `a problem`() {
    let refusal = Refusal(
      .headMismatch,
      "the head is 7",
      items: [.init(pointer: "/0", detail: "d", line: 1)]
    )
    expect(
      refusal.encodedProblem(
        instance: "/v1/events",
        extras: [("expected", 5), ("actual", 7)]
      ),
      #"""
      {"type":"urn:chancery:problem:head-mismatch","title":"The journal is not at the expected head","status":412,"code":"head-mismatch","detail":"the head is 7","hint":null,"errors":[{"pointer":"/0","detail":"d","line":1,"column":null}],"instance":"/v1/events","expected":5,"actual":7}
      """#
    )
  }

  private func expect(
    _ bytes: [UInt8],
    _ json: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(String(decoding: bytes, as: UTF8.self) == json, sourceLocation: sourceLocation)
    parses(bytes, sourceLocation: sourceLocation)
  }

  private func parses(_ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
    do throws(Refusal) {
      _ = try JSONParser.parse(bytes)
    } catch {
      #expect(error.code == .numberRange, "\(error)", sourceLocation: sourceLocation)
    }
  }
}
