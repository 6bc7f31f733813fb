import Glibc

/// A terminal while something plays on it: a screen of its own, no cursor, keys as they are pressed.
///
/// ``leave()`` puts everything back as it was, whatever happened in between.
final class TerminalScreen {
  /// What a person pressed.
  enum Key {
    case quit
    case pause
    case interrupt
    case other
  }

  private let output: FileOutput
  /// How the keyboard was before; nil if no keys are read.
  private var keyboard: termios?

  /// Takes the screen over.
  init(_ output: FileOutput) throws(Fault) {
    self.output = output
    keyboard = TerminalScreen.readKeysAtOnce()
    try output.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[H\u{1B}[2J")
    try output.flush()
  }

  /// Gives the screen, the cursor and the keyboard back.
  func leave() {
    if var keyboard {
      // At once: to wait until all is shown would be to wait for a terminal that may have stopped.
      tcflush(STDIN_FILENO, TCIFLUSH)
      tcsetattr(STDIN_FILENO, TCSANOW, &keyboard)
    }
    keyboard = nil
    do {
      try output.write("\u{1B}[?25h\u{1B}[?1049l")
      try output.flush()
    } catch {
      // The terminal has gone, and with it what there was to put back.
    }
  }

  /// Shows lines, which are safe and fit the screen.
  func show(_ lines: [String]) throws(Fault) {
    // Each line clears its rest, the last what is below: nothing flickers as a cleared screen does.
    let text = lines.map { $0 + "\u{1B}[K" }.joined(separator: "\n")
    try output.write("\u{1B}[H" + text + "\u{1B}[J")
    try output.flush()
  }

  /// Waits for a key; nil if none was pressed in that time, or a signal came.
  func key(within milliseconds: Int) -> Key? {
    guard keyboard != nil else {
      Environment.sleep(milliseconds: Int32(clamping: max(0, milliseconds)))
      return nil
    }
    var entry = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard poll(&entry, 1, Int32(clamping: max(0, milliseconds))) > 0 else { return nil }
    var byte: UInt8 = 0
    // Nothing to read where something was promised: nobody is there any more.
    guard read(STDIN_FILENO, &byte, 1) == 1 else { return .quit }
    return switch byte {
    case UInt8(ascii: "q"), UInt8(ascii: "Q"): .quit
    case UInt8(ascii: " "): .pause
    case 3: .interrupt
    default: .other
    }
  }

  /// Makes keys come one by one, unechoed, Ctrl-C among them; nil if no keyboard is there to be read.
  private static func readKeysAtOnce() -> termios? {
    var before = termios()
    // From the background a keyboard must not be touched: that would stop the process.
    guard tcgetattr(STDIN_FILENO, &before) == 0, tcgetpgrp(STDIN_FILENO) == getpgrp() else {
      return nil
    }
    var raw = before
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
    withUnsafeMutableBytes(of: &raw.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    return tcsetattr(STDIN_FILENO, TCSANOW, &raw) == 0 ? before : nil
  }
}
