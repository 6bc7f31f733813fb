import ChanceryClient
import Glibc
import Processes

/// Where the daemon's program is, for the verbs that work on a directory.
enum DaemonProgram {
  private static let name = "chanceryd"

  /// The one beside this program, else the first in `PATH`.
  ///
  /// - Throws: ``Fault`` if there is none.
  static func path() throws(Fault) -> String {
    let directories = [own].compactMap { $0 } + searched
    for directory in directories {
      let path = directory + "/" + name
      if access(path, X_OK) == 0 { return path }
    }
    throw Fault(
      "\(name) is neither beside chancery nor in PATH",
      remedy: "install it, or add its directory to PATH",
      status: ExitStatus.noDaemon
    )
  }

  /// Has the daemon's program do something to a directory; this one never opens the store.
  ///
  /// Ctrl-C is handed on; once the program has ended, it ends this one, too.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - readsInput: Whether it reads our standard input.
  ///   - take: Given each line of its output, without the line feed.
  /// - Returns: Its exit code, or 128 and the signal that ended it.
  /// - Throws: ``Fault`` if it does not start or was interrupted, or what `take` throws.
  static func run(
    _ arguments: [String],
    readsInput: Bool = false,
    _ take: ([UInt8]) throws -> Void
  ) throws -> Int32 {
    let child: ChildProgram
    do {
      child = try ChildProgram(
        try path(),
        arguments,
        readsInput: readsInput,
        showsErrors: true
      )
    } catch let error as ProgramError {
      throw Fault("chanceryd does not start: \(error)", status: ExitStatus.inputOutput)
    }
    var lines = OutputLines(child.output)
    reading: while true {
      switch lines.next(milliseconds: 1000) {
      case .line(let line):
        try take(line.last == UInt8(ascii: "\n") ? Array(line.dropLast()) : line)
      case .silence: break
      case .end: break reading
      }
      if Interruption.isPending { child.signal(SIGINT) }
    }
    let ending = child.wait()
    if Interruption.isPending { throw Fault(ClientError.interrupted) }
    switch ending {
    case .exited(let status): return status
    case .signalled(let signal): return 128 + signal
    }
  }

  /// The directory of this program.
  private static var own: String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    guard count > 0 else { return nil }
    let path = String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) }
  }

  private static var searched: [String] {
    (Environment.value("PATH") ?? "").split(separator: ":").map { String($0) }
  }
}
