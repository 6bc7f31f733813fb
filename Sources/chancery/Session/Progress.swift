import ChanceryRender

/// A line on standard error that tells how far a long job is; only on a terminal, only after a second.
final class Progress {
  private let isOn = TerminalSize.isTerminal(FileOutput.standardError)
  private let started = Environment.monotonicSeconds
  private var shownAt = 0.0
  private var isShown = false
  /// The phase that runs, and since when.
  private var phase = ""
  private var phaseStarted = 0.0

  /// Shows a count, its rate in this phase and how long the phase still takes; at most ten times a
  /// second.
  func show(_ phase: String, done: Int, of total: Int? = nil) {
    guard isOn else { return }
    let now = Environment.monotonicSeconds
    if phase != self.phase { (self.phase, phaseStarted) = (phase, now) }
    guard now - started >= 1, now - shownAt >= 0.1 else { return }
    shownAt = now
    isShown = true
    let rate = Int(Double(done) / max(now - phaseStarted, 0.001))
    let share = total.map { " of \(Counts.grouped($0))" } ?? ""
    let left = remaining(done, of: total, rate).map { " · \($0) left" } ?? ""
    let counts = "\(Counts.grouped(done))\(share) · \(Counts.grouped(rate))/s" + left
    StandardError.write("\r\u{1B}[K\(SafeText.line(phase)) \(Drawing.message(counts))")
  }

  /// How long the rest of the phase takes at this rate.
  private func remaining(_ done: Int, of total: Int?, _ rate: Int) -> String? {
    guard let total, total > done, rate > 0 else { return nil }
    let seconds = (total - done) / rate
    return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
  }

  /// Takes the line away.
  func clear() {
    guard isShown else { return }
    isShown = false
    StandardError.write("\r\u{1B}[K")
  }
}
