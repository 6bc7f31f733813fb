/// `GET /openapi.json`.
enum OpenAPIDocument {
  static let bytes = Array("{}".utf8)
}
