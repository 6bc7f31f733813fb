internal import Glibc

/// Every path that was tried, why each failed, and how to mend it.
package struct Unreachable: Error, Sendable, Equatable {
  /// One path that was tried.
  package struct Attempt: Sendable, Equatable {
    package let candidate: SocketCandidate
    package let failure: ConnectFailure
    /// What the file system says of the path, for rights: `socket is 0660 root:chancery; …`.
    package let detail: String?

    package init(candidate: SocketCandidate, failure: ConnectFailure, detail: String? = nil) {
      self.candidate = candidate
      self.failure = failure
      self.detail = detail
    }
  }

  /// The attempts, in the order they were made.
  package let attempts: [Attempt]
  /// True if `$XDG_RUNTIME_DIR` was looked for and is not set.
  package let lacksRuntimeDirectory: Bool

  package init(attempts: [Attempt], lacksRuntimeDirectory: Bool = false) {
    self.attempts = attempts
    self.lacksRuntimeDirectory = lacksRuntimeDirectory
  }

  /// True if a daemon seems to be there and only this user's rights are missing.
  package var isAboutRights: Bool { attempts.contains { $0.failure.isAboutRights } }

  /// One line a path: the path, then what happened there.
  package var lines: [String] {
    let width = attempts.map { $0.candidate.path.count }.max() ?? 0
    var lines = attempts.map { attempt in
      let padding = String(repeating: " ", count: width - attempt.candidate.path.count)
      let detail = attempt.detail.map { " (\($0))" } ?? ""
      return "\(attempt.candidate.path)\(padding)  \(attempt.failure.reason)\(detail)"
    }
    if lacksRuntimeDirectory { lines.append("$XDG_RUNTIME_DIR is not set, so no user's socket") }
    return lines
  }

  /// What to do about it: the most telling failure decides.
  package var remedy: String {
    if let long = attempts.first(where: { $0.failure.isAboutLength }) {
      return long.candidate.origin == .user
        ? "name a shorter path: chancery --socket PATH" : "give the socket a shorter path"
    }
    if isAboutRights { return Unreachable.rightsRemedy }
    if attempts.contains(where: { $0.failure == .system(errno: ECONNREFUSED) }) {
      return "see why it stopped: journalctl -u chanceryd -e   then start it again"
    }
    if attempts.contains(where: { $0.failure == .backlogFull }) { return "try again in a moment" }
    return startRemedy
  }

  private static let rightsRemedy =
    "join the socket's group: sudo usermod -aG chancery \"$USER\", then log in again"

  private var startRemedy: String {
    let named = attempts.first {
      $0.candidate.origin == .option || $0.candidate.origin == .environment
    }
    if let named { return "start it: chanceryd --data DIR --socket \(named.candidate.path)" }
    return lacksRuntimeDirectory
      ? "name its socket: chancery --socket PATH   or start it: chanceryd --data DIR --socket PATH"
      : "start it: systemctl --user start chanceryd   or: chanceryd --data DIR"
  }
}

extension ConnectFailure {
  fileprivate var isAboutLength: Bool {
    if case .pathTooLong = self { true } else { false }
  }
}
