import ChanceryServer
import Configuration
import Glibc
import Logging
import SystemPackage

/// Reads the configuration: options over environment over file over defaults.
enum ConfigurationReader {
  /// What the command line said.
  struct Options {
    var data: String?
    var socket: String?
    var logLevel: String?
    var logFormat: String?
  }

  /// The map is address space, not disk: so large that nobody meets its end by accident.
  private static let defaultMapBytes = 1 << 40

  static func read(file: String?, options: Options) async throws -> DaemonConfiguration {
    var providers: [any ConfigProvider] = [
      commandLine(options), EnvironmentVariablesProvider().prefixKeys(with: "chancery"),
    ]
    if let file {
      try ConfigurationFile.check(file)
      do {
        providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
      } catch {
        throw failure("the configuration file \(file) cannot be read: \(error)")
      }
    }
    return try await read(ConfigReader(providers: providers))
  }

  private static func commandLine(_ options: Options) -> InMemoryProvider {
    var values: [AbsoluteConfigKey: ConfigValue] = [:]
    let given = [
      ("data", options.data), ("socket", options.socket), ("log-level", options.logLevel),
      ("log-format", options.logFormat),
    ]
    for (key, value) in given {
      guard let value else { continue }
      values[AbsoluteConfigKey([key])] = ConfigValue(.string(value), isSecret: false)
    }
    return InMemoryProvider(name: "options", values: values)
  }

  private static func read(_ reader: ConfigReader) async throws -> DaemonConfiguration {
    let levels = Logger.Level.allCases.map(\.rawValue)
    let formats = DaemonConfiguration.LogFormat.allCases.map(\.rawValue)
    return DaemonConfiguration(
      data: try await string(reader, "data"),
      socket: try await string(reader, "socket"),
      mapBytes: try await number(
        reader,
        "map-bytes",
        default: defaultMapBytes,
        in: (1 << 20)...(1 << 46)
      ),
      threads: try await number(reader, "threads", default: 2, in: 1...16),
      origin: try await string(reader, "origin"),
      logLevel: try await word(
        reader,
        "log-level",
        levels,
        { Logger.Level(rawValue: $0) }
      ) ?? .info,
      logFormat: try await word(
        reader,
        "log-format",
        formats,
        { DaemonConfiguration.LogFormat(rawValue: $0) }
      ) ?? .logfmt,
      admins: try await list(reader, "admins") ?? [],
      writers: try await list(reader, "writers"),
      readers: try await list(reader, "readers")
    )
  }

  // MARK: - Values

  private static func string(_ reader: ConfigReader, _ key: String) async throws -> String? {
    do {
      return try await reader.fetchString(forKey: ConfigKey(key))
    } catch { throw failure("“\(key)” has to be a text") }
  }

  private static func list(_ reader: ConfigReader, _ key: String) async throws -> [String]? {
    do {
      return try await reader.fetchStringArray(forKey: ConfigKey(key))
    } catch { throw failure("“\(key)” has to be a list of texts") }
  }

  private static func number(
    _ reader: ConfigReader,
    _ key: String,
    default fallback: Int,
    in range: ClosedRange<Int>
  ) async throws -> Int {
    let found: Int?
    do {
      found = try await reader.fetchInt(forKey: ConfigKey(key))
    } catch { throw failure("“\(key)” has to be a whole number") }
    guard let found else { return fallback }
    guard range.contains(found) else {
      throw failure(
        "“\(key)” has to be from \(range.lowerBound) to \(range.upperBound), not \(found)"
      )
    }
    return found
  }

  private static func word<Value>(
    _ reader: ConfigReader,
    _ key: String,
    _ words: [String],
    _ make: (String) -> Value?
  ) async throws -> Value? {
    guard let text = try await string(reader, key) else { return nil }
    guard let value = make(text) else {
      throw failure("“\(key)” is one of \(words.joined(separator: ", ")), not “\(text)”")
    }
    return value
  }

  static func failure(_ message: String, hint: String? = nil) -> StartFailure {
    StartFailure(
      message,
      hint: hint ?? "Documentation/Operating.md lists every key; --check-config tries them",
      exitCode: StartFailure.ExitCode.configuration
    )
  }

  /// A variable of the environment, if it is set and not empty.
  static func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }
}
