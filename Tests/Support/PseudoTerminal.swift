package import Foundation

/// A terminal that a program believes in: what it shows can be read, keys can be pressed, the window
/// resized.
package final class PseudoTerminal {
  private let descriptor: Int32
  /// The other side is held open, so that what was shown last can still be read, and its settings seen.
  private let side: Int32
  /// Where a program opens it.
  package let path: String
  /// All that was shown so far.
  package private(set) var shown: [UInt8] = []

  // TIOCSPTLCK and TIOCGPTN: what unlockpt and ptsname do, which glibc declares to GNU sources only.
  private static let setLock: UInt = 0x4004_5431
  private static let getNumber: UInt = 0x8004_5430

  package init(columns: Int, rows: Int) throws {
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
    var lock: Int32 = 0
    var number: Int32 = 0
    guard descriptor >= 0, ioctl(descriptor, PseudoTerminal.setLock, &lock) == 0,
      ioctl(descriptor, PseudoTerminal.getNumber, &number) == 0
    else { throw POSIXError(.EIO) }
    path = "/dev/pts/\(number)"
    side = open(path, O_RDWR | O_NOCTTY)
    guard side >= 0 else { throw POSIXError(.EIO) }
    resize(columns: columns, rows: rows)
  }

  deinit {
    close(side)
    close(descriptor)
  }

  package func resize(columns: Int, rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }

  /// Presses keys.
  package func press(_ keys: String) {
    _ = Array(keys.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  /// True if keys come line by line, are echoed, and Ctrl-C is a signal: as a shell expects it.
  package var isOrdinary: Bool {
    var settings = termios()
    let ordinary = tcflag_t(ICANON | ECHO | ISIG)
    return tcgetattr(side, &settings) == 0 && settings.c_lflag & ordinary == ordinary
  }

  /// Starts a program on it, in a session of its own.
  package func start(
    _ program: URL,
    _ arguments: [String],
    environment: [String: String?] = [:]
  ) throws -> ChildProcess {
    try ChildProcess(
      program,
      arguments,
      environment: environment,
      input: path,
      output: path,
      errors: path,
      isLeader: true
    )
  }

  /// What was shown, as text.
  package var text: String {
    take()
    return String(decoding: shown, as: UTF8.self)
  }

  /// Waits until something is shown; false if it is not within that time.
  package func waits(for part: String, seconds: Double = 10) -> Bool {
    Wait.until(seconds: seconds) { text.contains(part) }
  }

  /// Waits for the end of a program, and reads what it shows meanwhile; false if it still runs.
  package func seesEnd(of process: ChildProcess, seconds: Double = 20) -> Bool {
    Wait.until(seconds: seconds) {
      take()
      return !process.isRunning
    }
  }

  private func take() {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(descriptor, &buffer, buffer.count), count > 0 {
      shown += buffer[..<count]
    }
  }
}
