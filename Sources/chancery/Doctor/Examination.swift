import ChanceryAPI
import ChanceryClient
import ChanceryModel
import ChanceryRender
import Glibc

/// The checks of `doctor`, one after the other; those that need a daemon are not tried without one.
struct Examination {
  let session: Session
  /// True if `--socket` named it.
  let isSocketGiven: Bool

  /// Below so much of the disk, or of the map, is left.
  private static let freePercentLow = 10
  private static let freeBytesLow = 256 << 20
  /// How far the clocks of two programs on one machine may seem apart.
  private static let clockSecondsMax: Int64 = 5

  /// The checks that need what the daemon says.
  private static let askingChecks = [
    "rights", "role", "versions", "projections", "disk", "map", "clock", "signed",
  ]

  /// Makes the checks, and tells of each as soon as it is made.
  func run(_ tell: (Finding) throws(Fault) -> Void) throws(Fault) {
    for finding in [settings, place, terminal] { try tell(finding) }
    let status: JSONValue
    do throws(Fault) {
      status = try session.parse(try session.fetch(.get("v1", "status")).body)
    } catch {
      try tell(failure(of: "daemon", error))
      for check in Examination.askingChecks {
        try tell(Finding(check, .untried, "not tried: the daemon gave no answer"))
      }
      return
    }
    let socket = session.client.connectedPath ?? ""
    try tell(Finding("daemon", .ok, "pid \(field(status, "pid")) answers at \(socket)"))
    for finding in [rights(of: socket), role(status), versions(status)] { try tell(finding) }
    do throws(Fault) {
      for finding in try readiness() { try tell(finding) }
    } catch {
      try tell(failure(of: "ready", error))
    }
    for finding in projections(status) { try tell(finding) }
    for finding in [disk(status), map(status), clock(status), signature(status)] {
      try tell(finding)
    }
  }

  /// A question that was not answered.
  private func failure(of check: String, _ fault: Fault) -> Finding {
    let places = fault.places.isEmpty ? "" : ": " + fault.places.joined(separator: "; ")
    let remedy = "look at its log (journalctl -u chanceryd); if it stays so, start it anew"
    let isSilent = fault.status == ExitStatus.retry
    return Finding(check, .failed, fault.what + places, remedy: isSilent ? remedy : fault.remedy)
  }

  private func field(_ status: JSONValue, _ name: Text) -> String { FieldText.of(status[name]) }

  // MARK: - This shell

  private var settings: Finding {
    do throws(Fault) {
      try Settings.check()
    } catch {
      return Finding("settings", .failed, error.what, remedy: error.remedy)
    }
    let path = Settings.path ?? "no home"
    return Finding("settings", .ok, Settings.isFile ? path : "none (\(path))")
  }

  private var place: Finding {
    let named = Environment.value("CHANCERY_SOCKET") ?? ""
    if isSocketGiven { return Finding("place", .ok, "the socket is that of --socket") }
    if !named.isEmpty { return Finding("place", .ok, "the socket is that of $CHANCERY_SOCKET") }
    if Settings.current.socket != nil {
      return Finding("place", .ok, "the socket is that of the settings")
    }
    guard Environment.value("XDG_RUNTIME_DIR") == nil else {
      return Finding("place", .ok, "the socket is yours, else the machine's")
    }
    return Finding(
      "place",
      .warning,
      "$XDG_RUNTIME_DIR is not set: a daemon of your own is not looked for",
      remedy: "log in by a session manager, or name the socket: export CHANCERY_SOCKET=PATH"
    )
  }

  private var terminal: Finding {
    let locale = TerminalLocale.name
    if TerminalLocale.isUTF8 {
      return Finding("terminal", .ok, "the locale is \(locale ?? "")")
    }
    return Finding(
      "terminal",
      .warning,
      "the locale is \(locale ?? "not set"): names and marks may not be shown right",
      remedy: "export LANG=C.UTF-8, or print with --ascii: names keep their letters all the same"
    )
  }

  // MARK: - The daemon

  private func rights(of socket: String) -> Finding {
    var status = stat()
    guard stat(socket, &status) == 0 else {
      return Finding("rights", .warning, "\(socket) cannot be looked at", remedy: "ls -l \(socket)")
    }
    let mode = String(status.st_mode & 0o7777, radix: 8)
    guard status.st_mode & 0o007 != 0 else {
      return Finding("rights", .ok, "the socket is 0\(mode): its owner's and its group's alone")
    }
    return Finding(
      "rights",
      .warning,
      "the socket is 0\(mode): whoever is on this machine may use it",
      remedy: "start chanceryd anew: it makes the socket 0660; look for who changes that"
    )
  }

