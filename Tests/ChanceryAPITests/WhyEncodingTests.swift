import ChanceryAPI
import ChanceryModel
import Testing

/// The bytes of `chancery.why/1`.
@Suite struct WhyEncodingTests {
  private let day = CivilDate(year: 2025, month: 3, day: 27) ?? .first

  @Test func `why names the clause of each statement, and what it comes to`() throws {
    let step = WhyStep(
      item: HistoryItem(
        topic: "own-troops",
        seq: 4,
        version: 9,
        said: Moment(text: "2025-03", earliest: nil, latest: day),
        position: .support,
        standing: .declared,
        rank: .official,
        role: .outranked,
        conditions: [Condition(kind: .timing, text: "later")],
        by: "M",
        sources: ["s1"]
      ),
      kind: .words,
      clause: .rank,
      passedFor: [17, 19],
      isUndated: false
    )
    let stance = StanceAnswer(
      holder: "ITA",
      topic: "own-troops",
      at: day,
      known: 21,
      head: 21,
      position: .oppose,
      seq: 17,
      version: 17
    )
    let answer = WhyAnswer(stance: stance, steps: [step], laterCount: 2, next: "1")
    let json = String(decoding: answer.encoded(), as: UTF8.self)
    _ = try JSONParser.parse(answer.encoded(), limits: JSONLimits(depth: 8))
    #expect(
      json.hasPrefix(
        #"{"schema":"chancery.why/1","holder":"ITA","topic":"own-troops","at":"2025-03-27","known":21,"public":null,"head":21,"rules":"fold/1","stance":{"holder":"ITA","#
      )
    )
    #expect(
      json.hasSuffix(
        #""items":[{"seq":4,"version":9,"said":"2025-03","earliest":null,"latest":"2025-03-27","position":"support","standing":"declared","kind":"words","rank":"official","kept":false,"clause":"rank","part":2,"passed_for":[17,19],"undated":false,"conditions":[{"kind":"timing","text":"later"}],"by":"M","sources":["s1"]}],"later":2,"redactions":0,"next":"1"}"#
      )
    )
  }
}
