import ChanceryClient
import ChanceryModel
import ChanceryRender

/// Plays a replay on a terminal: a board a day, until its end, `q` or Ctrl-C.
struct ReplayPlayer {
  let session: Session
  let film: ReplayFilm
  let days: ClosedRange<CivilDate>
  let pace: ReplayPace
  let title: String

  /// Plays; the last board shown is left on the page.
  func run() throws(Fault) {
    Interruption.catchTermination()
    let picture = ReplayPicture(
      title: title,
      names: session.names,
      style: session.style,
      markedBoards: pace.markedBoards
    )
    if let last = try play(picture) {
      try session.output.write(picture.record(of: last).map { $0 + "\n" }.joined())
      try session.output.flush()
    }
  }

  private func play(_ picture: ReplayPicture) throws(Fault) -> ReplayBoard? {
    let screen = try TerminalScreen(session.output)
    defer { screen.leave() }
    var last: ReplayBoard?
    var due = Environment.monotonicSeconds
    for board in film.boards(days, step: pace.step) {
      last = board
      due += Double(pace.milliseconds) / 1000
      guard try hold(board, picture, screen, &due) else { break }
    }
    return last
  }

  /// Shows a board until its time is over; false if that was to be the last.
  private func hold(
    _ board: ReplayBoard,
    _ picture: ReplayPicture,
    _ screen: TerminalScreen,
    _ due: inout Double
  ) throws(Fault) -> Bool {
    var isPaused = false
    var pausedAt = 0.0
    repeat {
      if Interruption.isPending { throw Fault(ClientError.interrupted) }
      let size = TerminalSize.screen(FileOutput.standardOutput) ?? (columns: 80, rows: 24)
      try screen.show(
        picture.lines(of: board, columns: size.columns, rows: size.rows, isPaused: isPaused)
      )
      // Looked at again now and then, for the window may have been resized.
      let left = isPaused ? 1000 : Int((due - Environment.monotonicSeconds) * 1000)
      switch screen.key(within: min(left, 1000)) {
      case .quit: return false
      case .interrupt: throw Fault(ClientError.interrupted)
      case .pause:
        isPaused.toggle()
        if isPaused {
          pausedAt = Environment.monotonicSeconds
        } else {
          due += Environment.monotonicSeconds - pausedAt
        }
      case .other, nil: break
      }
    } while isPaused || Environment.monotonicSeconds < due
    return true
  }
}
