internal import ChanceryModel

/// Draws a board of a time-lapse so that it fits the screen: a line a holder, or a grid of codes.
///
/// Pure; all text is made safe, and no line is wider than the screen.
package struct ReplayPicture: Sendable {
  /// What the replay is of, as the heading says it.
  private let title: String
  private let names: ActorNames
  private let style: RenderStyle
  /// For how many boards a changed row stays marked.
  private let markedBoards: Int

  /// Wider than any line.
  private static let endless = 1 << 20

  package init(title: String, names: ActorNames, style: RenderStyle, markedBoards: Int) {
    self.title = SafeText.line(title)
    self.names = names
    self.style = style
    self.markedBoards = markedBoards
  }

  /// The lines of a board on a screen of that size, no more than it has.
  package func lines(
    of board: ReplayBoard,
    columns: Int,
    rows: Int,
    isPaused: Bool = false
  ) -> [String] {
    let top = [
      clip("\(title) \(Drawing.dot) \(board.day)", columns, .bold), progress(board, columns),
    ]
    let room = max(0, rows - top.count - 1)
    let (body, shownCount) = body(board, columns, room)
    return Array((top + body).prefix(max(0, rows - 1)))
      + [clip(footer(board, shownCount, isPaused), columns, .faint)]
  }

  /// The board as it is left on the page when the film has ended: every row, nothing cut.
  package func record(of board: ReplayBoard) -> [String] {
    let unmarked = ReplayPicture(title: title, names: names, style: style, markedBoards: 0)
    let width = unmarked.nameWidth(board, ReplayPicture.endless)
    return [style.paint("\(title) \(Drawing.dot) \(board.day)", .bold)]
      + board.rows.map { unmarked.wide($0, width, ReplayPicture.endless) } + [tally(board)]
  }

  // MARK: Rows

  private func body(
    _ board: ReplayBoard,
    _ columns: Int,
    _ room: Int
  ) -> (lines: [String], shownCount: Int) {
    guard board.rows.count > room else {
      let width = nameWidth(board, columns)
      return (board.rows.map { wide($0, width, columns) }, board.rows.count)
    }
    return grid(board, columns, room)
  }

  private func nameWidth(_ board: ReplayBoard, _ columns: Int) -> Int {
    let widest = board.rows.map { CellWidth.of(SafeText.line(names[$0.holder.string])) }.max() ?? 0
    return min(widest, max(8, columns / 3))
  }

  /// `▸ Italy    ✕ oppose     2025-03-24  event 17`.
  private func wide(_ row: ReplayBoard.Row, _ nameWidth: Int, _ columns: Int) -> String {
    let name = SafeText.line(names[row.holder.string])
    let mark = SafeText.line(StanceMark.text(row.position)) + (row.isContested ? " contested" : "")
    let since = row.since.map { "\($0)" } ?? ""
    let event = row.seq.map { "  event \($0)" } ?? ""
    let lead = (isMarked(row) ? "\(Drawing.pointer) " : "  ") + fit(name, nameWidth) + "  "
    let stance = TextWrap.pad(mark, to: 23)
    let used = CellWidth.of(lead)
    return clip(lead, columns, isMarked(row) ? .bold : .plain)
      + clip(stance, columns - used, colour(row))
      + clip(since + event, columns - used - CellWidth.of(stance), .faint)
  }

  /// Codes with their glyphs, as many beside each other as there is room for.
  private func grid(
    _ board: ReplayBoard,
    _ columns: Int,
    _ room: Int
  ) -> (lines: [String], shownCount: Int) {
    let code = min(12, board.rows.map { CellWidth.of(SafeText.line($0.holder.string)) }.max() ?? 0)
    let cell = code + 5
    let across = max(1, columns / cell)
    // Filled column by column, as an index is read.
    let shown = board.rows.prefix(across * room)
    let height = (shown.count + across - 1) / across
    let lines = (0..<height).map { line in
      stride(from: line, to: shown.count, by: height).prefix(across).map { index in
        let row = shown[index]
        let mark = isMarked(row) ? Drawing.pointer : " "
        let code = fit(SafeText.line(row.holder.string), code)
        let text = "\(mark)\(code) \(StanceMark.glyph(row.position))  "
        return clip(text, columns, colour(row))
      }.joined()
    }
    return (lines, shown.count)
  }

  private func isMarked(_ row: ReplayBoard.Row) -> Bool {
    row.age.map { $0 < markedBoards } ?? false
  }

  private func colour(_ row: ReplayBoard.Row) -> Colour { StanceMark.colour(row.position) }

  // MARK: Around the rows

  private func progress(_ board: ReplayBoard, _ columns: Int) -> String {
    let width = max(0, min(60, columns - 26))
    let span = Int(board.days.upperBound.dayNumber - board.days.lowerBound.dayNumber)
    let passed = Int(board.day.dayNumber - board.days.lowerBound.dayNumber)
    let filled = span == 0 ? width : width * passed / span
    let (done, left) = Drawing.isASCII ? ("=", "-") : ("━", "─")
    let bar =
      String(repeating: done, count: filled) + String(repeating: left, count: width - filled)
    return clip("\(board.days.lowerBound) \(bar) \(board.days.upperBound)", columns, .faint)
  }

  private func footer(_ board: ReplayBoard, _ shownCount: Int, _ isPaused: Bool) -> String {
    let count = board.rows.count
    let cut = shownCount == count ? "" : " \(Drawing.dot) \(shownCount) of \(count) fit the screen"
    let changed = board.changeCount == 0 ? "" : " \(Drawing.dot) \(board.changeCount) changed"
    return tally(board) + changed + cut + (isPaused ? " \(Drawing.dot) paused" : "")
      + " \(Drawing.dot) space pauses, q ends"
  }

  private func tally(_ board: ReplayBoard) -> String {
    let counts = Dictionary(grouping: board.rows) { $0.position }.mapValues(\.count)
    return (StanceMark.order + [nil]).compactMap { position in
      counts[position].map { "\(StanceMark.glyph(position)) \($0)" }
    }.joined(separator: "  ")
  }

  // MARK: Widths

  /// A text cut to a width and painted.
  private func clip(_ text: String, _ width: Int, _ colour: Colour) -> String {
    style.paint(cut(text, width), colour)
  }

  private func fit(_ text: String, _ width: Int) -> String {
    TextWrap.pad(cut(text, width), to: width)
  }

  private func cut(_ text: String, _ width: Int) -> String {
    guard CellWidth.of(text) > width else { return text }
    let end = String(Drawing.ellipsis.prefix(max(0, width)))
    var shown = ""
    var used = 0
    for character in text {
      let cells = CellWidth.of(String(character))
      guard used + cells + CellWidth.of(end) <= width else { break }
      shown.append(character)
      used += cells
    }
    return shown + end
  }
}
