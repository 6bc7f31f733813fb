import ChanceryModel
import Testing

@Suite struct EnvelopeTests {
  static let data = #"{"source":"s"}"#

  @Test func `all attributes of CloudEvents are read`() throws {
    let draft = try TestJournal.decode(
      "source.filed",
      Self.data,
      envelope: #"""
        ,"specversion":"1.0","source":"desk","id":"a1","time":"2025-03-24T17:02:11Z","subject":"x",
        "dataschema":"https://example.org/s","datacontenttype":"application/json; charset=utf-8"
        """#
    )
    #expect(draft.type == .sourceFiled)
    #expect(draft.source == "desk")
    #expect(draft.id == "a1")
    #expect(draft.time == "2025-03-24T17:02:11Z")
    #expect(draft.subject == "x")
    #expect(draft.dataSchema == "https://example.org/s")
    #expect(draft.dataContentType == "application/json; charset=utf-8")
  }

  @Test func `type and data are enough`() throws {
    let draft = try TestJournal.decode("source.filed", Self.data)
    #expect(draft.source == nil)
    #expect(draft.id == nil)
    #expect(draft.text == nil)
  }

  @Test(arguments: [
    (#"[1]"#, "invalid-value "),
    (#"{"type":"source.filed"}"#, "missing-field /data"),
    (#"{"data":{}}"#, "missing-field /type"),
    (#"{}"#, "missing-field /type"),
    (#"{"type":7,"data":{}}"#, "invalid-value /type"),
    (#"{"type":"source.filed","data":[]}"#, "invalid-value /data"),
    (#"{"type":"source.filed","data":null}"#, "invalid-value /data"),
    (#"{"type":"statement.mad","data":{}}"#, "unknown-type /type"),
    (#"{"type":"event.redacted","data":{}}"#, "daemon-only /type"),
    (#"{"type":"source.filed","data":{"source":"s"},"sorce":"x"}"#, "unknown-attribute /sorce"),
    (#"{"type":"source.filed","data":{"source":"s"},"seq":1}"#, "unknown-attribute /seq"),
    (#"{"type":"source.filed","data":{"source":"s"},"id":""}"#, "invalid-value /id"),
    (#"{"type":"source.filed","data":{"source":"s"},"id":7}"#, "invalid-value /id"),
    (#"{"type":"source.filed","data":{"source":"s"},"id":null}"#, "invalid-value /id"),
    (
      #"{"type":"source.filed","data":{"source":"s"},"specversion":"0.3"}"#,
      "invalid-value /specversion"
    ),
    (#"{"type":"source.filed","data":{"source":"s"},"time":"yesterday"}"#, "invalid-date /time"),
    (
      #"{"type":"source.filed","data":{"source":"s"},"datacontenttype":"text/xml"}"#,
      "invalid-value /datacontenttype"
    ),
  ])
  func `an envelope is refused with a code and a place`(event: String, wanted: String) throws {
    let event = try json(event)
    let refused = refusal { try EventDecoder.decode(event, limits: TestJournal.limits) }
    #expect(refused?.summary == wanted)
  }

  @Test
  func `what only the daemon appends is refused, whatever its data, with the way to ask for it`() {
    let refused = refusal { try TestJournal.decode("event.redacted", #"{"event":1}"#) }
    #expect(refused?.code == .daemonOnly)
    #expect(refused?.hint == "ask for it: POST /v1/admin/redact")
  }

  @Test func `keys of 200 bytes pass, of 201 do not`() throws {
    let key = String(repeating: "é", count: 100)
    let draft = try TestJournal.decode("source.filed", Self.data, envelope: #","id":"\#(key)""#)
    #expect(draft.id == Text(key))
    let refused = refusal {
      try TestJournal.decode("source.filed", Self.data, envelope: #","source":"\#(key)x""#)
    }
    #expect(refused?.summary == "invalid-value /source")
  }

  @Test func `the nearest type and attribute are named`() throws {
    #expect(
      refusal { try TestJournal.decode("statement.mde", "{}") }?.hint?.contains("statement.made")
        == true
    )
    let refused = refusal {
      try TestJournal.decode("source.filed", Self.data, envelope: #","subjct":"x""#)
    }
    #expect(refused?.hint?.contains("subject") == true)
  }

  @Test(arguments: ["application/json", "text/json", "application/vnd.x+json", "Application/JSON"])
  func `a media type that says JSON passes`(type: String) throws {
    let draft = try TestJournal.decode(
      "source.filed",
      Self.data,
      envelope: #","datacontenttype":"\#(type)""#
    )
    #expect(draft.dataContentType == Text(type))
  }

  @Test func `all faults of an event come back together`() {
    let refused = refusal {
      try TestJournal.decode(
        "statement.made",
        #"{"said":"2025-02-30","positon":"oppose","stances":[{"holder":"Italy"}]}"#,
        envelope: #","specversion":"2""#
      )
    }
    let places = refused?.items.map(\.pointer) ?? []
    #expect(
      places == [
        "/specversion", "/data/positon", "/data/said", "/data/stances/0/holder",
        "/data/stances/0/topic", "/data/stances/0/position",
      ]
    )
    #expect(refused?.detail == refused?.items.first?.detail)
  }

  @Test func `data is stored canonical and as sent`() throws {
    let draft = try TestJournal.decode(
      "topic.defined",
      #"{ "topic":"a", "proposition":"P", "title":"T", "extra":{"b":1.0,"a":[]} }"#
    )
    #expect(
      String(decoding: draft.data, as: UTF8.self)
        == #"{"extra":{"a":[],"b":1},"proposition":"P","title":"T","topic":"a"}"#
    )
  }

  @Test func `data beyond its limit is refused`() throws {
    let limits = EventLimits(eventBytes: 38, sha256: fakeDigest)
    let small = try json(#"{"type":"source.filed","data":{"source":"abcdefghij","title":"abcd"}}"#)
    let large = try json(#"{"type":"source.filed","data":{"source":"abcdefghij","title":"abcde"}}"#)
    #expect(try EventDecoder.decode(small, limits: limits).data.count == 38)
    #expect(
      refusal { try EventDecoder.decode(large, limits: limits) }?.summary == "event-too-large /data"
    )
  }
}
