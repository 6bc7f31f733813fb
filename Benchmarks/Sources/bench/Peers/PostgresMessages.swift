/// Messages of PostgreSQL's protocol, version 3: what a client library sends for a statement
/// prepared once and run often.
enum PostgresMessages {
  /// Start-up and the preparation of one statement, as two exchanges.
  static func opening(database: String, statement: String) -> Requests {
    var startup = integer(196_608)
    for word in ["user", "bench", "database", database] { startup += terminated(word) }
    startup.append(0)
    let prepare = message("P", terminated("s") + terminated(statement) + short(0)) + sync
    return Requests([integer(startup.count + 4) + startup, prepare])
  }

  /// One run of the prepared statement with parameters as text; rows come as text.
  static func execute(_ parameters: [String]) -> [UInt8] {
    var bind = terminated("") + terminated("s") + short(0) + short(parameters.count)
    for parameter in parameters { bind += integer(parameter.utf8.count) + Array(parameter.utf8) }
    bind += short(0)
    return message("B", bind) + message("E", terminated("") + integer(0)) + sync
  }

  private static let sync = message("S", [])

  private static func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
    Array(String(type).utf8) + integer(body.count + 4) + body
  }

  private static func terminated(_ text: String) -> [UInt8] { Array(text.utf8) + [0] }

  private static func integer(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(value).bigEndian) { Array($0) }
  }

  private static func short(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt16(value).bigEndian) { Array($0) }
  }
}
