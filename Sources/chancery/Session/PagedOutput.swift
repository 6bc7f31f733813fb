import ChanceryRender
import Processes

/// What is printed on a terminal, kept back until it is more than the screen holds: then a pager gets it.
///
/// It writes nothing to the terminal itself, but gives back what is to be written there.
final class PagedOutput {
  private enum State {
    case holding([UInt8])
    case paging(Pager)
    case printing
    /// The reader has seen enough.
    case unwanted
  }

  private let command: String
  private let screen: (columns: Int, rows: Int)
  private var state = State.holding([])

  init(command: String, screen: (columns: Int, rows: Int)) {
    self.command = command
    self.screen = screen
  }

  /// False once the reader has left the pager: nothing more will be looked at.
  var isWanted: Bool { if case .unwanted = state { false } else { true } }

  /// Takes what is to be shown; what it gives back is to be printed.
  func take(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    switch state {
    case .holding(let before):
      let held = before + bytes
      state = .holding(held)
      return fits(held) ? [] : start(held)
    case .paging(let pager):
      return pager.write(bytes) ? [] : stop(pager)
    case .printing: return Array(bytes)
    case .unwanted: return []
    }
  }

  /// Waits for the reader; what it gives back is to be printed.
  func end() -> [UInt8] {
    defer { state = .printing }
    switch state {
    case .holding(let held): return held
    case .paging(let pager): return pager.end()
    case .printing, .unwanted: return []
    }
  }

  private func start(_ held: [UInt8]) -> [UInt8] {
    do throws(ProgramError) {
      let pager = try Pager(command)
      state = .paging(pager)
      return pager.write(held[...]) ? [] : stop(pager)
    } catch {
      state = .printing
      return held
    }
  }

  /// The pager takes no more: the reader has left it, or there is no such program.
  private func stop(_ pager: Pager) -> [UInt8] {
    let unseen = pager.end()
    state = unseen.isEmpty ? .unwanted : .printing
    return unseen
  }

  /// True if the text leaves a row for the prompt that follows it.
  private func fits(_ text: [UInt8]) -> Bool {
    ScreenRows.count(of: text, columns: screen.columns, most: screen.rows) < screen.rows
  }
}
