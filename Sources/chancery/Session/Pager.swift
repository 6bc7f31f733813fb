import ChanceryClient
import Glibc
import Processes

/// A program that shows text a screen at a time, and is fed through a pipe.
final class Pager {
  private let program: ChildProgram
  private let pipe: Int32
  /// What it was given; nil once it must have read some of it, and so runs.
  private var given: [UInt8]? = []

  /// The one that is used unasked: where there is none, nobody need be told.
  private static let less = "command -v less >/dev/null || exit 127; exec less"

  /// More than a pipe holds: whoever has taken so much has read.
  private static let certainBytes = 1 << 18

  /// Starts it by the shell; Ctrl-C is its own from then on.
  ///
  /// - Throws: ``ProgramError`` if not even the shell starts. Whether the shell finds the pager is known
  ///   at its end: see ``end()``.
  init(_ command: String) throws(ProgramError) {
    var ends: [Int32] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw ProgramError("a pipe", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    do throws(ProgramError) {
      program = try ChildProgram(
        "/bin/sh",
        ["-c", command == "less" ? Pager.less : command],
        environment: Environment.value("LESS") == nil ? ["LESS": "FRX"] : [:],
        input: ends[0]
      )
    } catch {
      close(ends[1])
      throw error
    }
    pipe = ends[1]
    signal(SIGINT, SIG_IGN)
  }

  /// Hands on text; false if the pager takes no more.
  func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    given?.append(contentsOf: bytes)
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(pipe, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        return false
      }
    }
    if given.map({ $0.count > Pager.certainBytes }) ?? false { given = nil }
    return true
  }

  /// Waits until the reader has done; gives back what was never shown, since there is no such program.
  func end() -> [UInt8] {
    close(pipe)
    let ending = program.wait()
    Interruption.catchInterrupts()
    // What a shell says of a command that it cannot run, or does not find.
    return ending == .exited(126) || ending == .exited(127) ? given ?? [] : []
  }
}
