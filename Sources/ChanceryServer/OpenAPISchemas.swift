import ChanceryAPI
import ChanceryModel

/// What of the API's JSON is described member by member.
enum OpenAPISchemas {
  /// `components.schemas`.
  static let all: JSONValue = [
    "Event": event, "EventDerived": derived, "EventLink": link, "EventRedaction": redaction,
    "EventReview": review, "Problem": problem,
  ]

  /// The name of the schema of a route's answer; nil if it is told in Documentation/API.md alone.
  static func answer(to route: Route) -> Text? {
    route.name == .event ? "Event" : nil
  }

  // MARK: Parts

  private static let seq: JSONValue = ["type": "integer", "minimum": 1]
  private static let seqs: JSONValue = ["type": "array", "items": seq]
  private static let text: JSONValue = ["type": "string"]
  private static let flag: JSONValue = ["type": "boolean"]
  private static let moment: JSONValue = ["type": "string", "format": "date-time"]

  private static func list(_ schema: Text) -> JSONValue {
    ["type": "array", "items": reference(schema)]
  }

  private static func orNull(_ schema: Text) -> JSONValue {
    ["anyOf": [reference(schema), ["type": "null"]]]
  }

  private static func reference(_ schema: Text) -> JSONValue {
    ["$ref": .string(Text("#/components/schemas/\(schema)"))]
  }

  private static func described(_ schema: JSONValue, _ words: Text) -> JSONValue {
    guard var object = schema.objectValue else { return schema }
    object["description"] = .string(words)
    return .object(object)
  }

  // MARK: Events

  /// A CloudEvent as it is stored; with `derived=true`, the members from `derived` on are there, too.
  private static let event: JSONValue = [
    "type": "object",
    "required": [
      "seq", "data", "datahash", "id", "recordedat", "recordedby", "source", "specversion", "type",
    ],
    "properties": .object(
      JSONObject(unsorted: (attributes.objectValue?.members ?? []) + since)
    ),
  ]

  private static let attributes: JSONValue = [
    "seq": seq,
    "data": [
      "type": ["object", "null"], "description": "as it was sent; null: it was redacted",
    ],
    "datahash": text, "id": text, "recordedat": moment, "recordedby": text, "source": text,
    "specversion": text, "subject": text, "time": text, "type": text,
    "dataschema": text, "datacontenttype": text,
    "redactedby": described(seq, "only of a redacted event: the event that says so"),
  ]

  /// What `derived=true` adds, in the order of the answer.
  private static var since: [JSONObject.Member] {
    [
      ("derived", orNull("EventDerived")),
      ("reported_by", described(seqs, "further reports of a statement, while they stand")),
      ("request", request),
      ("state", state),
      ("current", current),
      ("corrected_by", described(seqs, "its corrections, whether they stand or not")),
      ("withdrawn_by", described(seqs, "its withdrawals, whether they stand or not")),
      ("links", list("EventLink")),
      ("reviews", list("EventReview")),
      ("redacted", orNull("EventRedaction")),
    ].map { JSONObject.Member(key: $0.0, value: $0.1) }
  }

  private static let request: JSONValue = [
    "type": "array", "items": ["type": "integer"], "minItems": 2, "maxItems": 2,
    "description":
      "its place, from 0, in the request that appended it, and how many events that appended",
  ]

  private static let state: JSONValue = [
    "type": "object",
    "properties": [
      "version": described(seq, "the event whose content counts"), "standing": flag,
    ],
  ]

  private static let current: JSONValue = [
    "type": "object",
    "description": "the content that counts; only there if a correction holds it",
  ]

  private static let derived: JSONValue = [
    "type": "object",
    "description": "what was derived from the content that counts, when that was appended",
    "properties": [
      "said": text, "earliest": ["type": ["string", "null"], "format": "date"],
      "latest": ["type": "string", "format": "date"], "rank": text,
      "stances": ["type": "array", "items": ["type": "object"]],
      "reports": ["type": "array", "items": ["type": "object"]],
    ],
  ]

  private static let link: JSONValue = [
    "type": "object",
    "properties": [
      "seq": seq, "from": seq, "to": seq, "kind": text, "certainty": text, "standing": flag,
    ],
  ]

  private static let review: JSONValue = [
    "type": "object", "properties": ["seq": seq, "verdict": text, "coder": text],
  ]

  private static let redaction: JSONValue = [
    "type": "object",
    "properties": ["seq": seq, "reason": text, "recordedby": text, "recordedat": moment],
  ]

  // MARK: Problems

  /// RFC 9457, with the registry's codes.
  private static let problem: JSONValue = [
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "errors"],
    "properties": [
      "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
      "code": [
        "type": "string",
        "enum": .array(RefusalCode.allCases.map { .string(Text($0.rawValue)) }),
      ],
      "detail": ["type": "string"], "hint": ["type": ["string", "null"]],
      "errors": [
        "type": "array",
        "items": [
          "type": "object",
          "properties": [
            "pointer": ["type": "string"], "detail": ["type": "string"],
            "line": ["type": ["integer", "null"]], "column": ["type": ["integer", "null"]],
          ],
        ],
      ],
    ],
  ]
}
