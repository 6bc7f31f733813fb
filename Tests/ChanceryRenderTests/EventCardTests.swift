import ChanceryModel
import ChanceryRender
import Testing

/// An event's card: what counts, what became of it since, and what later events say of it.
@Suite struct EventCardTests {
  /// A statement with some members of `?derived=true` put in place of those of a quiet life.
  private func card(_ members: String...) throws -> String {
    var event = try Golden.json(
      """
      {"seq":17,"data":{"holder":"ITA","position":"oppose","said":"2025-03-24",\
      "topic":"own-troops"},"datahash":"ab","id":"i","recordedat":"2025-03-24T17:02:11.482913Z",\
      "recordedby":"uid:1000","source":"urn:x","specversion":"1.0","type":"statement.made",\
      "derived":{"said":"2025-03-24","earliest":"2025-03-24","latest":"2025-03-24","rank":"head",\
      "stances":[{"holder":"ITA","topic":"own-troops","position":"oppose",\
      "standing":"declared"}],"reports":[]},"reported_by":[],"request":[0,1],\
      "state":{"version":17,"standing":true},"corrected_by":[],"withdrawn_by":[],"links":[],\
      "reviews":[],"redacted":null}
      """
    )
    for member in members {
      for change in try Golden.json("{\(member)}").objectValue?.members ?? [] {
        event = try event.changed(at: "/\(change.key)", to: change.value)
      }
    }
    return EventCard.text(event, style: .plain)
  }

  @Test func `an event that nothing has touched tells what it records and what was derived`() throws
  {
    #expect(
      try card() == """
        event 17 · statement.made
          ITA own-troops ✕ oppose
          day          2025-03-24
          rank         head
          stance       ITA · own-troops · ✕ oppose · declared
          holder       ITA
          position     oppose
          said         2025-03-24
          topic        own-troops
          recorded     2025-03-24 17:02 UTC by uid:1000
          id           i
          source       urn:x
          datahash     ab

        """
    )
  }

  @Test func `a report is told in words: source, form, words with their places, how they came`()
    throws
  {
    let text = try card(
      #""data":{"reports":[{"source":"s1","form":"narrated","start":10,"end":90,"quotes":[{"text":"no","start":12,"end":14}]},{"source":"s2","form":"quote","text":"not\u001b[2J ours","via":"afp","translated":true,"language":"it"}],"said":"2025-03-24"}"#
    )
    #expect(
      text.contains("reports      s1 · narrated · the passage (10..90) · “no” (12..14)\n"),
      "\(text)"
    )
    #expect(
      text.contains("s2 · quote · “not␛[2J ours” · via afp · translated · language: it\n"),
      "\(text)"
    )
    let meeting = try card(#""data":{"report":{"source":"s1","form":"quote","text":"yes"}}"#)
    #expect(meeting.contains("report       s1 · quote · “yes”\n"), "\(meeting)")
  }

  @Test func `of a corrected event all is of the version that counts`() throws {
    let text = try card(
      #""state":{"version":24,"standing":true},"corrected_by":[22,24]"#,
      #""current":{"holder":"FRA","position":"support","said":"2025-03-20","topic":"ceasefire"}"#,
      #""derived":{"said":"2025-03-20","earliest":"2025-03-20","latest":"2025-03-20","rank":"none"}"#
    )
    #expect(text.contains("  FRA ceasefire ● support\n"))
    #expect(text.contains("corrected by event 22, 24; that of event 24 counts\n"))
    #expect(
      text.contains("day          2025-03-20\n") && text.contains("said         2025-03-20\n")
    )
    #expect(!text.contains("ITA") && !text.contains("2025-03-24\n"), "\(text)")
  }

  @Test func `corrections that were all withdrawn leave the event its own content`() throws {
    let text = try card(#""corrected_by":[22]"#)
    #expect(text.contains("corrected by event 22; the event's own content counts\n"))
  }

  @Test func `a withdrawal is told, and that it was withdrawn itself`() throws {
    let gone = try card(#""state":{"version":17,"standing":false},"withdrawn_by":[20]"#)
    #expect(gone.contains("withdrawn by event 20\n"))
    let back = try card(#""withdrawn_by":[20,23]"#)
    #expect(back.contains("withdrawn by event 20, 23; it stands again\n"))
  }

  @Test func `links are told from either end, with what is doubtful about them`() throws {
    let text = try card(
      """
      "links":[{"seq":30,"from":17,"to":9,"kind":"repeats","certainty":"certain","standing":true},\
      {"seq":31,"from":21,"to":17,"kind":"same-utterance","certainty":"probable","standing":true},\
      {"seq":32,"from":22,"to":17,"kind":"denies","certainty":"certain","standing":false},\
      {"seq":33,"from":23,"to":17,"kind":"supersedes","certainty":"probable","standing":false}]
      """
    )
    #expect(text.contains("  link         repeats event 9 (event 30)\n"))
    let rest = String(repeating: " ", count: 15)
    for line in [
      "event 21 is the same utterance as this (event 31, probable)",
      "event 22 denies this (event 32, withdrawn)",
      "event 23 supersedes this (event 33, probable, withdrawn)",
    ] {
      #expect(text.contains("\(rest)\(line)\n"), "\(line): \(text)")
    }
  }

  @Test func `reviews and further reports are told, each with its event`() throws {
    let text = try card(
      #""reported_by":[18,19]"#,
      #""reviews":[{"seq":25,"verdict":"disputed","coder":"ann"},{"seq":26,"verdict":"accepted","coder":"bo"}]"#
    )
    #expect(text.contains("review       disputed by ann (event 25)\n"))
    #expect(text.contains("accepted by bo (event 26)\n"))
    #expect(text.contains("reported by  event 18, 19\n"))
  }

  @Test func `of a redacted event is told who erased it, when and why, and nothing else of it`()
    throws
  {
    let text = try card(
      #""data":null,"derived":null"#,
      #""redacted":{"seq":40,"reason":"a private name","recordedby":"uid:0","recordedat":"2025-04-01T08:00:00.000000Z"}"#
    )
    #expect(
      text == """
        event 17 · statement.made
          redacted
          redacted     event 40, 2025-04-01 08:00 UTC by uid:0: a private name
          recorded     2025-03-24 17:02 UTC by uid:1000
          id           i
          source       urn:x
          datahash     ab

        """
    )
  }

  @Test func `words of others that would command a terminal are shown, not obeyed`() throws {
    let text = try card(
      #""reviews":[{"seq":25,"verdict":"disputed","coder":"\u001b[2Jann\u202e"}]"#,
      #""redacted":{"seq":40,"reason":"\u001b]0;x\u0007","recordedby":"uid:0","recordedat":null}"#
    )
    #expect(!text.utf8.contains(0x1B) && !text.utf8.contains(7) && !text.contains("\u{202E}"))
    #expect(text.contains("␛[2Jann"))
  }
}
