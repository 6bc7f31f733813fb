import CLMDB
import CSQLite
import Foundation

/// Where and with what it was measured.
struct Machine {
  var rows: [[String]] = []

  init(_ scratch: Scratch, _ base: Base, _ options: Options) throws {
    add("date", Self.firstLine(["date", "--utc", "+%Y-%m-%d %H:%M UTC"]))
    add("processor", "\(Self.processor), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores")
    add("memory", "\(Self.memoryGiB) GiB")
    add("kernel", Self.firstLine(["uname", "-sr"]))
    add("system", Self.value(of: "PRETTY_NAME=", in: "/etc/os-release"))
    add("file system", Self.firstLine(["stat", "--file-system", "--format=%T", scratch.root]))
    add("one flush", try FlushProbe.text(scratch))
    add("load before", Self.loadAverage)
    add(
      "Chancery",
      Self.firstLine(["git", "-C", options.repository, "describe", "--always", "--dirty"])
    )
    add(
      "PostgreSQL",
      Self.firstLine(["postgres", "--version"]) + "; " + Postgres.settings.joined(separator: " ")
    )
    add("Redis", Self.firstLine(["redis-server", "--version"]))
    add(
      "SQLite",
      String(cString: sqlite3_libversion()) + "; journal_mode WAL, synchronous FULL, cache 64 MiB"
    )
    add("LMDB", String(cString: mdb_version(nil, nil, nil)) + "; full sync")
    add("data", "\(base.origin), \(Format.count(options.size))")
    add("rounds", "\(options.rounds), \(Format.number(options.seconds)) s a load")
  }

  private mutating func add(_ what: String, _ value: String) { rows.append([what, value]) }

  var table: Table { Table(headings: ["", ""], rows: rows) }

  /// Says so if the figures cannot be worth much.
  static var warning: String? {
    var loads = [0.0]
    guard getloadavg(&loads, 1) == 1, loads[0] > 0.5 else { return nil }
    return "something else ran: load \(Format.number(loads[0])) before the first part. "
      + "These figures are not to be published."
  }

  private static var loadAverage: String {
    var loads = [0.0, 0, 0]
    return getloadavg(&loads, 3) == 3 ? loads.map(Format.number).joined(separator: " ") : "–"
  }

  private static var processor: String {
    let name = value(of: "model name", in: "/proc/cpuinfo")
    return name.drop { $0 == " " || $0 == "\t" || $0 == ":" }.trimmingCharacters(in: .whitespaces)
  }

  private static var memoryGiB: String {
    let kib = value(of: "MemTotal:", in: "/proc/meminfo").filter(\.isNumber)
    return Format.number((Double(kib) ?? 0) / 1_048_576)
  }

  private static func value(of key: String, in path: String) -> String {
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix(key) } ?? ""
    return line.dropFirst(key.count).filter { $0 != "\"" }.trimmingCharacters(in: .whitespaces)
  }

  private static func firstLine(_ command: [String]) -> String {
    let output = (try? ChildProcess.run(command)) ?? "unknown"
    return String(output.split(separator: "\n").first ?? "unknown")
  }
}
