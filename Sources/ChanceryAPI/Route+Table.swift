extension Route {
  /// Every route, sorted by pattern, then method; reserved ones too.
  ///
  /// `{` sorts after all letters, so a literal segment stands before an open one: the first route that
  /// fits is the one meant.
  package static let all: [Route] = (daemon + log + vocabulary + meetings + stances + trust)
    .sorted { ($0.pattern, $0.method.rawValue) < ($1.pattern, $1.method.rawValue) }

  private static let daemon = [
    Route(.service, .get, "/", "what this is: name, version, features"),
    Route(.liveness, .get, "/livez", "`ok` while the process runs", returns: [.text]),
    Route(.readiness, .get, "/readyz", "200 when requests are served, else 503"),
    Route(.metrics, .get, "/metrics", "metrics for Prometheus", returns: [.metrics]),
    Route(.openAPI, .get, "/openapi.json", "this API as OpenAPI"),
    Route(.status, .get, "/v1/status", "head, store, projections, limits"),
    Route(
      .backup,
      .post,
      "/v1/admin/backup",
      "copies the journal into the body's `directory` and verifies the copy; closing cancels",
      role: .admin,
      accepts: [.json],
      returns: [.ndjson]
    ),
    Route(
      .rebuild,
      .post,
      "/v1/admin/rebuild",
      "makes every projection anew; closing the connection cancels",
      parameters: [RouteParameter("check", .flag, "compare with what stands, change nothing")],
      role: .admin,
      returns: [.ndjson]
    ),
  ]

  private static let trust = [
    Route(
      .verify,
      .post,
      "/v1/admin/verify",
      "checks every page, record and row; closing the connection ends it",
      role: .admin,
      returns: [.ndjson]
    ),
    Route(
      .compact,
      .post,
      "/v1/admin/compact",
      "rewrites the journal's file, so that nothing erased is left in it; closing cancels",
      role: .admin,
      returns: [.ndjson]
    ),
    Route(
      .redact,
      .post,
      "/v1/admin/redact",
      "erases the body's `event` and all that repeats it, for its `reason`; closing cancels",
      role: .admin,
      accepts: [.json],
      returns: [.ndjson]
    ),
    Route(
      .checkpoint,
      .get,
      "/v1/checkpoint",
      "the signed head of the tree, as C2SP's note",
      returns: [.text, .json]
    ),
    Route(
      .inclusionProof,
      .get,
      "/v1/proofs/inclusion/{seq}",
      "that an event is in the tree, with its leaf and its salt",
      parameters: [
        RouteParameter("size", .number(1...UInt64.max), "of the tree of so many events")
      ]
    ),
    Route(
      .consistencyProof,
      .get,
      "/v1/proofs/consistency",
      "that one tree begins with all of another",
      parameters: [
        RouteParameter(
          "from",
          .number(1...UInt64.max),
          isRequired: true,
          "the size of the older tree"
        ),
        RouteParameter("to", .number(1...UInt64.max), "that of the newer one; default the head"),
      ]
    ),
  ]

  private static let log = [
    Route(
      .append,
      .post,
      "/v1/events",
      "appends events, all or none; `If-Match: \"SEQ\"` names the expected head",
      parameters: [
        RouteParameter("declare", .flag, "define missing topics, actors and sources on the way"),
        RouteParameter(
          "dry_run",
          .words(["true", "check"]),
          "`true`: do all but the commit and tell the stance changes; `check`: only check"
        ),
        RouteParameter(
          "bulk",
          .words(["true", "keep-going"]),
          "lines of any number, appended part by part; the first refused ends it, or is passed over"
        ),
      ],
      role: .writer,
      accepts: [.json, .cloudEvent, .ndjson]
    ),
    Route(
      .events,
      .get,
      "/v1/events",
      "the log in order, page by page or as it grows",
      parameters: [
        .afterSeq, .limit,
        RouteParameter("type", .text, "only events of this type"),
        RouteParameter("holder", .text, "only statements with a stance of this actor"),
        RouteParameter("topic", .text, "only statements with a stance on this topic"),
        RouteParameter("meeting", .text, "only events on this meeting"),
        RouteParameter("follow", .flag, "stay and send what is appended"),
      ],
      returns: [.json, .ndjson, .eventStream]
    ),
    Route(
      .event,
      .get,
      "/v1/events/{seq}",
      "one event as it is stored",
      parameters: [RouteParameter("derived", .flag, "add what the journal derived from it")]
    ),
    Route(
      .export,
      .get,
      "/v1/export",
      "the whole journal, from which it can be restored with the same root",
      returns: [.ndjson]
    ),
    Route(
      .replay,
      .get,
      "/v1/replay",
      "changes of state in order, one a line",
      parameters: [
        RouteParameter("from", .day, "the first day"),
        RouteParameter("to", .day, "the last day"),
        RouteParameter("by", .words(["said", "recorded"]), "the clock that orders; default said"),
        RouteParameter("topic", .text, "only stances on this topic"),
        RouteParameter("holder", .text, "only stances of this actor"),
        .known,
      ],
      returns: [.ndjson]
    ),
  ]

  private static let vocabulary = [
    Route(
      .actors,
      .get,
      "/v1/actors",
      "actors defined in the log or used as holders",
      parameters: RouteParameter.paging + [
        .name, RouteParameter("all", .flag, "the built-in ones too"),
      ]
    ),
    Route(.actor, .get, "/v1/actors/{actor}", "one actor"),
    Route(
      .people,
      .get,
      "/v1/people",
      "people and their offices",
      parameters: RouteParameter.paging + [.name]
    ),
    Route(.person, .get, "/v1/people/{person}", "one person"),
    Route(
      .sources,
      .get,
      "/v1/sources",
      "documents on file",
      parameters: RouteParameter.paging + [.name]
    ),
    Route(.source, .get, "/v1/sources/{source}", "one document"),
    Route(
      .sourceText,
      .get,
      "/v1/sources/{source}/text",
      "the words of a document, byte for byte",
      returns: [.text]
    ),
    Route(
      .topics,
      .get,
      "/v1/topics",
      "topics and their propositions",
      parameters: RouteParameter.paging + [.name]
    ),
    Route(.topic, .get, "/v1/topics/{topic}", "one topic"),
  ]

  private static let meetings = [
    Route(
      .meetings,
      .get,
      "/v1/meetings",
      "meetings at a date, by slug",
      parameters: RouteParameter.clocks + RouteParameter.paging + [
        RouteParameter("from", .day, "only those that may have been on that day or later"),
        RouteParameter("to", .day, "only those that may have been on that day or before"),
      ]
    ),
    Route(
      .meeting,
      .get,
      "/v1/meetings/{meeting}",
      "one meeting at a date: every value, report, count and outcome",
      parameters: RouteParameter.clocks
    ),
  ]

  private static let stances = [
    Route(
      .board,
      .get,
      "/v1/stances",
      "where every holder stood on one topic",
      parameters: [RouteParameter("topic", .text, isRequired: true, "the topic")]
        + RouteParameter.clocks + RouteParameter.paging
    ),
    Route(
      .holderStances,
      .get,
      "/v1/stances/{holder}",
      "where one holder stood on every topic",
      parameters: RouteParameter.clocks + RouteParameter.paging
    ),
    Route(
      .holderHistory,
      .get,
      "/v1/stances/{holder}/history",
      "all that a holder is on record with",
      parameters: RouteParameter.clocks + RouteParameter.paging
    ),
    Route(
      .stance,
      .get,
      "/v1/stances/{holder}/{topic}",
      "where one holder stood on one topic, with the events behind it",
      parameters: RouteParameter.clocks
    ),
    Route(
      .why,
      .get,
      "/v1/stances/{holder}/{topic}/why",
      "each candidate and the clause that kept or passed it",
      parameters: RouteParameter.clocks + RouteParameter.paging
    ),
    Route(
      .changes,
      .get,
      "/v1/changes",
      "stances that differ between two clocks",
      parameters: RouteParameter.clockPairs + RouteParameter.clocks + [
        RouteParameter("topic", .text, "only stances on this topic"),
        RouteParameter("holder", .text, "only stances of this actor"),
        RouteParameter("quiet", .flag, "also stances on which nothing was said between the days"),
      ] + RouteParameter.paging
    ),
    Route(
      .history,
      .get,
      "/v1/stances/{holder}/{topic}/history",
      "each statement on one topic and what it did",
      parameters: RouteParameter.clocks + RouteParameter.paging
    ),
  ]
}
