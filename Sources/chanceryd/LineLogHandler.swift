import ChanceryServer
import Logging

/// Writes log events to standard error, one line each: logfmt or JSON.
///
/// Under systemd each line begins with its priority, `<4>`, which the journal takes off again.
struct LineLogHandler: LogHandler {
  let format: DaemonConfiguration.LogFormat
  var logLevel: Logger.Level
  var metadata: Logger.Metadata = [:]
  private let hasPriority: Bool

  init(format: DaemonConfiguration.LogFormat, level: Logger.Level, hasPriority: Bool) {
    self.format = format
    logLevel = level
    self.hasPriority = hasPriority
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var fields = [("level", event.level.rawValue), ("msg", event.message.description)]
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    fields += all.sorted { $0.key < $1.key }.map { ($0.key, $0.value.description) }
    if let error = event.error { fields.append(("error", "\(error)")) }
    let line = format == .json ? json(fields) : logfmt(fields)
    let prefix = hasPriority ? "<\(LineLogHandler.priority(event.level))>" : ""
    StandardError.write("\(prefix)\(line)\n")
  }

  private func logfmt(_ fields: [(String, String)]) -> String {
    fields.map { key, value in
      let isPlain =
        !value.isEmpty
        && value.unicodeScalars.allSatisfy {
          $0.value > 0x20 && $0 != "\"" && $0 != "=" && $0.value != 0x7F
        }
      return isPlain ? "\(key)=\(value)" : "\(key)=\(LineLogHandler.quoted(value))"
    }.joined(separator: " ")
  }

  private func json(_ fields: [(String, String)]) -> String {
    let members = fields.map { "\(LineLogHandler.quoted($0.0)):\(LineLogHandler.quoted($0.1))" }
    return "{\(members.joined(separator: ","))}"
  }

  /// A JSON string; control characters never reach a terminal as they are.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  /// syslog(3)'s priorities.
  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
