import ChanceryAPI
import ChanceryModel

/// `GET /openapi.json`: the API as OpenAPI 3.1, made from the route table itself.
///
/// So a route cannot be served and not described, or described and not served.
/// `config/openapi.json` is a copy for tools that want a file; a test keeps it the same.
enum OpenAPIDocument {
  static let bytes = CanonicalJSON.bytes(of: value)

  private static let value: JSONValue = [
    "openapi": "3.1.0",
    "info": [
      "title": "Chancery", "version": .string(Text(ChanceryVersion.current)),
      "summary": "A journal of diplomatic statements: appended, never edited, asked at a date.",
      "description": .string(
        Text(
          "HTTP/1.1 over a Unix socket: curl --unix-socket PATH http://x/v1/status. Every answer"
            + " carries Chancery-Head, the seq of the last event."
        )
      ),
    ],
    "servers": [["url": "http://localhost", "description": "any host name: the socket decides"]],
    "paths": paths,
    "components": ["schemas": OpenAPISchemas.all, "headers": ["Chancery-Head": headField]],
  ]

  private static let headField: JSONValue = [
    "description": "the last event's seq", "schema": ["type": "integer", "minimum": 0],
  ]

  private static var paths: JSONValue {
    var paths = JSONObject()
    for route in Route.all {
      let path = Text(route.pattern)
      var item = paths[path]?.objectValue ?? JSONObject()
      item[Text(route.method.rawValue.lowercased())] = operation(route)
      paths[path] = .object(item)
    }
    return .object(paths)
  }

  private static func operation(_ route: Route) -> JSONValue {
    var operation = JSONObject()
    let members: JSONValue = [
      "operationId": .string(Text(route.name.rawValue)),
      "summary": .string(Text(route.summary)),
      "x-chancery-role": .string(route.role.word),
      "responses": [
        "200": [
          "description": "done", "headers": headers,
          "content": content(route.returns.map(\.rawValue), of: OpenAPISchemas.answer(to: route)),
        ],
        "default": [
          "description": "a refusal", "headers": headers,
          "content": [
            "application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]
          ],
        ],
      ],
    ]
    if let members = members.objectValue { operation = members }
    let parameters = route.captures.map(pathParameter) + route.parameters.map(queryParameter)
    if !parameters.isEmpty { operation["parameters"] = .array(parameters) }
    if !route.accepts.isEmpty {
      operation["requestBody"] = [
        "required": true, "content": content(route.accepts.map(\.rawValue)),
      ]
    }
    return .object(operation)
  }

  private static let headers: JSONValue = [
    "Chancery-Head": ["$ref": "#/components/headers/Chancery-Head"]
  ]

  /// The forms of a body; each of the schema of that name, if there is one.
  private static func content(_ types: [String], of schema: Text? = nil) -> JSONValue {
    let form: JSONValue =
      schema.map { ["schema": ["$ref": .string(Text("#/components/schemas/\($0)"))]] }
      ?? .object(JSONObject())
    return .object(
      JSONObject(unsorted: types.map { JSONObject.Member(key: Text($0), value: form) })
    )
  }

  private static func pathParameter(_ name: String) -> JSONValue {
    let isSeq = name == "seq"
    return [
      "name": .string(Text(name)), "in": "path", "required": true,
      "schema": isSeq ? ["type": "integer", "minimum": 1] : ["type": "string"],
    ]
  }

  private static func queryParameter(_ parameter: RouteParameter) -> JSONValue {
    [
      "name": .string(Text(parameter.name)), "in": "query",
      "required": .bool(parameter.isRequired),
      "description": .string(Text(parameter.summary)), "schema": schema(parameter.form),
    ]
  }

  private static func schema(_ form: RouteParameter.Form) -> JSONValue {
    switch form {
    case .day: ["type": "string", "format": "date"]
    case .known, .text: ["type": "string"]
    case .flag: ["type": "boolean"]
    case .number(let range):
      range.upperBound > 1 << 53
        ? ["type": "integer", "minimum": .number(Double(range.lowerBound))]
        : [
          "type": "integer", "minimum": .number(Double(range.lowerBound)),
          "maximum": .number(Double(range.upperBound)),
        ]
    case .words(let words):
      ["type": "string", "enum": .array(words.map { .string(Text($0)) })]
    }
  }
}
