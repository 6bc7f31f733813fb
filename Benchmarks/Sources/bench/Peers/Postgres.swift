import CLoad
import Glibc

/// A PostgreSQL cluster of its own, durable (fsync and synchronous_commit on), on a Unix socket
/// only.
final class Postgres {
  static let name = "PostgreSQL"
  static let settings = [
    "listen_addresses=", "fsync=on", "synchronous_commit=on", "full_page_writes=on",
    "shared_buffers=512MB", "max_wal_size=4GB", "checkpoint_timeout=30min", "max_connections=200",
    "autovacuum=off", "jit=off",
  ]

  let socket: String
  private let directory: String
  private let process: ChildProcess

  /// Starts the cluster in a directory, made if it is not there.
  init(_ scratch: Scratch, directory: String) throws {
    self.directory = directory
    socket = directory + "/.s.PGSQL.5432"
    let cluster = directory + "/cluster"
    if access(cluster + "/PG_VERSION", F_OK) != 0 {
      try scratch.make(directory)
      if geteuid() == 0 { try ChildProcess.run(["chown", "postgres:", directory]) }
      try ChildProcess.run(
        Self.asOwner([
          "initdb", "-D", cluster, "-U", "bench", "-A", "trust", "--no-locale", "-E", "UTF8",
        ])
      )
    }
    let options = Self.settings + ["unix_socket_directories=\(directory)"]
    process = try ChildProcess(
      Self.asOwner(["postgres", "-D", cluster] + options.flatMap { ["-c", $0] }),
      log: scratch.log("postgres")
    )
    try waitUntilReady(scratch)
  }

  private func waitUntilReady(_ scratch: Scratch) throws {
    let end = load_now() + 60_000_000_000
    while load_now() < end {
      if (try? ChildProcess.run(["pg_isready", "-q", "-h", directory])) != nil { return }
      guard process.isRunning else { break }
      usleep(50_000)
    }
    throw Failure("postgres is not ready; its log is \(scratch.log("postgres"))")
  }

  /// initdb and postgres refuse to run as root: then they run as the user that Debian made for
  /// them.
  private static func asOwner(_ arguments: [String]) -> [String] {
    guard geteuid() == 0 else { return arguments }
    return [
      "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig", "INT",
    ] + arguments
  }

  /// Ends it by a fast shutdown.
  func stop() { process.stop(SIGINT) }

  /// Runs SQL through psql.
  @discardableResult
  func run(_ sql: String..., database: String = "postgres") throws -> String {
    try ChildProcess.run(psql(database) + sql.flatMap { ["-c", $0] })
  }

  /// psql on a database, without a user's own settings.
  func psql(_ database: String) -> [String] {
    [
      "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", directory, "-U", "bench",
      "-d", database,
    ]
  }

  func load(
    _ requests: Requests,
    statement: String,
    database: String,
    connections: Int = 1
  ) -> Load {
    Load(
      socket: socket,
      wire: LOAD_POSTGRES,
      requests: requests,
      connections: connections,
      opening: PostgresMessages.opening(database: database, statement: statement)
    )
  }
}
