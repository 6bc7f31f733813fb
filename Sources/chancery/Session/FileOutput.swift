import ChanceryRender
import Glibc

/// Writes to a file descriptor through a buffer; what is left is written by ``flush()``.
///
/// If the reader has gone (`EPIPE`), the process ends quietly with 141, as if by SIGPIPE.
final class FileOutput {
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  /// What is kept back for a pager meanwhile; nil outside of ``paged(_:)``.
  private var page: PagedOutput?
  /// True if an option says that there is no pager.
  var isNeverPaged = false
  /// True if a person is looking.
  let isTerminal: Bool

  private static let bufferBytesMax = 65_536

  init(descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = TerminalSize.isTerminal(descriptor)
  }

  static let standardOutput: Int32 = STDOUT_FILENO
  static let standardError: Int32 = STDERR_FILENO

  /// Writes text that is safe already, colours and all.
  func write(_ text: String) throws(Fault) {
    try write(raw: Array(text.utf8)[...])
  }

  /// Writes bytes of a data format; on a terminal its control characters are made visible.
  func write(data: [UInt8], asJSON: Bool) throws(Fault) {
    try write(raw: (isTerminal ? SafeText.data(data, asJSON: asJSON) : data)[...])
  }

  /// Writes bytes as they are.
  func write(raw bytes: ArraySlice<UInt8>) throws(Fault) {
    if buffer.count + bytes.count > FileOutput.bufferBytesMax { try flush() }
    if bytes.count > FileOutput.bufferBytesMax {
      try put(bytes)
    } else {
      buffer += bytes
    }
  }

  /// Hands over everything that was written.
  func flush() throws(Fault) {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    try put(buffer[...])
  }

  // MARK: - Paging

  /// False once the reader of a pager has left it: what follows need not be fetched.
  var isWanted: Bool { page?.isWanted ?? true }

  /// What is written within goes through a pager if it is more than the screen of a terminal holds.
  ///
  /// For what has an end, never for what goes on as things happen: it is shown only when it is whole, or
  /// too long. Elsewhere than on a terminal nothing is done, nor where `TERM` says that a pager would have
  /// a hard time.
  func paged<Result>(_ body: () throws(Fault) -> Result) throws(Fault) -> Result {
    guard page == nil, isTerminal, let page = newPage() else { return try body() }
    try flush()
    self.page = page
    do throws(Fault) {
      let result = try body()
      try endPage()
      return result
    } catch {
      // What was printed before the failure is shown before it is told.
      try endPage()
      throw error
    }
  }

  private func newPage() -> PagedOutput? {
    guard !["dumb", ""].contains(Environment.value("TERM") ?? ""),
      let screen = TerminalSize.screen(descriptor)
    else { return nil }
    let command = PagerChoice.current(isOff: isNeverPaged).command
    return command.isEmpty ? nil : PagedOutput(command: command, screen: screen)
  }

  private func endPage() throws(Fault) {
    guard let page else { return }
    try flush()
    self.page = nil
    try put(page.end()[...])
  }

  // MARK: - The descriptor

  private func put(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    var rest = page.map { $0.take(bytes)[...] } ?? bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EPIPE {
        exit(ExitStatus.brokenPipe)
      } else if errno == EAGAIN {
        var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&entry, 1, -1)
      } else if errno != EINTR {
        throw FileOutput.fault(errno)
      }
    }
  }

  private static func fault(_ failure: Int32) -> Fault {
    let remedies = [
      EBADF: "leave standard output open: write it to a file, or to /dev/null",
      ENOSPC: "see that there is room: df -h .",
    ]
    return Fault(
      "cannot write the output",
      at: [String(cString: strerror(failure))],
      remedy: remedies[failure] ?? "write it to another file, or to a pipe",
      status: ExitStatus.inputOutput
    )
  }
}
