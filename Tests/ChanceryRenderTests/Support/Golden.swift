import ChanceryModel
import ChanceryRender

/// Prints whole lists for comparison.
enum Golden {
  static let names = ActorNames([
    "FRA": "France", "ITA": "Italy", "HUN": "Hungary",
  ])

  /// What a list prints, all pages after each other.
  static func list(
    _ view: ListView,
    _ pages: [[UInt8]],
    _ format: OutputFormat,
    style: RenderStyle = .plain,
    limit: Int? = nil
  ) throws -> String {
    var printer = ListPrinter(
      view: view,
      format: format,
      style: style,
      names: names,
      limit: limit
    )
    var output: [UInt8] = []
    for page in pages { output += try printer.add(page: page) }
    output += printer.end()
    return String(decoding: output, as: UTF8.self)
  }

  static func json(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8), limits: JSONLimits(depth: 64))
  }
}
