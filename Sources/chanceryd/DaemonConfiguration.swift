import ChanceryServer
import Logging

/// What file, environment and options say together, checked as far as it can be without opening
/// anything.
struct DaemonConfiguration {
  /// The forms of log lines.
  enum LogFormat: String, CaseIterable {
    case logfmt
    case json
  }

  var data: String?
  var socket: String?
  var mapBytes: Int
  var threads: Int
  var origin: String?
  var logLevel: Logger.Level
  var logFormat: LogFormat
  var admins: [String]
  var writers: [String]?
  var readers: [String]?

  /// The settings, with every user and group found.
  func settings(needsSocket: Bool) throws(StartFailure) -> Daemon.Settings {
    guard let data, !data.isEmpty else {
      throw StartFailure(
        "no data directory is given",
        hint: "chanceryd --data DIR, or CHANCERY_DATA, or “data” in the"
          + " configuration file",
        exitCode: StartFailure.ExitCode.configuration
      )
    }
    guard let socket = socket ?? (needsSocket ? DaemonConfiguration.defaultSocket() : "") else {
      throw StartFailure(
        "no socket path is given, and XDG_RUNTIME_DIR is not set",
        hint: "chanceryd --socket PATH, or CHANCERY_SOCKET, or “socket” in the configuration file",
        exitCode: StartFailure.ExitCode.configuration
      )
    }
    return Daemon.Settings(
      data: data,
      socket: socket,
      mapBytes: mapBytes,
      threads: threads,
      origin: origin,
      admins: try DaemonConfiguration.members(admins, "admins"),
      writers: try writers.map { names throws(StartFailure) in
        try DaemonConfiguration.members(names, "writers")
      },
      readers: try readers.map { names throws(StartFailure) in
        try DaemonConfiguration.members(names, "readers")
      }
    )
  }

  private static func members(
    _ names: [String],
    _ key: String
  ) throws(StartFailure) -> RolePolicy.Members {
    do {
      return try AccountLookup.members(names)
    } catch {
      throw StartFailure(
        "“\(key)” names nobody: \(error.entry)",
        hint:
          "a user is ann or 1000, a group @chancery or @27; getent passwd, getent group list them",
        exitCode: StartFailure.ExitCode.configuration
      )
    }
  }

  /// Never a name in /tmp that anybody could have made first.
  private static func defaultSocket() -> String? {
    ConfigurationReader.environment("XDG_RUNTIME_DIR").map { $0 + "/chancery/chancery.sock" }
  }

  func makeLogger() -> Logger {
    let format = logFormat
    let level = logLevel
    let isJournal = ConfigurationReader.environment("JOURNAL_STREAM") != nil
    LoggingSystem.bootstrap { _ in
      LineLogHandler(format: format, level: level, hasPriority: isJournal)
    }
    return Logger(label: "chanceryd")
  }
}
