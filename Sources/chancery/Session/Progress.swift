import ChanceryRender

/// A line on standard error that tells how far a long job is; only on a terminal, only after a second.
final class Progress {
  private let isOn = TerminalSize.isTerminal(FileOutput.standardError)
  private let started = Environment.monotonicSeconds
  private var shownAt = 0.0
  private var isShown = false

  /// Shows a count and its rate; at most ten times a second.
  func show(_ phase: String, done: Int, of total: Int? = nil) {
    guard isOn else { return }
    let now = Environment.monotonicSeconds
    guard now - started >= 1, now - shownAt >= 0.1 else { return }
    shownAt = now
    isShown = true
    let rate = Int(Double(done) / (now - started))
    let share = total.map { " of \(Counts.grouped($0))" } ?? ""
    StandardError.write(
      "\r\u{1B}[K\(SafeText.line(phase)) \(Counts.grouped(done))\(share) · \(Counts.grouped(rate))/s"
    )
  }

  /// Takes the line away.
  func clear() {
    guard isShown else { return }
    isShown = false
    StandardError.write("\r\u{1B}[K")
  }
}
