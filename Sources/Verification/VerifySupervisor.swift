internal import ChanceryAPI
internal import ChanceryModel
internal import Glibc
internal import Journal
internal import Processes
internal import Projections

/// The process that has the journal read by another, and outlives it.
///
/// The store's library can be led astray by damage: it may crash, or walk in a circle. So the reading
/// is done by a child. What it finds is passed on as it comes; if it dies, or says nothing for too
/// long, that is damage too, and the last line is written here in its place.
package struct VerifySupervisor {
  /// Seconds without a sign of life after which the child is taken to be caught in a circle.
  package static let patienceSeconds = 120

  /// What to verify, and how.
  package struct Settings: Sendable {
    /// The data directory, or a backup of one.
    package var directory: String
    /// A directory with room for the projections once more.
    package var scratch: String
    /// Whether a daemon that runs on the directory holds a snapshot for us.
    package var isPinned: Bool
    /// Seconds without a sign of life.
    package var patience: Int

    package init(
      directory: String,
      scratch: String,
      isPinned: Bool,
      patience: Int = VerifySupervisor.patienceSeconds
    ) {
      self.directory = directory
      self.scratch = scratch
      self.isPinned = isPinned
      self.patience = patience
    }
  }

  private let settings: Settings
  private let started = WallClock.monotonicNanoseconds()
  /// How many damages were passed on.
  private var damages: UInt64 = 0
  /// The last line of progress.
  private var progress: [UInt8] = []
  private var hasEnded = false

  package init(_ settings: Settings) {
    self.settings = settings
  }

  /// Has the directory verified, and writes what is found to standard output.
  ///
  /// - Parameter arguments: How the child is called: its arguments, ours left out.
  /// - Returns: 0 if all is well, 65 if there is damage, 74 if the journal cannot be read.
  /// - Throws: ``JournalError`` if a daemon runs on the directory.
  package mutating func run(_ arguments: [String]) throws -> Int32 {
    BrokenPipe.endsTheProcess(writing: STDOUT_FILENO)
    let lock = settings.isPinned ? nil : try DirectoryLock(reading: settings.directory)
    defer { withExtendedLifetime(lock) {} }
    let child = try ChildProgram(
      ChildProgram.ownProgram,
      arguments,
      environment: ["SWIFT_BACKTRACE": "enable=no"],
      showsErrors: false
    )
    let isSilent = try relay(child)
    if isSilent { child.signal(SIGKILL) }
    return try conclude(child.wait(), isSilent: isSilent)
  }

  /// Passes on what the child says until it ends; true if it fell silent instead.
  private mutating func relay(_ child: ChildProgram) throws -> Bool {
    var lines = OutputLines(child.output)
    while true {
      switch lines.next(milliseconds: Int32(clamping: settings.patience * 1000)) {
      case .silence: return true
      case .end: return false
      case .line(let line):
        note(line)
        try LineWriter.write(whole: line, to: STDOUT_FILENO)
      }
    }
  }

  private mutating func note(_ line: [UInt8]) {
    if line.starts(with: VerifyAnswer.opening) || line.starts(with: Array("{\"end\"".utf8)) {
      hasEnded = true
    } else if line.starts(with: Array("{\"damage\"".utf8)) {
      damages += 1
    } else if line.starts(with: Array("{\"phase\"".utf8)) {
      progress = line
    }
  }

  private func conclude(_ ending: ChildProgram.Ending, isSilent: Bool) throws -> Int32 {
    if case .exited(let status) = ending, hasEnded { return status }
    let place = "journal"
    let what =
      isSilent
      ? "reading it came to no end: nothing for \(settings.patience) s\(phase)"
      : "reading it ended the process that read it\(phase): \(VerifySupervisor.words(ending))"
    let damage = VerifyDamage(place: Text(place), detail: Text(what))
    try LineWriter.write(damage.encoded(), to: STDOUT_FILENO)
    let answer = VerifyAnswer(
      damages: damages + 1,
      seconds: Double(WallClock.monotonicNanoseconds() - started) / 1e9
    )
    try LineWriter.write(answer.encoded(), to: STDOUT_FILENO)
    return VerifyStatus.damage
  }

  /// In which phase the child was, as far as is known.
  private var phase: String {
    guard let json = try? JSONParser.parse(progress), let name = json["phase"]?.stringValue else {
      return ""
    }
    return " in the phase \(name), at \(json["done"]?.intValue ?? 0)"
  }

  private static func words(_ ending: ChildProgram.Ending) -> String {
    switch ending {
    case .exited(let status): "status \(status)"
    case .signalled(let number): "\(String(cString: strsignal(number))) (signal \(number))"
    }
  }
}