  private func role(_ status: JSONValue) -> Finding {
    let role = field(status, "role")
    guard role == "reader" else { return Finding("role", .ok, "you are \(role)") }
    return Finding(
      "role",
      .warning,
      "you are reader: you cannot append",
      remedy: "join the socket's group, or have the daemon's configuration name you a writer"
    )
  }

  private func versions(_ status: JSONValue) -> Finding {
    let daemon = field(status, "version")
    let own = ChanceryVersion.current
    guard daemon != own else {
      return Finding("versions", .ok, "chancery and chanceryd are \(own)")
    }
    return Finding(
      "versions",
      .warning,
      "chancery is \(own), chanceryd \(daemon)",
      remedy: "install both of one version, and start chanceryd anew"
    )
  }

  private func readiness() throws(Fault) -> [Finding] {
    let response = try session.attempt(HTTPRequest("GET", ["readyz"]))
    if response.head.isSuccess { return [] }
    let answer = try session.parse(response.body)
    let done = answer["done"].map { " (\(FieldText.of($0)) of \(FieldText.of(answer["total"])))" }
    return [
      Finding(
        "ready",
        .failed,
        "the daemon serves no requests yet: \(field(answer, "reason"))\(done ?? "") "
          + field(answer, "detail"),
        remedy: "wait for it: chancery api GET /readyz"
      )
    ]
  }

  private func projections(_ status: JSONValue) -> [Finding] {
    let all = status["projections"]?.arrayValue ?? []
    let behind = all.filter { $0["state"] != "live" || $0["head"] != status["head"] }
    guard !behind.isEmpty else {
      return [Finding("projections", .ok, "all \(all.count) are live at \(field(status, "head"))")]
    }
    return behind.map { projection in
      Finding(
        "projections",
        .failed,
        "\(field(projection, "name")) is \(field(projection, "state")) at "
          + "\(field(projection, "head")) of \(field(status, "head"))",
        remedy: "wait for a rebuild to end, or make them anew: chancery rebuild"
      )
    }
  }

  // MARK: - Its machine

  private func disk(_ status: JSONValue) -> Finding {
    let path = FieldText.of(status["store"]?["path"])
    var system = statvfs()
    guard statvfs(path, &system) == 0 else {
      return Finding(
        "disk",
        .ok,
        "\(path) is not yours to look at; the daemon refuses to append before it is full"
      )
    }
    let free = Int(clamping: UInt64(system.f_bavail) * UInt64(system.f_frsize))
    let total = Int(clamping: UInt64(system.f_blocks) * UInt64(system.f_frsize))
    let percent = total == 0 ? 0 : free / max(1, total / 100)
    let what = "\(Counts.bytes(free)) free (\(percent) %) at \(path)"
    if free < Examination.freeBytesLow {
      return Finding("disk", .failed, what, remedy: "make room: df -h \(path)")
    }
    let isLow = percent < Examination.freePercentLow
    return Finding("disk", isLow ? .warning : .ok, what, remedy: isLow ? "df -h \(path)" : nil)
  }

  private func map(_ status: JSONValue) -> Finding {
    let used = status["store"]?["bytes"]?.intValue ?? 0
    let map = status["store"]?["map_bytes"]?.intValue ?? 0
    let percent = used / max(1, map / 100)
    let isLow = percent > 100 - Examination.freePercentLow
    return Finding(
      "map",
      isLow ? .failed : .ok,
      "\(Counts.bytes(used)) of a \(Counts.bytes(map)) map (\(percent) %)",
      remedy: isLow ? "give the daemon a larger map, and start it anew" : nil
    )
  }

  private func clock(_ status: JSONValue) -> Finding {
    guard let text = status["last_recorded_at"]?.stringValue, let last = instant(text) else {
      return Finding("clock", .ok, "nothing is recorded yet")
    }
    let seconds = (last.microseconds - Environment.now.microseconds) / 1_000_000
    guard seconds > Examination.clockSecondsMax else {
      return Finding("clock", .ok, "the last event is of \(DateText.recorded(text))")
    }
    return Finding(
      "clock",
      .failed,
      "the last event is recorded \(Counts.duration(seconds: Int(seconds))) from now: the clock was set back",
      remedy: "set the clock: timedatectl status; events recorded now get the last one's moment"
    )
  }

  private func instant(_ text: String) -> Instant? {
    do { return try Instant.parse(Text(text)) } catch { return nil }
  }

  private func signature(_ status: JSONValue) -> Finding {
    let size = status["checkpoint"]?["size"]?.intValue ?? 0
    let head = status["head"]?.intValue ?? 0
    guard size < head else { return Finding("signed", .ok, "\(Counts.of(size, "event"))") }
    return Finding(
      "signed",
      .ok,
      "\(Counts.of(size, "event")) of \(Counts.grouped(head)); the newest are signed within a second"
    )
  }
}
