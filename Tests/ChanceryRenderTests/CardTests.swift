import ChanceryModel
import ChanceryRender
import Testing

@Suite struct CardTests {
  @Test func `a stance tells the speaker, the words, the source, the event and the doubts`() throws
  {
    let stance = try Golden.json(SeedAnswers.stance)
    #expect(
      StanceCard.text(stance, names: Golden.names, style: .plain) == """
        Italy · own-troops · as of 2025-03-27                                 ✕ OPPOSE
          since       by 2025-03-24  ([..2025-03-24])
          confirmed   last said 2025-03-26 (event 19)
          conditions  exception: under a UN flag (event 17)
          said by     Giorgia Meloni, Prime Minister
          quote       “Italian troops are not envisaged”
          source      ansa-1
          event       17, recorded 2025-03-24 17:02 UTC
          aside       attributed oppose (event 18) · not the holder's own word

        """
    )
  }

  @Test func `silence is said, and where else the holder spoke`() throws {
    let stance = try Golden.json(SeedAnswers.hungary)
    let other = try Golden.json(SeedAnswers.france)
    let text = StanceCard.text(
      stance,
      names: Golden.names,
      style: .plain,
      elsewhere: [other]
    )
    #expect(text.contains("· NO STATEMENT ON RECORD"))
    #expect(text.contains("elsewhere   own-troops ● support (event 7)"))
  }

  @Test func `a history tells what each statement does`() throws {
    let view = HistoryView.view(Golden.names, hasTopics: false)
    #expect(
      try Golden.list(view, [Array(SeedAnswers.history.utf8)], .table) == """
        France · own-troops · as of 2025-03-27 · head 21
        SAID           STANCE         ROLE   BY                 EVENT  SOURCE  CONDITIONS
        2025-03-11     ◐ conditional  sets   Sébastien Lecornu  4      s3      precondition: a ceasefire
        by 2025-03-16  ● support      sets   Emmanuel Macron    7      s1; s2  —
        2025-03-17     · absence      aside  —                  9      s1      —
        3 statements

        """
    )
  }

  @Test func `meetings stand by date, with what is contested marked`() throws {
    #expect(
      try Golden.list(MeetingsView.view, [Array(SeedAnswers.meetings.utf8)], .table) == """
        as of 2025-03-27 · head 21
        MEETING            DATE        STATUS  PLACE   LEVEL              ACTORS  COUNTS  OUTCOMES  EVENT  TITLE
        london-2025-03-02  2025-03-02  held    London  leaders                 0       0         0      —  —
        paris-2025-03-11   2025-03-11  held    Paris   chiefs of staff ≠      34       3         2      5  Chiefs
        2 meetings

        """
    )
  }

  @Test func `counts that conflict stand side by side, each with its source`() throws {
    let meeting = try Golden.json(SeedAnswers.meeting)
    #expect(
      MeetingCard.text(meeting, names: Golden.names, style: .plain) == """
        paris-2025-03-11 · Paris Forum                                            HELD
          date        2025-03-11
          place       Paris
          level       chiefs of staff  (event 5, s3)
          hosts       France
          ≠ level     generals  (event 6, s4)
          observer    Italy (portolano, event 5)
          counts      34 chiefs attended  (event 5, s3)
                      about 30 countries expected (planned)  (event 6, s4, Élysée)
          outcomes    commitment: guarantees not to be separated from NATO (not: Hungary) → \
        paris-2025-03-27  (event 8, s3)
          followed by paris-2025-03-27
          said there  event 4
        as of 2025-03-27 · head 21

        """
    )
  }

  @Test(arguments: [
    ("2025-03-14", true, "2025-03-14"), ("[..2025-03-24]", false, "by 2025-03-24"),
    ("2025-03", false, "by 2025-03-31"), ("2025-03-14~", false, "2025-03-14"),
    ("[2025-03-03..2025-03-07]", false, "by 2025-03-07"),
  ])
  func `an imprecise date prints as by its last day`(text: String, isExact: Bool, shown: String) {
    #expect(DateText.since(text, isExact: isExact) == shown)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (869_937, "869,937"), (-1234, "-1,234"),
  ])
  func `numbers have groups`(number: Int, text: String) {
    #expect(Counts.grouped(number) == text)
  }
}
