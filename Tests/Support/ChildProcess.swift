package import Foundation

/// A program in a process of its own, its three streams on files, reaped by nobody else.
///
/// Not Foundation's `Process`: that learns of an end by a descriptor which other children, started at
/// the same moment, can inherit, so that a program is over when the last of them is. Here a child
/// inherits nothing but its streams.
package final class ChildProcess {
  package let pid: Int32
  private var ended: Int32?

  /// Starts a program; its environment is ours with some variables changed (nil: removed).
  ///
  /// - Parameters:
  ///   - program: The executable.
  ///   - arguments: Its arguments.
  ///   - environment: The variables to change.
  ///   - input: The file to read from.
  ///   - output: The file for the standard output.
  ///   - errors: The file for the standard error.
  ///   - isLeader: True for a session of its own: the first terminal among its streams is then its own.
  /// - Throws: The system's error if it does not start.
  package init(
    _ program: URL,
    _ arguments: [String],
    environment: [String: String?] = [:],
    input: String = "/dev/null",
    output: String,
    errors: String,
    isLeader: Bool = false
  ) throws {
    var variables = ProcessInfo.processInfo.environment
    for (name, value) in environment { variables[name] = value }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let create = O_WRONLY | O_CREAT | O_TRUNC
    posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, create, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, errors, create, 0o600)
    _ = ChildProcess.closeFrom?(&actions, 3)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    if isLeader { posix_spawnattr_setflags(&attributes, ChildProcess.newSession) }
    let words = ChildProcess.copies([program.path] + arguments)
    let settings = ChildProcess.copies(variables.map { "\($0)=\($1)" })
    defer { for word in words + settings { free(word) } }
    var pid: pid_t = 0
    let status = posix_spawn(&pid, program.path, &actions, &attributes, words, settings)
    guard status == 0 else { throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EIO) }
    self.pid = pid
  }

  // POSIX_SPAWN_SETSID of glibc's spawn.h, which declares it to GNU sources only.
  private static let newSession: Int16 = 0x80

  // glibc declares it to GNU sources only, which a module's import is not.
  private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
    unsafeBitCast(
      $0,
      to: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self
    )
  }

  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  /// False once the program has ended.
  package var isRunning: Bool {
    reap(WNOHANG)
    return ended == nil
  }

  /// The exit status; -1 if a signal ended it, nil while it runs.
  package var status: Int32? {
    reap(WNOHANG)
    guard let ended else { return nil }
    return ended & 0x7F == 0 ? ended >> 8 & 0xFF : -1
  }

  package func send(_ signal: Int32) {
    if isRunning { kill(pid, signal) }
  }

  /// Waits for the end; false if the program still runs after that time.
  package func ends(within seconds: Double) -> Bool {
    Wait.until(seconds: seconds) { !isRunning }
  }

  /// Ends the program at once and waits for it.
  package func end() {
    guard isRunning else { return }
    kill(pid, SIGKILL)
    reap(0)
  }

  private func reap(_ options: Int32) {
    guard ended == nil else { return }
    var status: Int32 = 0
    if waitpid(pid, &status, options) == pid { ended = status }
  }
}
