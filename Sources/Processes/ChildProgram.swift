internal import Glibc
internal import Synchronization

/// A program in a process of its own, whose standard output is read here, or whose input is written.
///
/// The child inherits nothing but its three streams: every other descriptor is closed, and no signal is
/// blocked or ignored. It is reaped by this object alone.
package final class ChildProgram: Sendable {
  /// How a program ended.
  package enum Ending: Sendable, Equatable {
    /// By itself, with this status.
    case exited(Int32)
    /// By a signal.
    case signalled(Int32)
  }

  /// The path by which a process finds its own program again, whatever became of the file's name.
  package static let ownProgram = "/proc/self/exe"

  /// The process.
  package let pid: Int32
  /// The reading end of the child's standard output; open until this object is gone; -1 if it is ours.
  package let output: Int32
  private let ended = Mutex<Ending?>(nil)

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - program: The path of the executable; nothing is searched.
  ///   - arguments: Its arguments, without the name of the program.
  ///   - variables: What is added to our environment.
  ///   - readsInput: Whether its standard input is ours; else it is empty.
  ///   - showsErrors: Whether its standard error is ours; else what it says there is lost.
  /// - Throws: ``ProgramError`` if it does not start.
  package init(
    _ program: String,
    _ arguments: [String],
    environment variables: [String: String] = [:],
    readsInput: Bool = false,
    showsErrors: Bool
  ) throws(ProgramError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw ProgramError("a pipe", errno) }
    // A child started between the two calls closes them itself; see `spawn`.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[1]) }
    do throws(ProgramError) {
      pid = try ChildProgram.spawn(
        program,
        arguments,
        variables,
        input: readsInput ? .ours : .empty,
        output: ends[1],
        showsErrors
      )
    } catch {
      close(ends[0])
      throw error
    }
    output = ends[0]
  }

  /// Starts a program that reads from a descriptor, and writes where we write.
  ///
  /// - Parameters:
  ///   - program: The path of the executable; nothing is searched.
  ///   - arguments: Its arguments, without the name of the program.
  ///   - variables: What is added to our environment.
  ///   - input: What it reads, as the reading end of a pipe; it stays the caller's.
  /// - Throws: ``ProgramError`` if it does not start.
  package init(
    _ program: String,
    _ arguments: [String],
    environment variables: [String: String] = [:],
    input: Int32
  ) throws(ProgramError) {
    pid = try ChildProgram.spawn(
      program,
      arguments,
      variables,
      input: .descriptor(input),
      output: nil,
      true
    )
    output = -1
  }

  deinit {
    if ending == nil {
      signal(SIGKILL)
      wait()
    }
    if output >= 0 { close(output) }
  }

  /// How it ended; nil while it runs.
  package var ending: Ending? { reap(WNOHANG) }

  /// Waits for the end.
  @discardableResult
  package func wait() -> Ending {
    while true {
      if let ending = reap(0) { return ending }
    }
  }

  /// Sends a signal, unless the program has ended: its number may be another's by then.
  package func signal(_ number: Int32) {
    ended.withLock { ended in
      // Not reaped yet, so the number still belongs to the child.
      if ended == nil { kill(pid, number) }
    }
  }

  private func reap(_ options: Int32) -> Ending? {
    if options == 0 {
      // Waits without the lock, and leaves the child to be reaped below.
      var information = siginfo_t()
      while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    }
    return ended.withLock { ended in
      if let ended { return ended }
      var status: Int32 = 0
      let found = waitpid(pid, &status, WNOHANG)
      if found == pid {
        ended = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
      } else if found < 0, errno == ECHILD {
        // Somebody else has reaped it; how it ended is not known.
        ended = .exited(-1)
      }
      return ended
    }
  }

  // MARK: - Starting

  /// Where a child's standard input comes from.
  private enum Input {
    case empty
    case ours
    case descriptor(Int32)
  }

  private static func spawn(
    _ program: String,
    _ arguments: [String],
    _ variables: [String: String],
    input: Input,
    output: Int32?,
    _ showsErrors: Bool
  ) throws(ProgramError) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    switch input {
    case .empty: posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    case .ours: break
    case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
    }
    if let output { posix_spawn_file_actions_adddup2(&actions, output, 1) }
    if !showsErrors { posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0) }
    guard let closeFrom, closeFrom(&actions, 3) == 0 else {
      throw ProgramError("closing descriptors in the new process", ENOSYS)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF)
    )
    let words = copies([program] + arguments)
    let settings = copies(environment(with: variables))
    defer { for text in words + settings { free(text) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, program, &actions, &attributes, words, settings)
    guard status == 0 else { throw ProgramError(program, status) }
    return pid
  }

  /// Our own environment, with some variables set.
  private static func environment(with variables: [String: String]) -> [String] {
    var texts: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let text = String(cString: text)
      let name = text.prefix { $0 != "=" }
      if variables[String(name)] == nil { texts.append(text) }
      entry += 1
    }
    return texts + variables.map { "\($0)=\($1)" }
  }

  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  private typealias CloseFrom =
    @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32

  /// `posix_spawn_file_actions_addclosefrom_np`, which glibc declares to GNU sources only: a module's
  /// import is none.
  private static let closeFrom: CloseFrom? =
    dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
      // The function has this signature in glibc since 2.34 (spawn.h).
      unsafeBitCast($0, to: CloseFrom.self)
    }
}

/// Why a program did not start.
package struct ProgramError: Error, Sendable, CustomStringConvertible {
  /// What was not to be had, and the system's reason.
  package let description: String

  /// What was not to be had, and the system's number of the reason.
  package init(_ what: String, _ code: Int32) {
    description = "\(what): \(String(cString: strerror(code)))"
  }
}
